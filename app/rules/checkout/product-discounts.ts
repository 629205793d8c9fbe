import type { ProductDiscount } from './discounts.ts'
import { roundDown } from './exchange.ts'
import type { LineClass } from './line-classes.ts'
import type { OfferRow } from './policy.ts'
import { messageOf, percentOf } from './weigh.ts'

/** An offer on products that is given, as the same per cent of every line that it chooses. */
export type GivenOffer = {
  readonly offer: OfferRow
  readonly percent: number
  /** It is worth that much on any lines: no cap or amount is spread over them. */
  readonly isPlain: boolean
}

/** What is taken off the lines of a class, all offers together, per cent of their subtotal; never past the ceiling. */
export type ClassDiscount = {
  readonly of: LineClass
  readonly percent: number
  readonly discount: ProductDiscount | undefined
}

/** `given` is by the place of the offer among the offers on products; undefined for one that gives nothing. */
export const discountClass = (
  of: LineClass,
  given: readonly (GivenOffer | undefined)[],
  ceilingPercent: number,
): ClassDiscount => {
  let sum = 0
  let isPlain = true
  const offers: OfferRow[] = []
  for (const place of of.offers) {
    const one = given[place]
    if (one === undefined) continue
    offers.push(one.offer)
    sum += one.percent
    isPlain &&= one.isPlain
  }
  const isOver = sum > ceilingPercent
  const percent = isOver ? ceilingPercent : percentOf(sum)
  const amount = isOver || isPlain ? undefined : roundDown((of.subtotal * sum) / 100)
  if (percent === 0 || of.subtotal === 0 || amount === 0) return { of, percent: 0, discount: undefined }
  const worth = amount === undefined ? { percent } : { amount }
  return { of, percent, discount: { message: messageOf(offers), worth, lines: of.lines } }
}

/** Lines that are told the same are told so together. */
export const joinDiscounts = (discounts: readonly ClassDiscount[]): readonly ProductDiscount[] => {
  const joined: ProductDiscount[] = []
  for (const { discount } of discounts) {
    if (discount === undefined) continue
    const { message, worth, lines } = discount
    const place = joined.findIndex(
      (other) =>
        other.message === message &&
        'percent' in worth &&
        'percent' in other.worth &&
        other.worth.percent === worth.percent,
    )
    const same = joined[place]
    if (same === undefined) joined.push(discount)
    else joined[place] = { ...same, lines: [...same.lines, ...lines] }
  }
  return joined
}
