import type { Random } from '../../random.ts'
import { toDecimal } from '../../store/money.ts'
import type { Delivery, LineItem, UsedCode } from '../../store/records.ts'
import { CATALOGUE, type Product } from './catalogue.ts'
import { DAY_MS } from './days.ts'
import { FIRST_VISIT, POPUP, SEASON, WELCOME } from './offers.ts'

/** What somebody puts into one order, and what becomes of the parcel. */
export type Basket = {
  readonly lines: readonly Omit<LineItem, 'id'>[]
  readonly discountCodes: readonly UsedCode[]
  readonly automaticDiscount?: { readonly title: string; readonly amount: number }
  readonly total: number
}

/** `greeting` is drawn apart, so that an offer more or less leaves all else as it is. */
export const fillBasket = (random: Random, isFirstOrder: boolean, greeting: Greeting): Basket => {
  const products = new Set<Product>()
  const wanted = 1 + Math.min(random.below(3) + (random.chance(0.2) ? 2 : 0), 4)
  while (products.size < wanted) products.add(pickProduct(random))
  const lines = [...products].map((product) => ({
    sku: product.sku,
    title: product.title,
    quantity: random.chance(0.22) ? 2 : 1,
    price: toDecimal(product.price, 2),
    vendor: product.vendor,
    productType: product.type,
    productId: product.id,
  }))
  const listed = [...products].reduce((sum, { price }, index) => sum + price * (lines[index]?.quantity ?? 0), 0)
  const offer = isFirstOrder ? (random.chance(0.45) ? WELCOME : null) : random.chance(0.04) ? SEASON : null
  if (offer === null)
    return { lines, ...(isFirstOrder ? greet(listed, greeting) : { discountCodes: [], total: listed }) }
  const off = Math.round(listed * offer.share)
  return { lines, discountCodes: [{ code: offer.code, amount: off, type: 'percentage' }], total: listed - off }
}

/** How somebody is greeted who comes for the first time without the welcome code. */
export type Greeting = { readonly random: Random; readonly at: number; readonly newcomersSince: number }

const greet = (listed: number, { random, at, newcomersSince }: Greeting): Omit<Basket, 'lines'> => {
  if (random.chance(0.12) && listed >= POPUP.minimum)
    return {
      discountCodes: [{ code: POPUP.code, amount: POPUP.amount, type: 'fixed_amount' }],
      total: listed - POPUP.amount,
    }
  const off = at >= newcomersSince && listed >= FIRST_VISIT.minimum ? Math.round(listed * FIRST_VISIT.share) : 0
  return {
    discountCodes: [],
    ...(off > 0 && { automaticDiscount: { title: FIRST_VISIT.title, amount: off } }),
    total: listed - off,
  }
}

/** Promised within four days; one parcel in twelve comes later than that. */
export const shipParcel = (random: Random, orderedAt: number): Delivery => {
  const shippedAt = orderedAt + (0.3 + random.unit()) * DAY_MS
  const underway = random.chance(1 / 12) ? 3 + random.exponential(0.4) : 0.8 + 1.6 * random.unit()
  return {
    shippedAt: Math.round(shippedAt),
    promisedBy: orderedAt + 4 * DAY_MS,
    deliveredAt: Math.round(shippedAt + underway * DAY_MS),
  }
}

const everyWeight = CATALOGUE.reduce((sum, { weight }) => sum + weight, 0)

const pickProduct = (random: Random): Product => {
  let left = random.unit() * everyWeight
  for (const product of CATALOGUE) {
    left -= product.weight
    if (left < 0) return product
  }
  return random.pick(CATALOGUE)
}
