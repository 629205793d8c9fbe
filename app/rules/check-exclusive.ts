import { LONGEST_GROUP } from './bounds.ts'
import type { CheckContext } from './check-context.ts'
import { readChoice, readFields } from './check-shape.ts'
import { at } from './problem-list.ts'
import { type Exclusive, PICKS } from './types.ts'

const EXCLUSIVE = { what: 'an exclusive group', keys: ['group', 'pick'] }

/** The group of rules of which a customer gets one, and how it is picked. */
export const checkExclusive = (
  value: unknown,
  path: string,
  { problems }: Pick<CheckContext, 'problems'>,
): Exclusive | undefined => {
  const fields = readFields(value, path, EXCLUSIVE, problems)
  if (!fields) return undefined
  const group = fields.get('group')
  const isName = typeof group === 'string' && group.trim() === group && group !== '' && group.length <= LONGEST_GROUP
  if (!isName) {
    const expected = `a text of 1 to ${LONGEST_GROUP} letters, without spaces around it`
    problems.add(at(path, 'group'), 'This is the name that the rules of one group share', { found: group, expected })
  }
  const message = 'This says which of the rules that are met at once the customer gets'
  const pick = readChoice(fields.get('pick'), at(path, 'pick'), { message, choices: PICKS }, problems)
  return isName && pick ? { group, pick } : undefined
}
