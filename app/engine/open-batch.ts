import { emptyHistory } from '../ledger/customer.ts'
import { DAY_MS } from '../ledger/entries.ts'
import { compareKeys } from '../ledger/ledger-order.ts'
import { type Arrival, arrange, merge, ordersNeeded, type Read } from './arrange.ts'
import { type Days, dueTicks } from './due-ticks.ts'
import { FactReader } from './fact-reader.ts'
import { Grants } from './grants.ts'
import type { LaneMemory } from './lane-memory.ts'
import type { Batch, Claim, ClaimedDelivery, HeldOrder, LaneTransaction, Platform } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { readDelivery } from './read-delivery.ts'
import { partiesOf, type ShopState } from './shop-state.ts'

/** A claimed batch, read and arranged, with all of the shop that it touches at hand. */
export type OpenBatch = {
  readonly reads: readonly Read[]
  readonly failed: Batch['failed']
  readonly parked: Batch['parked']
  /** To be done now, in ledger order. */
  readonly arrivals: readonly Arrival[]
  /** Entries whose turn comes after deliveries that are still waiting. */
  readonly deferred: readonly Arrival[]
  readonly state: ShopState
  readonly held: ReadonlyMap<string, HeldOrder>
}

/** What a batch is put to. */
export type Asking = { readonly rules: readonly RunnableRule[]; readonly days: Days }

export const openBatch = async (
  lane: LaneTransaction,
  claim: Claim,
  memory: LaneMemory,
  platform: Pick<Platform, 'read'>,
  { rules, days }: Asking,
): Promise<OpenBatch> => {
  const { reads, failed } = readAll(claim.deliveries, platform, lane.currency)
  const arrivals = arrange(reads, await lane.known(reads.flatMap(({ reading }) => reading.entries)))
  const isInTurn = ({ key }: Arrival) => claim.cut === null || compareKeys(key, claim.cut) < 0
  const brought = arrivals.filter(isInTurn)
  const daily = rules.filter(({ isDaily }) => isDaily)
  const inTurn = merge(brought, daily.length > 0 ? dueTicks(brought, lane, lane.timeZone, days) : [])

  const parkedCustomers = await lane.parkedCustomers()
  const held = new Map((await lane.orders(ordersNeeded(inTurn))).map((order) => [order.entry.id, order]))
  const state: ShopState = {
    customers: memory.customers,
    orders: new Map([...held].map(([id, { entry }]) => [id, entry])),
    figures: memory.figures,
    grants: new Grants(),
    crossings: memory.crossings,
    forecasts: memory.forecasts,
    reader: new FactReader(),
    passedOver: parkedCustomers,
  }
  for (const { entry, isAmendment } of inTurn) {
    if (entry.kind === 'order' && !isAmendment) state.orders.set(entry.id, entry)
  }

  const parked = parkedOf(inTurn, state, parkedCustomers)
  const isParked = ({ delivery }: Pick<Read, 'delivery'>) => parked.some(({ id }) => id === delivery.id)
  const toDo = inTurn.filter((arrival) => !isParked(arrival))
  await loadCustomers(lane, state, toDo)
  const aboutAll = toDo.some(({ entry }) => entry.kind === 'tick') ? daily : []
  const isAsked = toDo.some(({ origin, isAmendment }) => origin === 'live' && !isAmendment)
  const begins =
    isAsked &&
    daily.some((rule) => (rule.watch !== undefined || rule.needsForecast) && !memory.crossings.hasBegun(rule))
  if (aboutAll.length > 0 || begins) await loadEverybody(lane, memory)
  await loadGrants(lane, state, toDo, aboutAll)
  return {
    reads: reads.filter((read) => !isParked(read)),
    failed,
    parked,
    arrivals: toDo,
    deferred: arrivals.filter((arrival) => !isInTurn(arrival) && !isParked(arrival)),
    state,
    held,
  }
}

const readAll = (deliveries: readonly ClaimedDelivery[], platform: Pick<Platform, 'read'>, currency: string) => {
  const reads: Read[] = []
  const failed: Batch['failed'][number][] = []
  for (const delivery of deliveries) {
    const result = readDelivery(delivery, platform, currency)
    if (result.read) reads.push({ delivery, reading: result.reading })
    else failed.push({ id: delivery.id, problem: result.reason })
  }
  return { reads, failed }
}

/** A customer with a message that could not be processed keeps the later ones waiting, so that theirs stay in order. */
const parkedOf = (
  arrivals: readonly Arrival[],
  state: ShopState,
  parkedCustomers: ReadonlySet<string>,
): Batch['parked'] => {
  const parked = new Map<string, Batch['parked'][number]>()
  for (const { entry, delivery } of arrivals) {
    const { customerId } = partiesOf(state, entry)
    if (customerId === null || !parkedCustomers.has(customerId)) continue
    const problem = 'waits for an earlier message about the same customer that could not be processed'
    parked.set(delivery.id, { id: delivery.id, customerId, problem })
  }
  return [...parked.values()]
}

const loadCustomers = async (lane: LaneTransaction, state: ShopState, arrivals: readonly Arrival[]): Promise<void> => {
  const missing = customersOf(state, arrivals).filter((id) => !state.customers.has(id))
  for (const id of missing) state.customers.set(id, emptyHistory(id))
  for (const history of await lane.customers(missing)) state.customers.set(history.id, history)
}

const loadEverybody = async (lane: LaneTransaction, memory: LaneMemory): Promise<void> => {
  if (memory.hasEverybody) return
  for await (const history of lane.everyCustomer()) {
    if (!memory.customers.has(history.id)) memory.customers.set(history.id, history)
  }
  memory.hasEverybody = true
}

/** Of the customers that a batch is about; of rules that everybody is put to, all. */
const loadGrants = async (
  lane: LaneTransaction,
  state: ShopState,
  arrivals: readonly Arrival[],
  daily: readonly RunnableRule[],
): Promise<void> => {
  const ids = customersOf(state, arrivals)
  const limited = daily.filter(({ lookBackDays }) => lookBackDays > 0)
  const [first] = arrivals
  const since = (first?.key.at ?? 0) - DAY_MS * Math.max(0, ...limited.map(({ lookBackDays }) => lookBackDays))
  const ofRules = { ruleIds: limited.map(({ id }) => id), since }
  for (const { ruleId, customerId, at } of await lane.grantsOf(ids, ofRules))
    state.grants.record(ruleId, customerId, at)
}

const customersOf = (state: ShopState, arrivals: readonly Arrival[]): string[] => [
  ...new Set(arrivals.flatMap(({ entry }) => partiesOf(state, entry).customerId ?? [])),
]
