import { DAY_MS, type Entry } from '../ledger/entries.ts'
import { printTime } from '../rules/iso-time.ts'
import { printMoney } from '../rules/money.ts'
import type { BacktestSummary, Tally } from './backtest.ts'
import { type Expense, GivenCost } from './given-cost.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import type { ReplayOptions } from './replay.ts'

/** Adds up a backtest entry by entry. */
export class BacktestCount {
  readonly #rules: readonly RunnableRule[]
  readonly #options: ReplayOptions
  readonly #monthOf: (at: number) => string
  readonly #cost = new GivenCost()
  readonly #all = newFigures()
  readonly #byRule: ReadonlyMap<string, Figures>
  readonly #months = new Map<string, { granted: number; withheld: number }>()
  readonly #ordersGivenTo = new Shared()
  #orders = 0
  #first: number | undefined
  #last: number | undefined

  constructor(rules: readonly RunnableRule[], options: ReplayOptions) {
    this.#rules = rules
    this.#options = options
    this.#monthOf = monthsIn(options.timeZone)
    this.#byRule = new Map(rules.map(({ id }) => [id, newFigures()]))
  }

  see(entry: Entry, decisions: readonly Decision[]): void {
    this.#first ??= entry.at
    this.#last = entry.at
    if (entry.kind === 'order' && entry.at >= (this.#options.from ?? entry.at)) this.#orders++
    this.#cost.see(entry, decisions)
    for (const decision of decisions) {
      countIn(this.#all, decision)
      const ofRule = this.#byRule.get(decision.ruleId)
      if (ofRule !== undefined) countIn(ofRule, decision)
      this.#month(entry.at)[decision.verdict]++
      if (decision.verdict === 'granted' && decision.orderId !== null)
        this.#ordersGivenTo.mark(decision.orderId, decision.ruleId)
    }
  }

  summary(): BacktestSummary {
    const expenses = this.#cost.expenses()
    const { from } = this.#options
    const begins = this.#first === undefined ? undefined : Math.max(this.#first, from ?? this.#first)
    return {
      ...this.#tally(this.#all, expenses),
      orders: this.#orders,
      byMonth: this.#byMonth(expenses),
      byRule: this.#rules.map(({ id, name }) => ({
        rule: name,
        ...this.#tally(
          this.#byRule.get(id) ?? newFigures(),
          expenses.filter(({ ruleId }) => ruleId === id),
        ),
      })),
      overlap: this.#overlap(),
      history: { from: timeOf(this.#first), to: timeOf(this.#last) },
      decidedFrom: timeOf(begins),
    }
  }

  #tally({ granted, withheld, customers }: Figures, expenses: readonly Expense[]): Tally {
    const countOf = (kind: Expense['what']) => expenses.filter(({ what }) => what === kind).length
    const cost = {
      atMost: this.#sum(expenses),
      currency: this.#options.currency,
      codesUsed: countOf('code'),
      offersGiven: countOf('offer'),
      paidTasks: countOf('task'),
    }
    return { granted, withheld: Object.fromEntries([...withheld].sort()), customers: customers.size, cost }
  }

  #byMonth(expenses: readonly Expense[]): BacktestSummary['byMonth'] {
    const used = Map.groupBy(expenses, ({ at }) => this.#monthOf(at))
    for (const { at } of expenses) this.#month(at)
    return [...this.#months]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([month, figures]) => ({ month, ...figures, atMost: this.#sum(used.get(month) ?? []) }))
  }

  #overlap(): BacktestSummary['overlap'] {
    const customersGivenTo = new Shared()
    for (const [ruleId, { customers }] of this.#byRule) for (const id of customers) customersGivenTo.mark(id, ruleId)
    const [sharedOrders, sharedCustomers] = [this.#ordersGivenTo.pairs(), customersGivenTo.pairs()]
    return this.#rules.flatMap((left, index) =>
      this.#rules.slice(index + 1).flatMap((right) => {
        const pair = pairName(left.id, right.id)
        const [orders, customers] = [sharedOrders.get(pair) ?? 0, sharedCustomers.get(pair) ?? 0]
        return orders + customers === 0 ? [] : [{ rules: [left.name, right.name] as const, orders, customers }]
      }),
    )
  }

  #month(at: number): { granted: number; withheld: number } {
    const month = this.#monthOf(at)
    const known = this.#months.get(month)
    if (known !== undefined) return known
    const figures = { granted: 0, withheld: 0 }
    this.#months.set(month, figures)
    return figures
  }

  #sum(expenses: readonly Expense[]): string {
    return printMoney(
      expenses.reduce((sum, { amount }) => sum + amount, 0),
      this.#options.currency,
    )
  }
}

type Figures = { granted: number; readonly withheld: Map<string, number>; readonly customers: Set<string> }

const newFigures = (): Figures => ({ granted: 0, withheld: new Map(), customers: new Set() })

const countIn = (figures: Figures, { verdict, reason, customerId }: Decision): void => {
  if (verdict === 'granted') {
    figures.granted++
    if (customerId !== null) figures.customers.add(customerId)
  } else if (reason !== null) {
    figures.withheld.set(reason, (figures.withheld.get(reason) ?? 0) + 1)
  }
}

/** Which rules gave to the same order, or to the same customer. Most get from one alone, and take little room. */
class Shared {
  readonly #first = new Map<string, string>()
  readonly #rules = new Map<string, Set<string>>()

  mark(id: string, ruleId: string): void {
    const first = this.#first.get(id)
    if (first === undefined) this.#first.set(id, ruleId)
    if (first === undefined || first === ruleId) return
    const rules = this.#rules.get(id) ?? new Set([first])
    this.#rules.set(id, rules.add(ruleId))
  }

  /** How many were given to by both rules of each pair. */
  pairs(): ReadonlyMap<string, number> {
    const pairs = new Map<string, number>()
    for (const rules of this.#rules.values()) {
      const ids = [...rules]
      ids.forEach((left, index) => {
        for (const right of ids.slice(index + 1)) {
          const name = pairName(left, right)
          pairs.set(name, (pairs.get(name) ?? 0) + 1)
        }
      })
    }
    return pairs
  }
}

const pairName = (left: string, right: string): string => (left < right ? `${left}\n${right}` : `${right}\n${left}`)

/** YYYY-MM of a moment. Printed about once a day, for entries come in order, and printing takes longer than deciding. */
const monthsIn = (timeZone: string): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' })
  const print = timeZone === 'UTC' ? (at: number) => printTime(at).slice(0, 7) : (at: number) => format.format(at)
  let month = ''
  let from = Number.NaN
  let until = Number.NaN
  return (at) => {
    if (at >= from && at <= until) return month
    month = print(at)
    from = at
    until = print(at + DAY_MS) === month ? at + DAY_MS : at
    return month
  }
}

const timeOf = (at: number | undefined): string | null => (at === undefined ? null : printTime(at))
