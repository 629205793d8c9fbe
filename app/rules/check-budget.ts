import { amountComplaint } from './check-amount.ts'
import type { CheckContext } from './check-context.ts'
import { readChoice, readFields } from './check-shape.ts'
import { at, quote } from './problem-list.ts'
import { BUDGET_PERIODS, type Budget } from './types.ts'

const BUDGET = { what: 'a budget', keys: ['amount', 'per', 'currency'] }

/** Money that a rule may give away: an amount above nothing, in the shop's own currency. */
export const checkBudget = (value: unknown, path: string, context: CheckContext): Budget | undefined => {
  const { problems } = context
  const fields = readFields(value, path, BUDGET, problems)
  if (!fields) return undefined
  const amount = checkAmount(fields.get('amount'), at(path, 'amount'), context)
  const message = 'This says how often the budget begins anew; without it, it is for all time'
  const per = fields.has('per')
    ? readChoice(fields.get('per'), at(path, 'per'), { message, choices: BUDGET_PERIODS }, problems)
    : undefined
  const currency = fields.has('currency')
    ? checkCurrency(fields.get('currency'), at(path, 'currency'), context)
    : undefined
  return amount === undefined ? undefined : { amount, ...(per && { per }), ...(currency && { currency }) }
}

const checkAmount = (
  value: unknown,
  path: string,
  { currency, problems }: CheckContext,
): Budget['amount'] | undefined => {
  const complaint = amountComplaint(value, currency)
  // Nothing but decimal texts and numbers is an amount.
  if (!complaint) return value as Budget['amount']
  problems.add(path, complaint.message, { found: value, expected: complaint.expected })
  return undefined
}

const checkCurrency = (value: unknown, path: string, { currency, problems }: CheckContext): string | undefined => {
  if (value === currency) return currency
  const message =
    typeof value === 'string'
      ? `The budget is in ${quote(value)}, but the shop counts its money in ${quote(currency)}`
      : 'A currency is written as its three letters'
  problems.add(path, message, { found: value, expected: `${quote(currency)}, or nothing` })
  return undefined
}
