import { LONGEST_NAME, PRIORITIES } from './bounds.ts'
import { checkActions } from './check-actions.ts'
import { checkConditions } from './check-conditions.ts'
import type { CheckContext } from './check-context.ts'
import { checkContradictions } from './check-contradictions.ts'
import { checkCrossing } from './check-crossing.ts'
import { checkExamples } from './check-examples.ts'
import { checkExclusive } from './check-exclusive.ts'
import { checkLimits } from './check-limits.ts'
import { checkSchedule } from './check-schedule.ts'
import { type Fields, readFields, readWhole } from './check-shape.ts'
import { findWord } from './check-words.ts'
import { countsDays } from './compile.ts'
import { normalise } from './normalise.ts'
import { either, ProblemList, quote } from './problem-list.ts'
import { type Checked, GUESTS, type RuleDocument, type TriggerSpec, type Vocabulary } from './types.ts'

/**
 * Anything at all in; out comes a rule document made of nothing but known parts, or every problem at once.
 * Never throws, whatever the value's shape, size or depth.
 */
export const checkDocument = (
  document: unknown,
  vocabulary: Vocabulary,
  { currency }: { readonly currency: string },
): Checked => {
  const problems = new ProblemList()
  const fields = readFields(document, '', DOCUMENT, problems)
  const checked = fields && checkFields(fields, vocabulary, currency, problems)
  return checked && problems.problems.length === 0
    ? { valid: true, document: checked }
    : { valid: false, problems: problems.problems }
}

const DOCUMENT = {
  what: 'a rule',
  keys: [
    ...['$schema', 'format', 'name', 'trigger', 'crossing', 'guests', 'conditions', 'actions'],
    ...['limits', 'exclusive', 'schedule', 'priority', 'examples'],
  ],
}
const PRIORITY = { what: 'the priority', ...PRIORITIES }

const checkFields = (
  fields: Fields,
  vocabulary: Vocabulary,
  currency: string,
  problems: ProblemList,
): RuleDocument | undefined => {
  const schema = fields.has('$schema') ? checkSchema(fields.get('$schema'), problems) : undefined
  checkFormat(fields.get('format'), problems)
  const name = checkName(fields.get('name'), problems)
  const trigger = checkTrigger(fields.get('trigger'), vocabulary, problems)
  const context: CheckContext = {
    facts: byName(vocabulary.facts),
    actions: byName(vocabulary.actions),
    trigger,
    currency,
    problems,
  }
  const crossing = checkCrossing(fields.get('crossing'), '/crossing', context)
  const guests = fields.has('guests') ? checkGuests(fields.get('guests'), context) : undefined
  const conditions = checkConditions(fields.get('conditions'), '/conditions', context)
  const actions = checkActions(fields.get('actions'), '/actions', context)
  const limits = fields.has('limits') ? checkLimits(fields.get('limits'), '/limits', context) : undefined
  const exclusive = fields.has('exclusive') ? checkExclusive(fields.get('exclusive'), '/exclusive', context) : undefined
  const schedule = fields.has('schedule') ? checkSchedule(fields.get('schedule'), '/schedule', context) : undefined
  const priority = fields.has('priority')
    ? readWhole(fields.get('priority'), '/priority', PRIORITY, problems)
    : undefined
  const asked = { countsDays: [conditions, crossing].some((each) => each && countsDays(each)) }
  const examples = fields.has('examples')
    ? checkExamples(fields.get('examples'), '/examples', asked, context)
    : undefined
  if (!trigger || !conditions) return undefined
  const evaluable = normalise({ conditions, ...(crossing && { crossing }) }, vocabulary, currency)
  checkContradictions(evaluable, trigger.crossing, context)
  if (name === undefined || !actions) return undefined
  return {
    ...(schema !== undefined && { $schema: schema }),
    format: 1,
    name,
    trigger: trigger.name,
    ...(crossing && { crossing }),
    ...(guests && { guests }),
    conditions,
    actions,
    ...(limits && { limits }),
    ...(exclusive && { exclusive }),
    ...(schedule && { schedule }),
    ...(priority !== undefined && { priority }),
    ...(examples && { examples }),
  }
}

const byName = <Word extends { readonly name: string }>(words: readonly Word[]): ReadonlyMap<string, Word> =>
  new Map(words.map((word) => [word.name, word]))

const checkFormat = (format: unknown, problems: ProblemList): void => {
  if (format === 1) return
  const message = format === undefined ? 'The format of the rule is missing' : 'This app reads rules of format 1 only'
  problems.add('/format', message, { found: format, expected: '1' })
}

const checkSchema = (schema: unknown, problems: ProblemList): string | undefined => {
  if (typeof schema === 'string') return schema
  problems.add('/$schema', 'This says where editors find the schema of rules', { found: schema, expected: 'a text' })
  return undefined
}

const checkName = (name: unknown, problems: ProblemList): string | undefined => {
  if (typeof name === 'string' && name.trim() !== '' && name.length <= LONGEST_NAME) return name
  const message = name === undefined ? 'The rule has no name' : `The name is a text of 1 to ${LONGEST_NAME} letters`
  problems.add('/name', message, { found: name, expected: `a text of 1 to ${LONGEST_NAME} letters` })
  return undefined
}

const checkTrigger = (name: unknown, { triggers }: Vocabulary, problems: ProblemList): TriggerSpec | undefined =>
  findWord(name, '/trigger', { what: 'trigger', words: byName(triggers) }, { problems })

const checkGuests = (value: unknown, { trigger, problems }: CheckContext): RuleDocument['guests'] => {
  const guests = GUESTS.find((each) => each === value)
  if (guests === undefined) {
    const expected = either(GUESTS.map(quote))
    problems.add('/guests', 'This says what a guest gets', { found: value, expected })
  } else if (guests === 'newcomer' && trigger && !trigger.checkout) {
    const message = 'Guests count as newcomers at the checkout only: later it is known who ordered'
    problems.add('/guests', message, { found: value, expected: '"nobody", or nothing' })
  }
  return guests
}
