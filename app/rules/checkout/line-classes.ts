import type { CartLine } from './cart-line.ts'
import { Chooser, NEVER, SUBSCRIPTION } from './chooser.ts'
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

/** What of a cart may be discounted, in classes, and the lines that may not: gift cards, and what is never discounted. */
export type Goods = { readonly classes: readonly LineClass[]; readonly others: readonly string[] }

/**
 * By the offers on products. Undefined where an amount is none. One loop without a call of ours: it runs for every line, and a
 * call, an iterator's step or an object costs the checkout as much as the work itself. A line's key is a number that says all
 * that its class depends on, so that a class is looked for once for each key.
 */
export const goodsOf = (
  lines: readonly CartLine[],
  amounts: readonly number[],
  body: PolicyBody,
  offers: readonly OfferRow[],
): Goods | undefined => {
  const chooser = new Chooser(body, offers)
  const { byTag, byType, bySku } = chooser
  const asksTag = byTag.size > 0
  const asksType = byType.size > 0
  const asksSku = bySku.size > 0
  const byKey = new Map<number, LineClass>()
  const byChoice = new Map<string, LineClass>()
  const classes: LineClass[] = []
  const others: string[] = []
  const { length } = lines
  for (let at = 0; at < length; at++) {
    const line = lines[at] as CartLine
    const amount = amounts[at] as number
    // Neither a gap in the input nor a negative amount may become somebody's discount.
    if (!(amount >= 0 && amount <= MOST_AMOUNT)) return undefined
    const { merchandise } = line
    const { product } = merchandise
    let key = line.sellingPlanAllocation === null ? 0 : SUBSCRIPTION
    if (product !== undefined) {
      if (product.isGiftCard) {
        others.push(line.id)
        continue
      }
      if (asksTag) {
        const answers = product.hasTags
        const count = answers.length
        for (let place = 0; place < count; place++) {
          const answer = answers[place]
          if (answer?.hasTag) key |= byTag.get(answer.tag)?.key ?? 0
        }
      }
      if ((key & NEVER) !== 0) {
        others.push(line.id)
        continue
      }
      if (asksType) key += byType.get(product.productType)?.key ?? 0
      if (asksSku) key += bySku.get(merchandise.sku)?.key ?? 0
    }
    let known = byKey.get(key)
    if (known === undefined) {
      const isSubscription = (key & SUBSCRIPTION) !== 0
      const choice = chooser.choose(line, isSubscription)
      const text = `${choice.join()} ${isSubscription}`
      known = byChoice.get(text)
      if (known === undefined) {
        known = { lines: [], subtotal: 0, isSubscription, offers: chooser.placesIn(choice) }
        classes.push(known)
        byChoice.set(text, known)
      }
      byKey.set(key, known)
    }
    known.lines.push(line.id)
    known.subtotal += amount
  }
  return { classes, others }
}

const MOST_AMOUNT = Number.MAX_SAFE_INTEGER
