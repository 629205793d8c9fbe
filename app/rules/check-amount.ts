import { decimalsOf, parseExactMoney, parseMoney } from './money.ts'

type Complaint = { readonly message: string; readonly expected: string }

/** What is wrong with an amount that must be above nothing in the shop's currency; undefined for a good one. */
export const amountComplaint = (value: unknown, currency: string): Complaint | undefined => {
  const amount = parseExactMoney(value, currency)
  if (amount === undefined) return complainOfMoney(value, currency)
  if (amount > 0) return undefined
  return { message: 'The amount must be above 0', expected: `an amount above 0 in ${currency}` }
}

/** What is wrong with a value that is no amount in the shop's currency, and what would be right. */
export const complainOfMoney = (value: unknown, currency: string): Complaint => {
  const decimals = decimalsOf(currency)
  const expected = `an amount in ${currency} such as ${decimals === 0 ? '"20"' : `"${(20).toFixed(decimals)}"`}`
  const isTooFine = parseMoney(value, currency) !== undefined
  if (!isTooFine)
    return { message: 'This must be an amount of money: digits and a decimal point, no currency sign', expected }
  const most = decimals === 0 ? 'no decimals' : `at most ${decimals} decimals`
  return { message: `Amounts in ${currency} have ${most}`, expected }
}
