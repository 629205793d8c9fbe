import { emptyHistory } from '../ledger/customer.ts'
import { compareKeys } from '../ledger/ledger-order.ts'
import { type Arrival, arrange, ordersNeeded, type Read } from './arrange.ts'
import { Grants } from './grants.ts'
import type { LaneMemory } from './lane-memory.ts'
import type { Batch, Claim, ClaimedDelivery, HeldOrder, LaneTransaction, Platform } from './ports.ts'
import { readDelivery } from './read-delivery.ts'
import { partiesOf, type ShopState } from './step.ts'

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

export const openBatch = async (
  lane: LaneTransaction,
  claim: Claim,
  memory: LaneMemory,
  platform: Pick<Platform, 'read'>,
): Promise<OpenBatch> => {
  const { reads, failed } = readAll(claim.deliveries, platform, lane.currency)
  const arrivals = arrange(reads, await lane.known(reads.flatMap(({ reading }) => reading.entries)))
  const isInTurn = ({ key }: Arrival) => claim.cut === null || compareKeys(key, claim.cut) < 0
  const inTurn = arrivals.filter(isInTurn)

  const held = new Map((await lane.orders(ordersNeeded(inTurn))).map((order) => [order.entry.id, order]))
  const state: ShopState = {
    customers: memory.customers,
    orders: new Map([...held].map(([id, { entry }]) => [id, entry])),
    figures: memory.figures,
    grants: new Grants(),
  }
  for (const { entry, isAmendment } of inTurn) {
    if (entry.kind === 'order' && !isAmendment) state.orders.set(entry.id, entry)
  }

  const parked = parkedOf(inTurn, state, await lane.parkedCustomers())
  const isParked = ({ delivery }: Pick<Read, 'delivery'>) => parked.some(({ id }) => id === delivery.id)
  const toDo = inTurn.filter((arrival) => !isParked(arrival))
  await loadCustomers(lane, state, toDo)
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
  const ids = [...new Set(arrivals.flatMap(({ entry }) => partiesOf(state, entry).customerId ?? []))]
  const missing = ids.filter((id) => !state.customers.has(id))
  for (const id of missing) state.customers.set(id, emptyHistory(id))
  for (const history of await lane.customers(missing)) state.customers.set(history.id, history)
  for (const { ruleId, customerId, at } of await lane.grantsOf(ids)) state.grants.record(ruleId, customerId, at)
}
