import type { Delivery } from './checkout-cart.ts'
import type { ShippingDiscount } from './discounts.ts'
import { type Exchange, roundDown } from './exchange.ts'
import type { OfferRow } from './policy.ts'
import { messageOf, percentOf } from './weigh.ts'

/**
 * All offers on delivery together, never more than it costs. What is chosen is not known yet, so amounts and caps are worked
 * out for every option; with several deliveries each gets its equal part, so that they never exceed the whole.
 */
export const discountShipping = (
  offers: readonly OfferRow[],
  deliveries: readonly Delivery[],
  exchange: Exchange,
): readonly ShippingDiscount[] => {
  if (offers.length === 0 || deliveries.length === 0) return []
  const message = messageOf(offers)
  if (offers.every(([, , isAmount, atMost]) => isAmount === 0 && atMost === 0)) {
    const percent = percentOf(
      Math.min(
        100,
        offers.reduce((sum, [, worth]) => sum + worth, 0),
      ),
    )
    return [{ message, worth: { percent }, on: { deliveries: deliveries.map(({ id }) => id) } }]
  }
  return deliveries.flatMap(({ options }) =>
    options.flatMap(({ handle, cost }) => {
      const wanted = offers.reduce((sum, offer) => sum + takenOffOption(offer, cost, deliveries.length, exchange), 0)
      const amount = Math.min(cost, roundDown(wanted))
      return amount > 0 ? [{ message, worth: { amount }, on: { options: [handle] } }] : []
    }),
  )
}

const takenOffOption = (
  [, worth, isAmount, atMost]: OfferRow,
  cost: number,
  deliveries: number,
  { toCart }: Exchange,
): number => {
  if (isAmount === 1) return roundDown(toCart(worth) / deliveries)
  const share = (cost * worth) / 100
  return atMost === 0 ? share : Math.min(share, roundDown(toCart(atMost) / deliveries))
}
