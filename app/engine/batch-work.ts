import { amend } from '../ledger/customer.ts'
import type { OrderEntry, TickEntry } from '../ledger/entries.ts'
import { compareKeys, keyOf } from '../ledger/ledger-order.ts'
import { type Arrival, hasChanged, type Read } from './arrange.ts'
import { Bringers } from './bringers.ts'
import type { OpenBatch } from './open-batch.ts'
import { planWork, rereadWork, reviewWork } from './plan-work.ts'
import type {
  Batch,
  Decision,
  Difference,
  HeldOrder,
  LaneTransaction,
  NewEntry,
  OwnedEntry,
  Profile,
  UnclearOffer,
} from './ports.ts'
import { deferEntry } from './read-delivery.ts'
import { partiesOf } from './shop-state.ts'
import type { Stepped } from './step.ts'
import type { Undone } from './undo.ts'

/** Gathers what a batch changes while its arrivals are worked off, to be written at once. */
export class BatchWork {
  readonly #batch: OpenBatch
  readonly #entries: NewEntry[] = []
  readonly #amended = new Map<string, HeldOrder>()
  readonly #touched = new Set<string>()
  readonly #decisions: Batch['decisions'][number][] = []
  readonly #differences: Difference[] = []
  readonly #adopted: OwnedEntry[] = []
  readonly #unclear: UnclearOffer[] = []
  readonly #ticks: TickEntry[] = []
  readonly #undone: Undone[] = []
  readonly #reviews: Batch['effects'][number][] = []
  readonly #timeZone: string
  readonly #isDoneAtOnce: boolean
  #hasHistory = false
  readonly #lateDeliveries = new Set<string>()
  readonly #bringers: Bringers

  constructor(batch: OpenBatch, timeZone: string, { isDoneAtOnce = false }: { readonly isDoneAtOnce?: boolean } = {}) {
    this.#batch = batch
    this.#isDoneAtOnce = isDoneAtOnce
    this.#timeZone = timeZone
    this.#bringers = new Bringers(batch.reads)
  }

  /** What belongs to customers by this batch, and stands in no table yet. */
  get unwritten(): readonly OwnedEntry[] {
    return [...this.#entries, ...this.#adopted]
  }

  /** Whose history is another than before. */
  get customerIds(): readonly string[] {
    return [...this.#touched]
  }

  learned(arrival: Arrival, late: boolean, decisions: readonly Decision[]): void {
    const { entry, copiedAt, delivery, origin } = arrival
    for (const decision of decisions)
      this.#decisions.push({ ...decision, late, deliveryId: this.#bringers.of(arrival) })
    // The calendar knows every tick: the ledger need not.
    if (entry.kind === 'tick') return void this.#ticks.push(entry)
    if (origin === 'history' && entry.kind === 'order') this.#hasHistory = true
    const { customerId } = partiesOf(this.#batch.state, entry)
    this.#entries.push({ entry, customerId, copiedAt, origin, late })
    if (customerId !== null) this.#touched.add(customerId)
    if (late) this.#lateDeliveries.add(delivery.id)
    if (entry.kind === 'order') this.#amended.set(entry.id, { entry, copiedAt })
  }

  stepped(arrival: Arrival, { decisions, undone, unclear }: Omit<Stepped, 'state'>): void {
    this.learned(arrival, false, decisions)
    this.leavesOpen(arrival, unclear)
    this.undoes(arrival, undone)
  }

  /** What was given for an order that was called off. */
  undoes(arrival: Arrival, undone: readonly Undone[]): void {
    // Steps are done long after the trade of a file has gone by: what is called off there would hang on the machine's pace.
    if (this.#isDoneAtOnce) return
    this.#undone.push(...undone)
    this.#reviews.push(...undone.flatMap((each) => reviewWork(each, this.#bringers.of(arrival), this.#timeZone)))
  }

  /** What was taken off at the checkout for a reason that nobody can tell. */
  leavesOpen({ entry }: Arrival, unclear: Stepped['unclear']): void {
    this.#unclear.push(...unclear.map((offer) => ({ ...offer, orderId: entry.id, at: entry.at })))
  }

  differs(differences: readonly Difference[]): void {
    this.#differences.push(...differences)
  }

  adopts(adopted: readonly OwnedEntry[]): void {
    this.#adopted.push(...adopted)
  }

  /** A newer copy of an order replaces the one held, from the order's moment on; an older one changes nothing. */
  amend(copy: OrderEntry, copiedAt: number): void {
    const { state, held } = this.#batch
    const before = this.#amended.get(copy.id) ?? held.get(copy.id)
    if (before === undefined || copiedAt <= before.copiedAt) return
    const entry = { ...copy, at: before.entry.at, customerId: before.entry.customerId }
    this.#amended.set(copy.id, { entry, copiedAt })
    if (!hasChanged(before.entry, entry)) return
    state.orders.set(entry.id, entry)
    const history = entry.customerId === null ? undefined : state.customers.get(entry.customerId)
    if (history === undefined) return
    amend(history, entry)
    state.figures.enter(history)
    this.#touched.add(history.id)
  }

  /** No entry after `latest` moves the lane on: one dated in the future must not make all others late. */
  toBatch(shop: string, lane: LaneTransaction, latest: number): Batch {
    const { reads, state, held, failed, parked, deferred, arrivals } = this.#batch
    return {
      entries: this.#entries.map((added) => {
        const newer = added.entry.kind === 'order' ? this.#amended.get(added.entry.id) : undefined
        return newer === undefined ? added : { ...added, ...newer }
      }),
      amended: [...this.#amended.values()].filter(({ entry }) => held.has(entry.id)),
      adopted: this.#adopted,
      histories: [...this.#touched].flatMap((id) => state.customers.get(id) ?? []),
      profiles: newestProfiles(reads),
      forgetCustomerIds: reads.flatMap(({ reading }) => reading.forgetCustomerId ?? []),
      decisions: this.#decisions,
      differences: this.#differences,
      unclearOffers: this.#unclear,
      effects: [...planWork(this.#decisions), ...this.#reviews, ...rereadWork(reads)],
      grants: state.grants.takeChanges(),
      waiting: state.waiting.takeChanges(),
      undone: this.#undone,
      crossings: state.crossings.takeChanges(),
      forecast: state.forecasts.takeNew(),
      ticks: this.#ticks,
      beginAnew: this.#hasHistory,
      standings: [],
      deferred: deferred.map((arrival) => deferEntry(shop, arrival)),
      processed: reads.map(({ delivery, reading }) => ({
        id: delivery.id,
        customerId:
          reading.entries[0] === undefined
            ? (reading.profile?.customerId ?? null)
            : partiesOf(state, reading.entries[0]).customerId,
        late: this.#lateDeliveries.has(delivery.id),
      })),
      failed,
      parked,
      shopEvents: reads.flatMap(({ reading }) => reading.shopEvent ?? []),
      passed: furthest(lane.passed, arrivals, latest),
    }
  }
}

/** The newest copy of each; of two that were made in one second, the one that stands later. */
const newestProfiles = (reads: readonly Read[]): Profile[] => {
  const newest = new Map<string, Profile>()
  for (const { profile } of reads.map(({ reading }) => reading)) {
    const held = profile && newest.get(profile.customerId)
    if (profile && (held === undefined || held.copiedAt <= profile.copiedAt)) newest.set(profile.customerId, profile)
  }
  return [...newest.values()]
}

const furthest = (
  passed: LaneTransaction['passed'],
  arrivals: readonly Arrival[],
  latest: number,
): LaneTransaction['passed'] => {
  const last = arrivals.findLast(({ isAmendment, key }) => !isAmendment && key.at <= latest)
  if (last === undefined) return passed
  return passed === null || compareKeys(passed, last.key) < 0 ? keyOf(last.key) : passed
}
