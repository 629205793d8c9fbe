import type { Delivery } from './checkout-cart.ts'
import type { ShippingDiscount } from './discounts.ts'
import { type Exchange, roundDown } from './exchange.ts'
import type { OfferRow } from './policy.ts'
import { messageOf, percentOf, shareOf } from './weigh.ts'

/**
 * All offers on delivery together, never more than it costs. What is chosen is not known yet, so amounts and caps are worked
 * out for every option; with several deliveries each gets its equal part, so that they never exceed the whole.
 */
export const discountShipping = (
  offers: readonly OfferRow[],
  all: readonly Delivery[],
  exchange: Exchange,
): readonly ShippingDiscount[] => {
  if (offers.length === 0) return []
  const deliveries = all.filter(({ options }) => options.length > 0)
  if (deliveries.length === 0) return []
  const message = messageOf(offers)
  if (offers.every((offer) => offer[2] === 0 && offer[3] === 0)) {
    const parts = offers.reduce((sum, offer) => sum + offer[1], 0)
    const percent = Math.min(100, percentOf(parts))
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

const takenOffOption = (offer: OfferRow, cost: number, deliveries: number, { toCart }: Exchange): number => {
  if (offer[2] === 1) return roundDown(toCart(offer[1]) / deliveries)
  const share = shareOf(cost, offer[1])
  return offer[3] === 0 ? share : Math.min(share, roundDown(toCart(offer[3]) / deliveries))
}
