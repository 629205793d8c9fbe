import type { ApiOfferTaken } from '../../contracts/checkout-uses.ts'
import { readMoney } from '../../rules/money.ts'
import type { DecisionRow } from '../../store/activity.ts'
import type { CheckoutUse, UnclearRow } from '../../store/checkout-uses.ts'
import { readableReason } from './readable.ts'

/** What decisions took off at the checkout, in words. */
export const offerTakenBy = (
  { ruleId, orderId }: Pick<DecisionRow, 'ruleId' | 'orderId'>,
  uses: readonly CheckoutUse[],
  nameOf: (orderId: string) => string,
  currency: string,
): ApiOfferTaken | null => {
  const use = uses.find((each) => each.ruleId === ruleId && each.orderId === orderId)
  if (use === undefined) return null
  const { amount, overrun, cameBack } = use
  return {
    order: nameOf(use.orderId),
    amount: readMoney(amount, currency),
    overrun: sayOverrun(overrun, currency),
    cameBack,
  }
}

const sayOverrun = (overrun: CheckoutUse['overrun'], currency: string): string | null => {
  if (overrun === null) return null
  if (overrun.reason === 'not_met') return 'the rule was no longer for them by then'
  return readableReason(overrun.reason, overrun.figures, currency)
}

export const readableUnclear = ({ orderId, name, title, at, amount }: UnclearRow, currency: string) => ({
  order: name ?? orderId,
  title,
  amount: readMoney(amount, currency),
  at: at.toISOString(),
})
