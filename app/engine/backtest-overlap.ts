import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'

/** Orders and customers that got something from the rule and from this other one too. */
export type RuleOverlap = {
  readonly ruleId: string
  readonly rule: string
  readonly orders: number
  readonly customers: number
}

type Given = { readonly orders: Set<string>; readonly customers: Set<string> }

/** Counts where one rule and others gave to the same. An order may get from each at a different time, as when it is placed and when it is paid. */
export class OverlapCount {
  readonly #own: Given = nothing()
  readonly #others: readonly { readonly rule: RunnableRule; readonly given: Given }[]

  constructor(others: readonly RunnableRule[]) {
    this.#others = others.map((rule) => ({ rule, given: nothing() }))
  }

  see(own: readonly Decision[], others: readonly Decision[]): void {
    for (const decision of own) note(this.#own, decision)
    for (const decision of others) {
      const other = this.#others.find(({ rule }) => rule.id === decision.ruleId)
      if (other !== undefined) note(other.given, decision)
    }
  }

  /** The most orders first; rules that share nothing are left out. */
  result(): RuleOverlap[] {
    return this.#others
      .map(({ rule, given }) => ({
        ruleId: rule.id,
        rule: rule.name,
        orders: this.#own.orders.intersection(given.orders).size,
        customers: this.#own.customers.intersection(given.customers).size,
      }))
      .filter(({ orders, customers }) => orders + customers > 0)
      .sort((left, right) => right.orders - left.orders || right.customers - left.customers)
  }
}

const nothing = (): Given => ({ orders: new Set(), customers: new Set() })

const note = ({ orders, customers }: Given, { verdict, orderId, customerId }: Decision): void => {
  if (verdict !== 'granted') return
  if (orderId !== null) orders.add(orderId)
  if (customerId !== null) customers.add(customerId)
}
