import type { CheckoutLine } from './checkout-cart.ts'
import { assertCheck, type Names, type OfferRow, type Places, type PolicyBody } from './policy.ts'

/** Lines that may be discounted and that the same offers choose: whatever is weighed is weighed for all of them at once. */
export type LineClass = {
  readonly lines: string[]
  /** What they come to before discounts, minor units of the cart's currency. */
  subtotal: number
  readonly isSubscription: boolean
  /** Places in the list of product offers, rising. */
  readonly offers: readonly number[]
}

/** What of a cart may be discounted, in classes, and the lines that may not: gift cards, and what is never discounted. */
export type Goods = { readonly classes: readonly LineClass[]; readonly others: readonly string[] }

/** By the offers on products. Undefined where an amount is none. */
export const goodsOf = (
  lines: readonly CheckoutLine[],
  body: PolicyBody,
  offers: readonly OfferRow[],
): Goods | undefined => {
  const noDiscountTag = body[1]
  const chooser = offers.length === 0 ? undefined : new Chooser(body, offers)
  const byChoice = new Map<number, LineClass>()
  const classes: LineClass[] = []
  const others: string[] = []
  // Plain loops here and below: an iterator's step costs the checkout as much as the work itself.
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    if (line === undefined) continue
    const { amount, isSubscription, productTags } = line
    // Neither a gap in the input nor a negative amount may become somebody's discount.
    if (!(amount >= 0 && amount <= MOST_AMOUNT)) return undefined
    if (line.isGiftCard || (productTags.length > 0 && productTags.includes(noDiscountTag))) {
      others.push(line.id)
      continue
    }
    const choice = chooser === undefined ? 0 : chooser.choose(line)
    const key = choice + choice + (isSubscription ? 1 : 0)
    const known = byChoice.get(key)
    if (known === undefined) {
      const added = { lines: [line.id], subtotal: amount, isSubscription, offers: chooser?.offersOf(choice) ?? [] }
      classes.push(added)
      byChoice.set(key, added)
    } else {
      known.lines.push(line.id)
      known.subtotal += amount
    }
  }
  return { classes, others }
}

const MOST_AMOUNT = Number.MAX_SAFE_INTEGER

const BITS_A_WORD = 30

/** Which offers choose a name, 30 of them a word. */
type Name = { readonly place: number; readonly words: number[]; readonly check: number; isChecked: boolean }

/**
 * Lines have few names in common with the offers, and most the same ones: what a choice becomes by one more name is worked out
 * once and then looked up. A choice is the place of its words; 0 is that of nothing.
 */
class Chooser {
  readonly none: number[] = []
  readonly choices: number[][]
  readonly places = new Map<string, number>()
  readonly steps = new Map<number, number>()
  readonly byTag = new Map<string, Name>()
  readonly byType = new Map<string, Name>()
  readonly bySku = new Map<string, Name>()
  readonly ofSubscriptions: Name
  names = 1

  constructor(body: PolicyBody, offers: readonly OfferRow[]) {
    const { none } = this
    for (let first = 0; first < offers.length; first += BITS_A_WORD) none.push(0)
    this.choices = [none]
    this.places.set(none.join(), 0)
    const ofSubscriptions = none.slice()
    for (let offer = 0; offer < offers.length; offer++) {
      const row = offers[offer]
      if (row === undefined) continue
      this.add(this.byTag, body[4], row[8], offer)
      this.add(this.byType, body[5], row[9], offer)
      this.add(this.bySku, body[6], row[10], offer)
      if (row[5] === 1) addBit(ofSubscriptions, offer)
    }
    this.ofSubscriptions = { place: 0, words: ofSubscriptions, check: 0, isChecked: true }
  }

  choose(line: CheckoutLine): number {
    const { productTags, productType, sku } = line
    let choice = 0
    for (let at = 0; at < productTags.length; at++) {
      const tag = productTags[at] ?? ''
      const name = this.byTag.get(tag)
      if (name !== undefined) choice = this.step(choice, tag, name)
    }
    if (productType !== undefined) {
      const name = this.byType.get(productType)
      if (name !== undefined) choice = this.step(choice, productType, name)
    }
    if (sku !== undefined) {
      const name = this.bySku.get(sku)
      if (name !== undefined) choice = this.step(choice, sku, name)
    }
    return choice !== 0 && line.isSubscription ? this.step(choice, '', this.ofSubscriptions) : choice
  }

  offersOf(choice: number): readonly number[] {
    return placesIn(this.choices[choice] ?? [])
  }

  step(choice: number, text: string, name: Name): number {
    const key = choice * this.names + name.place
    const known = this.steps.get(key)
    if (known !== undefined) return known
    if (!name.isChecked) {
      assertCheck(text, name.check)
      name.isChecked = true
    }
    const next = this.next(choice, name)
    this.steps.set(key, next)
    return next
  }

  /** Subscriptions keep what takes them; every other name adds what it is chosen by. */
  next(choice: number, { place, words }: Name): number {
    const before = this.choices[choice] ?? this.none
    const after = before.map((word, at) => (place === 0 ? word & (words[at] ?? 0) : word | (words[at] ?? 0)))
    const text = after.join()
    const known = this.places.get(text) ?? this.choices.push(after) - 1
    this.places.set(text, known)
    return known
  }

  add(byName: Map<string, Name>, names: Names, places: Places, offer: number): void {
    if (places === 0) return
    for (let at = 0; at < places.length; at++) {
      const place = places[at] ?? -1
      const text = names[place]
      if (typeof text !== 'string') continue
      let name = byName.get(text)
      if (name === undefined) {
        name = { place: this.names++, words: this.none.slice(), check: Number(names[place + 1]), isChecked: false }
        byName.set(text, name)
      }
      addBit(name.words, offer)
    }
  }
}

const addBit = (words: number[], offer: number): void => {
  const word = Math.floor(offer / BITS_A_WORD)
  words[word] = (words[word] ?? 0) | (1 << (offer % BITS_A_WORD))
}

const placesIn = (words: readonly number[]): readonly number[] => {
  const places: number[] = []
  for (let at = 0; at < words.length; at++) {
    let rest = words[at] ?? 0
    for (let place = at * BITS_A_WORD; rest !== 0; place++, rest >>= 1) if (rest & 1) places.push(place)
  }
  return places
}
