import { MOST_DAYS, MOST_DRAWN, MOST_GRANTS } from './bounds.ts'
import type { CheckContext } from './check-context.ts'
import { NOT_YET, readFields, readWhole } from './check-shape.ts'
import { at, either, quote } from './problem-list.ts'
import { type Draw, type Limits, PERIODS } from './types.ts'

const LIMITS = {
  what: 'a set of limits',
  keys: ['perCustomer', 'coolDownDays', 'draw', 'holdOutPercent'],
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
  const draw = fields.has('draw') ? checkDraw(fields.get('draw'), at(path, 'draw'), context) : undefined
  const holdOutPercent = fields.has('holdOutPercent')
    ? checkHoldOut(fields.get('holdOutPercent'), at(path, 'holdOutPercent'), context)
    : undefined
  return {
    ...(perCustomer && { perCustomer }),
    ...(coolDownDays !== undefined && { coolDownDays }),
    ...(draw && { draw }),
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

const DRAW = { what: 'a draw', keys: ['times', 'per'] }

const checkDraw = (value: unknown, path: string, { trigger, problems }: CheckContext): Draw | undefined => {
  const fields = readFields(value, path, DRAW, problems)
  if (!fields) return undefined
  if (trigger && !trigger.daily) {
    problems.add(path, `Lots are drawn among all customers once a day, not when ${trigger.label}`, {
      expected: 'no draw, or a rule that runs every day',
    })
  }
  const times = readWhole(
    fields.get('times'),
    at(path, 'times'),
    { what: 'the number of customers drawn', least: 1, most: MOST_DRAWN },
    problems,
  )
  const per = PERIODS.find((period) => period === fields.get('per'))
  if (per === undefined) {
    problems.add(at(path, 'per'), 'This says how often so many are drawn', {
      found: fields.get('per'),
      expected: either(PERIODS.map(quote)),
    })
  }
  return times === undefined || per === undefined ? undefined : { times, per }
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
