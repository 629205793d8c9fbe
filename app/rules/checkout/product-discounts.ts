import type { ProductDiscount } from './discounts.ts'
import { roundDown } from './exchange.ts'
import type { LineClass } from './line-classes.ts'
import type { OfferRow } from './policy.ts'
import { messageOf, percentOf, shareOf } from './weigh.ts'

/** An offer on products that is given, as the same share of every line that it chooses. */
export type GivenOffer = {
  readonly offer: OfferRow
  /** Of per cents; parts of parts where a cap or an amount is spread over the lines. */
  readonly parts: number
  readonly isPlain: boolean
}

/** What is taken off the lines of a class, all offers together: parts of per cents of their subtotal, never past the ceiling. */
export type ClassDiscount = {
  readonly of: LineClass
  readonly parts: number
  readonly discount: ProductDiscount | undefined
}

/** `given` is by the place of the offer among the offers on products; undefined for one that gives nothing. */
export const discountClass = (
  of: LineClass,
  given: readonly (GivenOffer | undefined)[],
  ceiling: number,
): ClassDiscount => {
  const { offers: places, subtotal } = of
  if (places.length === 0 || subtotal === 0) return { of, parts: 0, discount: undefined }
  let parts = 0
  let isPlain = true
  const offers: OfferRow[] = []
  for (let at = 0; at < places.length; at++) {
    const one = given[places[at] ?? -1]
    if (one === undefined) continue
    offers.push(one.offer)
    parts += one.parts
    if (!one.isPlain) isPlain = false
  }
  const isOver = parts > ceiling
  const amount = isOver || isPlain ? undefined : roundDown(shareOf(subtotal, parts))
  if (offers.length === 0 || amount === 0) return { of, parts: 0, discount: undefined }
  if (isOver) parts = ceiling
  const worth = amount === undefined ? { percent: percentOf(parts) } : { amount }
  return { of, parts, discount: { message: messageOf(offers), worth, lines: of.lines } }
}

/** Lines that are told the same are told so together. */
export const joinDiscounts = (discounts: readonly ClassDiscount[]): readonly ProductDiscount[] => {
  const joined: { readonly discount: ProductDiscount; readonly lines: string[] }[] = []
  const byText = new Map<string, string[]>()
  for (let at = 0; at < discounts.length; at++) {
    const discount = discounts[at]?.discount
    if (discount === undefined) continue
    const { worth } = discount
    const text = 'percent' in worth ? `${worth.percent} ${discount.message}` : undefined
    const known = text === undefined ? undefined : byText.get(text)
    if (known !== undefined) {
      known.push(...discount.lines)
      continue
    }
    const lines = discount.lines.slice()
    joined.push({ discount, lines })
    if (text !== undefined) byText.set(text, lines)
  }
  return joined.map(({ discount, lines }) => ({ ...discount, lines }))
}
