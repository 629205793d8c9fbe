import type { OrderDiscount, Worth } from './discounts.ts'
import { type Exchange, roundDown } from './exchange.ts'
import { type OfferRow, PARTS_OF_PERCENT } from './policy.ts'
import type { ClassDiscount } from './product-discounts.ts'
import { messageOf, percentOf, shareOf } from './weigh.ts'

const ALL_PARTS = 100 * PARTS_OF_PERCENT

/**
 * One discount for all offers on the order. It is the same share of every line that it is taken off, after what is taken off
 * the products, and so it may be no more than the line with the least room below the ceiling has: of the ways to leave out
 * lines with too little room, the one that takes off most. Subscriptions are left out where one of the offers leaves them alone.
 * `others` are lines that nothing is ever taken off.
 */
export const discountOrder = (
  offers: readonly OfferRow[],
  classes: readonly ClassDiscount[],
  others: readonly string[],
  ceiling: number,
  exchange: Exchange,
): OrderDiscount | undefined => {
  if (offers.length === 0) return undefined
  const takesSubscriptions = offers.every((offer) => offer[5] === 1)
  const open = classes
    .filter(({ of, parts }) => parts < ceiling && of.subtotal > 0 && (takesSubscriptions || !of.isSubscription))
    .sort((left, right) => left.parts - right.parts)
  const terms = termsOf(offers, exchange)
  let best: Tried | undefined
  let count = 0
  let base = 0
  for (let at = 0; at < open.length; at++) {
    const each = open[at]
    if (each === undefined) continue
    base += shareOf(each.of.subtotal, ALL_PARTS - each.parts)
    // Lines with as much room come together.
    if (open[at + 1]?.parts === each.parts) continue
    const tried = worthOn(base, ceiling - each.parts, terms)
    if (best !== undefined && tried.taken < best.taken) continue
    best = tried
    count = at + 1
  }
  if (best === undefined || best.taken <= 0) return undefined
  const included = new Set(open.slice(0, count))
  const left = classes.filter((each) => !included.has(each))
  const excluded = others.concat(...left.map(({ of }) => of.lines))
  return { message: messageOf(offers), worth: best.worth, excluded }
}

type Tried = { readonly taken: number; readonly worth: Worth }

/** What offers say, read once: it is put to every way to leave out lines. Money in the cart's currency. */
type Terms = {
  /** Of all per cents without a cap. */
  readonly parts: number
  readonly amounts: readonly number[]
  /** By turns the parts and what they may come to. */
  readonly capped: readonly number[]
}

const termsOf = (offers: readonly OfferRow[], { toCart }: Exchange): Terms => {
  let parts = 0
  const amounts: number[] = []
  const capped: number[] = []
  for (let at = 0; at < offers.length; at++) {
    const offer = offers[at] as OfferRow
    if (offer[2] === 1) amounts.push(toCart(offer[1]))
    else if (offer[3] === 0) parts += offer[1]
    else capped.push(offer[1], toCart(offer[3]))
  }
  return { parts, amounts, capped }
}

/** All of them off so much, within so many parts of it. */
const worthOn = (base: number, most: number, { parts: uncapped, amounts, capped }: Terms): Tried => {
  let parts = uncapped
  let taken = shareOf(base, parts)
  let isPlain = amounts.length === 0
  for (let at = 0; at < amounts.length; at++) {
    const amount = amounts[at] as number
    taken += amount < base ? amount : base
  }
  for (let at = 0; at < capped.length; at += 2) {
    const share = shareOf(base, capped[at] as number)
    const cap = capped[at + 1] as number
    if (share <= cap) parts += capped[at] as number
    else isPlain = false
    taken += share <= cap ? share : cap
  }
  const room = shareOf(base, most)
  if (isPlain ? parts > most : taken > room)
    return { taken: room, worth: { percent: Math.floor(most) / PARTS_OF_PERCENT } }
  if (isPlain) return { taken, worth: { percent: percentOf(parts) } }
  const amount = roundDown(taken)
  return { taken: amount, worth: { amount } }
}
