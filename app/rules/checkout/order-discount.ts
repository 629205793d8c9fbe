import type { CheckoutLine } from './checkout-cart.ts'
import type { OrderDiscount, Worth } from './discounts.ts'
import { type Exchange, roundDown } from './exchange.ts'
import type { OfferRow } from './policy.ts'
import type { ClassDiscount } from './product-discounts.ts'
import { messageOf, percentOf, takenOff } from './weigh.ts'

/**
 * One discount for all offers on the order. It is the same share of every line that it is taken off, after what is taken off
 * the products, and so it may be no more than the line with the least room below the ceiling has: of the ways to leave out
 * lines with too little room, the one that takes off most. Subscriptions are left out where one of the offers leaves them alone.
 */
export const discountOrder = (
  offers: readonly OfferRow[],
  classes: readonly ClassDiscount[],
  lines: readonly CheckoutLine[],
  { ceilingPercent, exchange }: { readonly ceilingPercent: number; readonly exchange: Exchange },
): OrderDiscount | undefined => {
  if (offers.length === 0) return undefined
  const takesSubscriptions = offers.every((offer) => offer[5] === 1)
  const open = classes
    .filter(
      ({ of, percent }) => percent < ceilingPercent && of.subtotal > 0 && (takesSubscriptions || !of.isSubscription),
    )
    .sort((left, right) => left.percent - right.percent)
  let best: { readonly taken: number; readonly worth: Worth; readonly count: number } | undefined
  let base = 0
  for (const [place, { of, percent }] of open.entries()) {
    base += (of.subtotal * (100 - percent)) / 100
    // Lines with as much room come together.
    if (open[place + 1]?.percent === percent) continue
    const tried = worthOn(base, ceilingPercent - percent, offers, exchange)
    if (best === undefined || tried.taken >= best.taken) best = { ...tried, count: place + 1 }
  }
  if (best === undefined || best.taken <= 0) return undefined
  const included = new Set(open.slice(0, best.count).flatMap(({ of }) => of.lines))
  const excluded = lines.filter(({ id }) => !included.has(id)).map(({ id }) => id)
  return { message: messageOf(offers), worth: best.worth, excluded }
}

/** All of them off so much, within so many per cent of it. */
const worthOn = (
  base: number,
  mostPercent: number,
  offers: readonly OfferRow[],
  exchange: Exchange,
): { readonly taken: number; readonly worth: Worth } => {
  let [taken, percent, isPlain] = [0, 0, true]
  for (const offer of offers) {
    const [, worth, isAmount, atMost] = offer
    const one = takenOff(offer, base, exchange)
    taken += one
    if (isAmount === 1 || (atMost !== 0 && one < (base * worth) / 100)) isPlain = false
    else percent += worth
  }
  const most = (base * mostPercent) / 100
  if (isPlain ? percent > mostPercent : taken > most) return { taken: most, worth: { percent: percentOf(mostPercent) } }
  if (isPlain) return { taken, worth: { percent: percentOf(percent) } }
  const amount = roundDown(taken)
  return { taken: amount, worth: { amount } }
}
