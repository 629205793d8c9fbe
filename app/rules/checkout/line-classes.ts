import type { CheckoutLine } from './checkout-cart.ts'
import type { OfferRow, PolicyBody } from './policy.ts'

/** Lines that may be discounted and that the same offers choose: whatever is weighed is weighed for all of them at once. */
export type LineClass = {
  readonly lines: string[]
  /** What they come to before discounts, minor units of the cart's currency. */
  subtotal: number
  readonly isSubscription: boolean
  /** Places in the list of product offers, rising. */
  readonly offers: readonly number[]
}

/** Of the offers on products. Gift cards and what is never discounted are in no class; undefined where an amount is none. */
export const classesOf = (
  lines: readonly CheckoutLine[],
  body: PolicyBody,
  offers: readonly OfferRow[],
): readonly LineClass[] | undefined => {
  const noDiscountTag = body[2]
  const choice = choiceOf(body, offers)
  const classes = new Map<string, LineClass>()
  for (const line of lines) {
    const { amount, isSubscription } = line
    // Neither a gap in the input nor a negative amount may become somebody's discount.
    if (!(amount >= 0 && amount < Number.MAX_SAFE_INTEGER)) return undefined
    if (line.isGiftCard || (noDiscountTag !== '' && line.productTags.includes(noDiscountTag))) continue
    const chosen = choose(line, choice)
    const key = `${chosen}${isSubscription ? 's' : ''}`
    const known = classes.get(key)
    if (known === undefined) {
      classes.set(key, { lines: [line.id], subtotal: amount, isSubscription, offers: placesIn(chosen) })
    } else {
      known.lines.push(line.id)
      known.subtotal += amount
    }
  }
  return [...classes.values()]
}

/** Offers as bits, 30 a word: which of them choose a name, and which take subscriptions. */
type Choice = {
  readonly byTag: ReadonlyMap<string, number[]>
  readonly byType: ReadonlyMap<string, number[]>
  readonly bySku: ReadonlyMap<string, number[]>
  readonly ofSubscriptions: readonly number[]
  readonly none: readonly number[]
}

const BITS_A_WORD = 30

const choiceOf = ([, , , tags, types, skus]: PolicyBody, offers: readonly OfferRow[]): Choice => {
  const none: number[] = []
  for (let first = 0; first < offers.length; first += BITS_A_WORD) none.push(0)
  const [byTag, byType, bySku] = [new Map<string, number[]>(), new Map<string, number[]>(), new Map<string, number[]>()]
  const ofSubscriptions = [...none]
  const afterTypes = tags.length + types.length
  for (let offer = 0; offer < offers.length; offer++) {
    const row = offers[offer]
    if (row === undefined) continue
    for (const place of row[7]) {
      if (place < tags.length) setBit(byTag, tags[place], offer, none)
      else if (place < afterTypes) setBit(byType, types[place - tags.length], offer, none)
      else setBit(bySku, skus[place - afterTypes], offer, none)
    }
    if (row[5] === 1) addBit(ofSubscriptions, offer)
  }
  return { byTag, byType, bySku, ofSubscriptions, none }
}

const setBit = (
  byName: Map<string, number[]>,
  name: string | undefined,
  offer: number,
  none: readonly number[],
): void => {
  if (name === undefined) return
  let words = byName.get(name)
  if (words === undefined) {
    words = [...none]
    byName.set(name, words)
  }
  addBit(words, offer)
}

const addBit = (words: number[], offer: number): void => {
  const word = Math.floor(offer / BITS_A_WORD)
  words[word] = (words[word] ?? 0) | (1 << (offer % BITS_A_WORD))
}

const choose = (line: CheckoutLine, { byTag, byType, bySku, ofSubscriptions, none }: Choice): readonly number[] => {
  if (none.length === 0) return none
  const words = [...none]
  if (byTag.size > 0) for (const tag of line.productTags) join(words, byTag.get(tag))
  if (byType.size > 0 && line.productType !== undefined) join(words, byType.get(line.productType))
  if (bySku.size > 0 && line.sku !== undefined) join(words, bySku.get(line.sku))
  if (line.isSubscription)
    for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) & (ofSubscriptions[at] ?? 0)
  return words
}

const join = (words: number[], others: readonly number[] | undefined): void => {
  if (others === undefined) return
  for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) | (others[at] ?? 0)
}

const placesIn = (words: readonly number[]): readonly number[] => {
  const places: number[] = []
  for (let at = 0; at < words.length; at++) {
    let rest = words[at] ?? 0
    for (let place = at * BITS_A_WORD; rest !== 0; place++, rest >>= 1) if (rest & 1) places.push(place)
  }
  return places
}
