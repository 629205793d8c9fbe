import { type CustomerHistory, orderedForACompany } from '../ledger/customer.ts'
import { DAY_MS, type Entry, type OrderEntry } from '../ledger/entries.ts'
import { Ledger } from '../ledger/ledger.ts'
import type { Policies } from '../rules/policies.ts'
import { type JudgedOffer, judgeOffer, type RegularOrder } from './judge-offer.ts'
import type { Occasion, ParityOffer, Standing, Terms } from './parity-terms.ts'
import { CodeUses } from './parity-uses.ts'
import { emptyState } from './replay.ts'
import { learn, type Orders, orderIdOf, type ShopState } from './shop-state.ts'

export type ParityOptions = {
  readonly timeZone: string
  /** Nothing after this moment is looked at; offers that end by then are over. Epoch milliseconds. */
  readonly asOf: number
  readonly policies: Pick<Policies, 'regularAbove' | 'staffTag'>
}

export type ParityReport = {
  /** In the order in which they were given. */
  readonly offers: readonly JudgedOffer[]
  /** Who was a regular just before an order of the last 12 months. */
  readonly regulars: number
  /** The offers that are a gap for certain and not over: how many, whom they shut out, what including them would have cost. */
  readonly gaps: { readonly offers: number; readonly shutOut: number; readonly cost: number }
  /** What looks like one and waits for a person's word. */
  readonly proposed: number
}

/** "The last 12 months": so many times 24 hours. */
const YEAR_MS = 365 * DAY_MS

/**
 * Which offers newcomers get and regulars don't, whom that shut out in the last 12 months and what including them would have
 * cost: every order of a regular is judged by what was known just before it. One pass over the ledger; an offer never
 * changes what is said of another.
 */
export const parity = (
  entries: Iterable<Entry>,
  offers: readonly ParityOffer[],
  options: ParityOptions,
): ParityReport => {
  const survey = new ParitySurvey(offers, options, entries instanceof Ledger ? entries.openOrders() : new Map())
  for (const entry of entries) {
    if (entry.at > options.asOf) break
    survey.see(entry)
  }
  return survey.report()
}

const termsOf = ({ source }: ParityOffer): Terms | undefined => ('terms' in source ? source.terms : undefined)

/** The same pass an entry at a time, for whoever has the ledger in pages. Entries after `asOf` are not for it. */
export class ParitySurvey {
  readonly #offers: readonly ParityOffer[]
  readonly #options: ParityOptions
  readonly #state: ShopState
  readonly #uses: readonly (CodeUses | undefined)[]
  /** Orders of regulars, oldest first, with what each offer made of them. */
  readonly #orders = new Map<string, RegularOrder & { readonly standings: (Standing | undefined)[] }>()
  readonly #inRecord = new Set<string>()
  readonly #addedAt = new Map<string, number>()

  constructor(offers: readonly ParityOffer[], options: ParityOptions, orders: Orders = new Map()) {
    this.#offers = offers
    this.#options = options
    this.#state = emptyState(options.timeZone, undefined, orders)
    this.#uses = offers.map(({ source, runsAt }) =>
      source.kind === 'all' && source.codes.length > 0 ? new CodeUses(source.codes, runsAt) : undefined,
    )
  }

  see(entry: Entry): void {
    if (entry.kind === 'order') this.#seeOrder(entry)
    if (entry.kind === 'cancellation') this.#orders.delete(entry.id)
    if (entry.kind === 'customer') {
      this.#inRecord.add(entry.customerId)
      if (entry.isNew) this.#addedAt.set(entry.customerId, entry.at)
    }
    const { order, customer } = learn(this.#state, entry)
    const judged = this.#orders.get(orderIdOf(entry) ?? '')
    if (order === undefined || customer === undefined || judged === undefined) return
    this.#offers.forEach((offer, index) => {
      const terms = termsOf(offer)
      if (terms?.fits?.(entry)) judged.standings[index] = terms.standing(this.#occasion(customer, entry.at, order))
    })
  }

  report(): ParityReport {
    const orders = [...this.#orders.values()]
    const regulars = new Set(orders.map(({ customerId }) => customerId))
    const judged = this.#offers.map((offer, index) =>
      judgeOffer(offer, {
        regulars,
        orders: orders.map((order) => ({ ...order, standing: order.standings[index] })),
        now: this.#standNow(offer, regulars),
        uses: this.#uses[index],
        asOf: this.#options.asOf,
      }),
    )
    const gaps = judged.filter(
      ({ verdict, isProposed, isOver }) => verdict === 'newcomers only' && !isProposed && !isOver,
    )
    return {
      offers: judged,
      regulars: regulars.size,
      gaps: {
        offers: gaps.length,
        shutOut: new Set(gaps.flatMap(({ shutOut }) => shutOut)).size,
        cost: gaps.reduce((sum, { cost }) => sum + cost, 0),
      },
      proposed: judged.filter(({ isProposed, isOver }) => isProposed && !isOver).length,
    }
  }

  /** Before it is learned: neither the order itself nor anything after it is known. Renewals pass no checkout. */
  #seeOrder(order: OrderEntry): void {
    const before = order.customerId === null ? undefined : this.#state.customers.get(order.customerId)
    for (const uses of this.#uses) uses?.see(order, before)
    if (before === undefined || !order.counts || order.isRenewal || order.isBusiness) return
    if (order.at <= this.#options.asOf - YEAR_MS || !this.#isRegular(before)) return
    const occasion = this.#occasion(before, order.at, order)
    const standings = this.#offers.map((offer) => {
      const terms = termsOf(offer)
      return terms === undefined || terms.fits ? undefined : terms.standing(occasion)
    })
    const { id, at, total, subtotal = total } = order
    this.#orders.set(id, { id, at, customerId: before.id, subtotal: Math.max(0, subtotal), standings })
  }

  /** How those who still are regulars stand with a segment at the end: it may be about days that no order fell into. */
  #standNow(offer: ParityOffer, regulars: ReadonlySet<string>): ReadonlyMap<string, Standing> {
    const terms = termsOf(offer)
    if (terms === undefined || terms.fits) return new Map()
    this.#state.figures.advance(this.#options.asOf)
    return new Map(
      [...regulars].flatMap((id): [string, Standing][] => {
        const customer = this.#state.customers.get(id)
        if (customer === undefined || !this.#isRegular(customer)) return []
        return [[id, terms.standing(this.#occasion(customer, this.#options.asOf, undefined))]]
      }),
    )
  }

  #isRegular(customer: CustomerHistory): boolean {
    const { regularAbove, staffTag } = this.#options.policies
    if (customer.keptOrdersCount <= regularAbove || orderedForACompany(customer)) return false
    return staffTag === '' || !customer.tags.includes(staffTag)
  }

  #occasion(customer: CustomerHistory, at: number, order: OrderEntry | undefined): Occasion {
    return {
      at,
      order,
      customer,
      isRecordKnown: this.#inRecord.has(customer.id),
      addedAt: this.#addedAt.get(customer.id),
      shop: this.#state.figures,
    }
  }
}
