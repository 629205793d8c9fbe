import type { ToldCart } from './cart-line.ts'
import type { Outcome } from './decide-offers.ts'
import type { Discounts } from './discounts.ts'
import type { Exchange } from './exchange.ts'
import { goodsOf, type LineClass } from './line-classes.ts'
import { discountOrder } from './order-discount.ts'
import {
  assertCheck,
  type OfferRow,
  ON_ORDER,
  ON_PRODUCTS,
  ON_SHIPPING,
  PARTS_OF_PERCENT,
  type PolicyBody,
} from './policy.ts'
import { discountClass, type GivenOffer, joinDiscounts } from './product-discounts.ts'
import { discountShipping } from './shipping-discounts.ts'
import { isPlainPercent, takenOff } from './weigh.ts'

/** A rule in whose way nothing stands, with its place in the policy. */
export type MetRule = { readonly place: number; readonly group: number; readonly offers: readonly OfferRow[] }

export type Given = {
  readonly discounts: Discounts
  /** What became of the rules that were met, by their places. */
  readonly outcomes: readonly { readonly place: number; readonly outcome: Outcome }[]
}

/**
 * What the rules that are met take off a cart, all of them together: of a group one, of the others all. Undefined where a line's
 * amount is none.
 */
export const giveOffers = (
  met: readonly MetRule[],
  body: PolicyBody,
  cart: ToldCart,
  amounts: readonly number[],
  exchange: Exchange,
): Given | undefined => {
  const onProducts = offersOnProducts(met)
  const goods = goodsOf(cart.lines, amounts, body, onProducts)
  if (goods === undefined) return undefined
  const { classes } = goods
  const bases = basesOf(classes, onProducts.length)
  const weighed = weigh(met, bases, exchange)
  outrank(weighed)
  const chosen = chosenFrom(weighed)
  const ceiling = body[3]
  const given = givenByPlace(chosen, onProducts.length)
  const discounted = classes.map((each) => discountClass(each, given, ceiling))
  const order = discountOrder(offersOn(ON_ORDER, chosen), discounted, goods.others, ceiling, exchange)
  if (order === undefined) refuseOverCeiling(weighed)
  return {
    discounts: {
      order,
      products: joinDiscounts(discounted),
      shipping: discountShipping(offersOn(ON_SHIPPING, chosen), cart.deliveries, exchange),
    },
    outcomes: weighed,
  }
}

const offersOnProducts = (met: readonly MetRule[]): readonly OfferRow[] => {
  const onProducts: OfferRow[] = []
  for (let rule = 0; rule < met.length; rule++) {
    const { offers } = met[rule] as MetRule
    for (let at = 0; at < offers.length; at++) {
      const offer = offers[at] as OfferRow
      if (offer[0] === ON_PRODUCTS) onProducts.push(offer)
    }
  }
  return onProducts
}

/** An offer of a rule that is met, on this cart. */
type WeighedOffer = {
  readonly offer: OfferRow
  /** Its place among the offers on products; −1 for others. */
  readonly place: number
  /** What it may be taken off, minor units of the cart's currency. */
  readonly base: number
  readonly worth: number
}

type WeighedRule = {
  readonly place: number
  readonly group: number
  /** Those that give something. */
  readonly offers: readonly WeighedOffer[]
  readonly worth: number
  outcome: Outcome
}

type Bases = {
  /** By the place of the offer on products. */
  readonly ofProducts: readonly number[]
  readonly ofAll: number
  readonly withoutSubscriptions: number
}

const basesOf = (classes: readonly LineClass[], count: number): Bases => {
  const ofProducts = new Array<number>(count).fill(0)
  let ofAll = 0
  let withoutSubscriptions = 0
  for (let at = 0; at < classes.length; at++) {
    const each = classes[at]
    if (each === undefined) continue
    const { subtotal, offers } = each
    ofAll += subtotal
    if (!each.isSubscription) withoutSubscriptions += subtotal
    for (let place = 0; place < offers.length; place++) {
      const offer = offers[place] ?? 0
      ofProducts[offer] = (ofProducts[offer] ?? 0) + subtotal
    }
  }
  return { ofProducts, ofAll, withoutSubscriptions }
}

const weigh = (met: readonly MetRule[], bases: Bases, exchange: Exchange): readonly WeighedRule[] => {
  let next = 0
  const weighed: WeighedRule[] = []
  for (let rule = 0; rule < met.length; rule++) {
    const { place, group, offers } = met[rule] as MetRule
    const kept: WeighedOffer[] = []
    let worth = 0
    let isBelow = false
    for (let at = 0; at < offers.length; at++) {
      const offer = offers[at] as OfferRow
      const ofProduct = offer[0] === ON_PRODUCTS ? next++ : -1
      const ofRest = offer[5] === 1 ? bases.ofAll : bases.withoutSubscriptions
      const base = ofProduct < 0 ? ofRest : (bases.ofProducts[ofProduct] ?? 0)
      if (base === 0) continue
      if (offer[4] !== 0 && base < exchange.toCart(offer[4])) {
        isBelow = true
        continue
      }
      // What delivery costs is not known when lines are asked about, and both must pick the same rule of a group.
      const own = offer[0] === ON_SHIPPING ? 0 : takenOff(offer, base, exchange)
      worth += own
      kept.push({ offer, place: ofProduct, base, worth: own })
    }
    const outcome = kept.length > 0 ? 'given' : isBelow ? 'below_minimum' : 'nothing_to_discount'
    weighed.push({ place, group, offers: kept, worth, outcome })
  }
  return weighed
}

/** Whose messages are as they were written. */
const chosenFrom = (rules: readonly WeighedRule[]): readonly WeighedOffer[] => {
  const chosen: WeighedOffer[] = []
  for (let rule = 0; rule < rules.length; rule++) {
    const { outcome, offers } = rules[rule] as WeighedRule
    if (outcome !== 'given') continue
    for (let at = 0; at < offers.length; at++) {
      const one = offers[at] as WeighedOffer
      assertCheck(one.offer[6], one.offer[7])
      chosen.push(one)
    }
  }
  return chosen
}

/** Rules come in their order, so the first of equals stays. */
const outrank = (rules: readonly WeighedRule[]): void => {
  const picked = new Map<number, WeighedRule>()
  for (let at = 0; at < rules.length; at++) {
    const rule = rules[at] as WeighedRule
    const { group } = rule
    if (group === 0 || rule.outcome !== 'given') continue
    const known = picked.get(group)
    const isBetter = known !== undefined && group % 2 === 0 && rule.worth > known.worth
    if (known === undefined || isBetter) picked.set(group, rule)
    const loser = isBetter ? known : known === undefined ? undefined : rule
    if (loser !== undefined) loser.outcome = 'outranked'
  }
}

const givenByPlace = (chosen: readonly WeighedOffer[], count: number): readonly (GivenOffer | undefined)[] => {
  const given = new Array<GivenOffer | undefined>(count).fill(undefined)
  for (let at = 0; at < chosen.length; at++) {
    const { offer, place, base, worth } = chosen[at] as WeighedOffer
    if (place < 0) continue
    const isPlain = isPlainPercent(offer, base, worth)
    given[place] = { offer, parts: isPlain ? offer[1] : (100 * PARTS_OF_PERCENT * worth) / base, isPlain }
  }
  return given
}

const offersOn = (on: number, chosen: readonly WeighedOffer[]): readonly OfferRow[] => {
  const offers: OfferRow[] = []
  for (let at = 0; at < chosen.length; at++) {
    const { offer } = chosen[at] as WeighedOffer
    if (offer[0] === on) offers.push(offer)
  }
  return offers
}

/** Other rules took off all that may be, before the order's turn came. */
const refuseOverCeiling = (rules: readonly WeighedRule[]): void => {
  for (const rule of rules)
    if (rule.outcome === 'given' && rule.offers.every(({ offer }) => offer[0] === ON_ORDER))
      rule.outcome = 'over_ceiling'
}
