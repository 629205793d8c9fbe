import type { CustomerHistory } from '../ledger/customer.ts'
import type { IsApart } from '../ledger/customer-figures.ts'
import { ShopFigures } from '../ledger/shop-figures.ts'
import { type SpendRanking, spendsOfOthers } from '../ledger/spend-to-reach.ts'

type Spend = { readonly customerId: string; readonly spent: number }

/** Everybody of a shop as of one moment, as far as one customer is held against them; their histories are not kept. */
export class Crowd {
  readonly figures: ShopFigures
  readonly #at: number
  readonly #isApart: IsApart
  readonly #spends: Readonly<Record<SpendRanking, Spend[]>> = { ever: [], year: [] }

  constructor(at: number, isApart: IsApart) {
    this.#at = at
    this.#isApart = isApart
    this.figures = ShopFigures.of([], at, isApart)
  }

  static async of(histories: AsyncIterable<CustomerHistory>, at: number, isApart: IsApart): Promise<Crowd> {
    const crowd = new Crowd(at, isApart)
    for await (const history of histories) crowd.enter(history)
    return crowd
  }

  enter(history: CustomerHistory): void {
    this.figures.enter(history)
    for (const ranking of ['ever', 'year'] as const)
      for (const spent of spendsOfOthers([history], '', ranking, this.#at, this.#isApart))
        this.#spends[ranking].push({ customerId: history.id, spent })
  }

  /** What everybody else who is ranked spent, in minor units, in no order. */
  spendsOfOthers(ranking: SpendRanking, customerId: string): number[] {
    return this.#spends[ranking].flatMap((each) => (each.customerId === customerId ? [] : each.spent))
  }
}
