import type { CustomerHistory } from '../ledger/customer.ts'
import { ShopFigures } from '../ledger/shop-figures.ts'
import { Crossings } from './crossings.ts'
import { Forecasts } from './forecasts.ts'
import type { LaneTransaction, StoredRule } from './ports.ts'
import { compareRules, prepareRule, type RunnableRule } from './prepare-rule.ts'
import { rankedApart } from './ranked-apart.ts'
import { RuleUses } from './rule-use.ts'
import { Waiting } from './waiting.ts'

/** What a process remembers of a lane between batches, so that nothing is read twice; only a copy of what is stored. */
export type LaneMemory = {
  version: number
  /** What of the shop's settings all this hangs on. */
  readonly settings: string
  readonly figures: ShopFigures
  readonly customers: Map<string, CustomerHistory>
  /** Whether those are all that the shop has. */
  hasEverybody: boolean
  readonly crossings: Crossings
  readonly uses: RuleUses
  readonly waiting: Waiting
  readonly forecasts: Forecasts
}

/** A rule for the checkout as it is stored, and made ready as if it were live. */
export type CheckoutRow = { readonly stored: StoredRule; readonly rule: RunnableRule }

const MOST_CUSTOMERS = 50_000

/** Lanes remembered by this process, and rules compiled by it. Forgetting is always safe. */
export class LaneMemories {
  readonly #lanes = new Map<string, LaneMemory>()
  readonly #rules = new Map<string, RunnableRule>()

  /** What is remembered, if the lane has not moved since in another process; else it is built from the store. */
  async recall(shop: string, lane: LaneTransaction): Promise<LaneMemory> {
    const held = this.#lanes.get(shop)
    const settings = JSON.stringify([lane.timeZone, lane.policies.staffTag, lane.policies.leaveOutBusiness])
    if (held?.version === lane.version && held.settings === settings) {
      if (held.customers.size > MOST_CUSTOMERS) {
        held.customers.clear()
        held.hasEverybody = false
      }
      return held
    }
    const histories: CustomerHistory[] = []
    for await (const history of lane.everyCustomer()) histories.push(history)
    const memory = {
      version: lane.version,
      settings,
      figures: ShopFigures.of(histories, lane.passed?.at ?? Number.NEGATIVE_INFINITY, rankedApart(lane.policies)),
      customers: new Map(histories.slice(0, MOST_CUSTOMERS).map((history) => [history.id, history])),
      hasEverybody: histories.length <= MOST_CUSTOMERS,
      crossings: Crossings.of(await lane.sides()),
      uses: new RuleUses(lane.timeZone),
      waiting: Waiting.of(await lane.waiting()),
      forecasts: new Forecasts((await lane.forecast()) ?? undefined),
    }
    this.#lanes.set(shop, memory)
    return memory
  }

  forget(shop: string): void {
    this.#lanes.delete(shop)
  }

  async rules(shop: string, lane: LaneTransaction): Promise<RunnableRule[]> {
    const live = await lane.askedRules()
    return live.map((rule) => this.#prepared(shop, rule, lane)).sort(compareRules)
  }

  /** Those for the checkout, paused and watched ones too: they may come back, and their customers should be known then. */
  async checkoutRules(shop: string, lane: LaneTransaction): Promise<CheckoutRow[]> {
    const rules = await lane.checkout.rules()
    return rules.map((stored) => ({ stored, rule: this.#prepared(shop, { ...stored, state: 'live' }, lane) }))
  }

  #prepared(shop: string, rule: StoredRule, { currency }: Pick<LaneTransaction, 'currency'>): RunnableRule {
    const { id, version, state, share, seed, liveSince } = rule
    const name = JSON.stringify([shop, id, version, state, share, seed, liveSince, currency])
    const prepared = this.#rules.get(name) ?? prepareRule(rule, currency)
    this.#rules.set(name, prepared)
    return prepared
  }
}
