import type { BgNbdParameters } from '../../app/models/bg-nbd.ts'
import type { BuyingHistory } from '../../app/models/bg-nbd-likelihood.ts'
import type { GammaGammaParameters } from '../../app/models/gamma-gamma.ts'
import { createRandom, type Random } from '../emulator/random.ts'

/** A customer drawn from the models' own story, known until T and then watched for the weeks after it. */
export type Simulated = BuyingHistory & {
  readonly meanValue: number | null
  readonly laterOrders: number
  readonly laterSpend: number
}

export type Shop = {
  readonly seed: number
  readonly customers: number
  readonly bgNbd: BgNbdParameters
  readonly gammaGamma?: GammaGammaParameters
  /** Weeks since a customer's first order, for each between the two. */
  readonly ages: readonly [least: number, most: number]
  readonly laterWeeks?: number
}

/** The same customers for the same shop. */
export const simulate = (shop: Shop): readonly Simulated[] => {
  const random = createRandom(shop.seed, 'customers')
  return Array.from({ length: shop.customers }, () => simulateCustomer(random, shop))
}

const simulateCustomer = (random: Random, { bgNbd, gammaGamma, ages, laterWeeks = 0 }: Shop): Simulated => {
  const rate = random.gamma(bgNbd.r, 1 / bgNbd.alpha)
  const stops = random.beta(bgNbd.a, bgNbd.b)
  const spread = gammaGamma ? random.gamma(gammaGamma.q, 1 / gammaGamma.gamma) : 1
  const value = () => (gammaGamma ? random.gamma(gammaGamma.p, 1 / spread) : 1)
  const T = ages[0] + random.unit() * (ages[1] - ages[0])
  let [x, tx, spent, laterOrders, laterSpend] = [0, 0, 0, 0, 0]
  for (let at = random.exponential(rate); at <= T + laterWeeks; at += random.exponential(rate)) {
    if (at <= T) {
      x++
      tx = at
      spent += value()
    } else {
      laterOrders++
      laterSpend += value()
    }
    if (random.chance(stops)) break
  }
  return { x, tx, T, meanValue: x > 0 ? spent / x : null, laterOrders, laterSpend }
}
