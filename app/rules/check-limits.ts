import { MOST_DAYS, MOST_DRAWN, MOST_GRANTS, MOST_HELD_OUT_PERCENT } from './bounds.ts'
import { checkBudget } from './check-budget.ts'
import type { CheckContext } from './check-context.ts'
import { type Fields, readChoice, readFields, readWhole } from './check-shape.ts'
import { at } from './problem-list.ts'
import { type Draw, HEARD_ENOUGH, type Limits, PERIODS } from './types.ts'

const LIMITS = {
  what: 'a set of limits',
  keys: ['perCustomer', 'coolDownDays', 'total', 'budget', 'draw', 'holdOutPercent', 'whenHeardEnough'],
}
const COOL_DOWN = { what: 'the cool-down in days', least: 1, most: MOST_DAYS }
const HELD_OUT = { what: 'the share of customers left out, in per cent,', least: 0, most: MOST_HELD_OUT_PERCENT }

export const checkLimits = (value: unknown, path: string, context: CheckContext): Limits | undefined => {
  const { problems } = context
  const fields = readFields(value, path, LIMITS, problems)
  if (!fields) return undefined
  const perCustomer = ifWritten(fields, 'perCustomer', path, (given, place) => checkPerCustomer(given, place, context))
  const coolDownDays = ifWritten(fields, 'coolDownDays', path, (given, place) =>
    readWhole(given, place, COOL_DOWN, problems),
  )
  const total = ifWritten(fields, 'total', path, (given, place) => checkTotal(given, place, context))
  const budget = ifWritten(fields, 'budget', path, (given, place) => checkBudget(given, place, context))
  const draw = ifWritten(fields, 'draw', path, (given, place) => checkDraw(given, place, context))
  const holdOutPercent = ifWritten(fields, 'holdOutPercent', path, (given, place) =>
    readWhole(given, place, HELD_OUT, problems),
  )
  const whenHeardEnough = ifWritten(fields, 'whenHeardEnough', path, (given, place) =>
    checkHeardEnough(given, place, context),
  )
  return {
    ...(perCustomer && { perCustomer }),
    ...(coolDownDays !== undefined && { coolDownDays }),
    ...(total && { total }),
    ...(budget && { budget }),
    ...(draw && { draw }),
    ...(holdOutPercent !== undefined && { holdOutPercent }),
    ...(whenHeardEnough && { whenHeardEnough }),
  }
}

const ifWritten = <Checked>(
  fields: Fields,
  key: string,
  path: string,
  check: (value: unknown, path: string) => Checked | undefined,
): Checked | undefined => (fields.has(key) ? check(fields.get(key), at(path, key)) : undefined)

const PER_CUSTOMER = { what: 'a limit per customer', keys: ['times', 'days'] }
const TIMES = { what: 'the number of times', least: 1, most: MOST_GRANTS }

const checkPerCustomer = (value: unknown, path: string, { problems }: CheckContext): Limits['perCustomer'] => {
  const fields = readFields(value, path, PER_CUSTOMER, problems)
  if (!fields) return undefined
  const times = readWhole(fields.get('times'), at(path, 'times'), TIMES, problems)
  const days = readWhole(
    fields.get('days'),
    at(path, 'days'),
    { what: 'the number of days', least: 1, most: MOST_DAYS },
    problems,
  )
  return times === undefined || days === undefined ? undefined : { times, days }
}

const TOTAL = { what: 'a limit in all', keys: ['times'] }

const checkTotal = (value: unknown, path: string, { problems }: CheckContext): Limits['total'] => {
  const fields = readFields(value, path, TOTAL, problems)
  const times = fields && readWhole(fields.get('times'), at(path, 'times'), TIMES, problems)
  return times === undefined ? undefined : { times }
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
  const per = readChoice(
    fields.get('per'),
    at(path, 'per'),
    { message: 'This says how often so many are drawn', choices: PERIODS },
    problems,
  )
  return times === undefined || per === undefined ? undefined : { times, per }
}

/** A daily rule asks again tomorrow by itself: were it to wait as well, one customer would be asked twice. */
const checkHeardEnough = (
  value: unknown,
  path: string,
  { trigger, problems }: CheckContext,
): Limits['whenHeardEnough'] => {
  const message = 'This says what becomes of a customer who has heard enough from the shop'
  const choice = readChoice(value, path, { message, choices: HEARD_ENOUGH }, problems)
  if (choice !== undefined && trigger?.checkout) {
    problems.add(path, 'An offer at the checkout is nothing that the customer hears from the shop', {
      found: value,
      expected: 'nothing',
    })
    return undefined
  }
  if (choice !== 'wait' || !trigger?.daily) return choice
  problems.add(path, 'A rule that runs every day asks about everybody again on the next one, so nothing has to wait', {
    found: value,
    expected: '"drop", or nothing',
  })
  return undefined
}
