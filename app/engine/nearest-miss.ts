import type { Entry } from '../ledger/entries.ts'
import { spendsOfOthers } from '../ledger/spend-to-reach.ts'
import { type Explanation, explain } from '../rules/explain.ts'
import { makePhrasebook } from '../rules/sentence.ts'
import { MOMENT, type RuleDocument } from '../rules/types.ts'
import { vocabulary } from '../vocabulary/vocabulary.ts'
import { factReader } from './fact-reader.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { rankedApart } from './ranked-apart.ts'
import type { ReplayOptions } from './replay.ts'
import { partiesOf, type ShopState } from './shop-state.ts'
import { type Need, tell, whatItTakes } from './what-it-takes.ts'

/** Where a rule that never matched came closest. */
export type NearestMiss = {
  readonly customerId: string | null
  readonly orderId: string | null
  readonly orderName: string | null
  readonly at: number
  /** What was missing: "2 kept orders; needs more than 3 (2 more)". */
  readonly needs: Need
}

type Miss = { readonly entry: Entry; readonly customerId: string | null; readonly facts: () => Decision['facts'] }

/** Keeps the nearest of all occasions on which a rule did not match, until it does. */
export class NearestMisses {
  readonly #document: RuleDocument
  readonly #options: Pick<ReplayOptions, 'currency' | 'timeZone' | 'policies'>
  #distance = Number.POSITIVE_INFINITY
  #nearest: NearestMiss | null = null
  #isOver = false

  constructor(document: RuleDocument, options: Pick<ReplayOptions, 'currency' | 'timeZone' | 'policies'>) {
    this.#document = document
    this.#options = options
  }

  /** The rule has matched: nobody asks any more. */
  forget(): void {
    this.#isOver = true
    this.#nearest = null
  }

  /** What was asked of whom when it did not match: `facts` are the rule's own, already read. The state is as of the entry. */
  consider({ entry, customerId, facts }: Miss, { evaluable }: RunnableRule, state: ShopState): void {
    if (this.#isOver) return
    const { at } = entry
    const { currency, timeZone, policies } = this.#options
    const known = facts()
    const explanation = explain(evaluable, (name) => (name === MOMENT ? at : known[name]))
    const distance = distanceOf(explanation)
    if (distance >= this.#distance) return
    const customer = customerId === null ? undefined : state.customers.get(customerId)
    const { order } = partiesOf(state, entry)
    const read = factReader({ at, timeZone, customer, order, shop: state.figures })
    const findings = tell(explanation, {
      document: this.#document,
      book: makePhrasebook(vocabulary, { currency }),
      read,
      othersOf: (ranking) =>
        spendsOfOthers(state.customers.values(), customerId ?? '', ranking, at, rankedApart(policies)),
    })
    const needs = whatItTakes(findings)
    if (needs === undefined) return
    this.#distance = distance
    this.#nearest = { customerId, orderId: order?.id ?? null, orderName: order?.name ?? null, at, needs }
  }

  result(): NearestMiss | null {
    return this.#nearest
  }
}

/** How much is missing: between 1 and 2 for each condition, by how far its number is away; 0 where it holds. */
const distanceOf = (part: Explanation, wanted = true): number => {
  if (part.held === wanted) return 0
  switch (part.kind) {
    case 'leaf': {
      const { value, operand } = part
      if (typeof value !== 'number' || typeof operand !== 'number') return 2
      const apart = Math.abs(operand - value) / (1 + Math.abs(operand))
      return 1 + apart / (1 + apart)
    }
    case 'not':
      return sum(part.parts.map((inner) => distanceOf(inner, !wanted)))
    case 'all':
    case 'any': {
      const distances = part.parts.map((inner) => distanceOf(inner, wanted))
      return (part.kind === 'all') === wanted ? sum(distances) : Math.min(...distances)
    }
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
