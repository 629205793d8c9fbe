import type { CartLine } from './cart-line.ts'
import { assertCheck, type Names, type OfferRow, type Places, type PolicyBody } from './policy.ts'

/** Bits of a line's key; those of the tags follow, then the types and the skus, each times the room before it. */
export const SUBSCRIPTION = 1
export const NEVER = 2
const FIRST_TAG = 4

const BITS_A_WORD = 30

/** Which offers choose a name, 30 of them a word, and what it adds to the key of a line. */
type Name = { readonly words: number[]; readonly check: number; key: number; isChecked: boolean }

/** Which of the offers on products choose a line, by the names that they have in common. */
export class Chooser {
  readonly byTag = new Map<string, Name>()
  readonly byType = new Map<string | null, Name>()
  readonly bySku = new Map<string | null, Name>()
  readonly #none: number[] = []
  readonly #ofSubscriptions: number[]

  constructor(body: PolicyBody, offers: readonly OfferRow[]) {
    const none = this.#none
    const count = offers.length
    for (let first = 0; first < count; first += BITS_A_WORD) none.push(0)
    this.#ofSubscriptions = none.slice()
    for (let at = 0; at < count; at++) {
      const offer = offers[at] as OfferRow
      if (offer[8] !== 0) this.#add(this.byTag, body[4], offer[8], at)
      if (offer[9] !== 0) this.#add(this.byType, body[5], offer[9], at)
      if (offer[10] !== 0) this.#add(this.bySku, body[6], offer[10], at)
      if (offer[5] === 1) addBit(this.#ofSubscriptions, at)
    }
    let step = FIRST_TAG
    this.byTag.forEach((name) => {
      name.key = step
      step *= 2
    })
    step = numberNames(this.byType, step)
    numberNames(this.bySku, step)
    // After the others: what is never discounted is chosen by nothing.
    if (body[1] !== '') this.byTag.set(body[1], { words: none, check: 0, key: NEVER, isChecked: true })
  }

  /** Of a line that may be discounted. Texts are looked at here, once for each key. */
  choose({ merchandise }: CartLine, isSubscription: boolean): readonly number[] {
    const { product, sku } = merchandise
    const words = this.#none.slice()
    if (product === undefined) return words
    const { hasTags, productType } = product
    for (let at = 0; at < hasTags.length; at++) {
      const answer = hasTags[at]
      if (answer?.hasTag) addName(words, answer.tag, this.byTag.get(answer.tag))
    }
    addName(words, productType, this.byType.get(productType))
    addName(words, sku, this.bySku.get(sku))
    if (isSubscription)
      for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) & (this.#ofSubscriptions[at] ?? 0)
    return words
  }

  placesIn(words: readonly number[]): readonly number[] {
    const places: number[] = []
    for (let at = 0; at < words.length; at++) {
      let rest = words[at] ?? 0
      for (let place = at * BITS_A_WORD; rest !== 0; place++, rest >>= 1) if (rest & 1) places.push(place)
    }
    return places
  }

  #add(byName: Map<string | null, Name>, names: Names, places: Places, offer: number): void {
    if (places === 0) return
    for (let at = 0; at < places.length; at++) {
      const place = places[at] ?? -1
      const text = names[place]
      if (typeof text !== 'string') continue
      let name = byName.get(text)
      if (name === undefined) {
        name = { words: this.#none.slice(), check: Number(names[place + 1]), key: 0, isChecked: false }
        byName.set(text, name)
      }
      addBit(name.words, offer)
    }
  }
}

/** Says how much room they take all together. */
const numberNames = (byName: ReadonlyMap<unknown, Name>, step: number): number => {
  let next = 0
  byName.forEach((name) => {
    next += step
    name.key = next
  })
  return next + step
}

const addName = (words: number[], text: string | null, name: Name | undefined): void => {
  if (name === undefined || text === null) return
  if (!name.isChecked) assertCheck(text, name.check)
  name.isChecked = true
  for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) | (name.words[at] ?? 0)
}

const addBit = (words: number[], offer: number): void => {
  const word = Math.floor(offer / BITS_A_WORD)
  words[word] = (words[word] ?? 0) | (1 << (offer % BITS_A_WORD))
}
