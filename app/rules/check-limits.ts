import { MOST_DAYS, MOST_GRANTS } from './bounds.ts'
import type { CheckContext } from './check-context.ts'
import { NOT_YET, readFields, readWhole } from './check-shape.ts'
import { at } from './problem-list.ts'
import type { Limits } from './types.ts'

const LIMITS = {
  what: 'a set of limits',
  keys: ['perCustomer', 'coolDownDays', 'holdOutPercent'],
  refused: { total: NOT_YET, budget: NOT_YET },
}

export const checkLimits = (value: unknown, path: string, context: CheckContext): Limits | undefined => {
  const { problems } = context
  const fields = readFields(value, path, LIMITS, problems)
  if (!fields) return undefined
  const perCustomer = fields.has('perCustomer')
    ? checkPerCustomer(fields.get('perCustomer'), at(path, 'perCustomer'), context)
    : undefined
  const coolDownDays = fields.has('coolDownDays')
    ? readWhole(
        fields.get('coolDownDays'),
        at(path, 'coolDownDays'),
        { what: 'the cool-down in days', least: 1, most: MOST_DAYS },
        problems,
      )
    : undefined
  const holdOutPercent = fields.has('holdOutPercent')
    ? checkHoldOut(fields.get('holdOutPercent'), at(path, 'holdOutPercent'), context)
    : undefined
  return {
    ...(perCustomer && { perCustomer }),
    ...(coolDownDays !== undefined && { coolDownDays }),
    ...(holdOutPercent !== undefined && { holdOutPercent }),
  }
}

const PER_CUSTOMER = { what: 'a limit per customer', keys: ['times', 'days'] }

const checkPerCustomer = (value: unknown, path: string, { problems }: CheckContext): Limits['perCustomer'] => {
  const fields = readFields(value, path, PER_CUSTOMER, problems)
  if (!fields) return undefined
  const times = readWhole(
    fields.get('times'),
    at(path, 'times'),
    { what: 'the number of times', least: 1, most: MOST_GRANTS },
    problems,
  )
  const days = readWhole(
    fields.get('days'),
    at(path, 'days'),
    { what: 'the number of days', least: 1, most: MOST_DAYS },
    problems,
  )
  return times === undefined || days === undefined ? undefined : { times, days }
}

const checkHoldOut = (value: unknown, path: string, { problems }: CheckContext): 0 | undefined => {
  if (value === 0) return 0
  const isShare = typeof value === 'number' && value > 0 && value <= 100
  const message = isShare
    ? `Leaving customers out to compare ${NOT_YET}`
    : 'The share of customers left out must be a number from 0 to 100'
  problems.add(path, message, { found: value, expected: '0' })
  return undefined
}
