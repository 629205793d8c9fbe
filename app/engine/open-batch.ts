import { DAY_MS } from '../ledger/entries.ts'
import { compareKeys } from '../ledger/ledger-order.ts'
import { isAboutContacts } from '../vocabulary/contacts.ts'
import { type Arrival, arrange, merge, ordersNeeded, type Read } from './arrange.ts'
import { atCheckoutOf } from './at-checkout.ts'
import type { AtCheckout } from './decide-at-checkout.ts'
import { type Days, dueTicks } from './due-ticks.ts'
import { FactReader } from './fact-reader.ts'
import { Grants } from './grants.ts'
import type { LaneMemory } from './lane-memory.ts'
import type { Batch, Claim, ClaimedDelivery, GrantSearch, HeldOrder, LaneTransaction, Platform } from './ports.ts'
import { prepareRule, type RunnableRule } from './prepare-rule.ts'
import { readDelivery } from './read-delivery.ts'
import { isLimitedInAll } from './rule-use.ts'
import { partiesOf, type ShopState } from './shop-state.ts'
import type { WaitingTurn } from './waiting.ts'

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
  /** See Circumstances. */
  readonly formerRules: readonly RunnableRule[]
  readonly atCheckout: AtCheckout
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
  const inTurn = merge(
    brought,
    lane.checkout.hasLeaves || rules.some(({ needsDays }) => needsDays)
      ? dueTicks(brought, lane, lane.timeZone, days)
      : [],
  )

  const parkedCustomers = await lane.parkedCustomers()
  const called = calledUp(memory, inTurn)
  const awaited = called.flatMap(({ orderId }) => orderId ?? [])
  const held = new Map(
    (await lane.orders([...new Set([...ordersNeeded(inTurn), ...awaited])])).map((order) => [order.entry.id, order]),
  )
  const state: ShopState = {
    customers: memory.customers,
    orders: new Map([...held].map(([id, { entry }]) => [id, entry])),
    figures: memory.figures,
    grants: new Grants(memory.uses, { isStored: true }),
    uses: memory.uses,
    waiting: memory.waiting,
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
  const customerIds = [...new Set([...customersOf(state, toDo), ...called.map(({ customerId }) => customerId)])]
  await loadCustomers(lane, state, customerIds)
  const isAsked = toDo.some(({ origin, isAmendment }) => origin === 'live' && !isAmendment)
  const begins =
    isAsked &&
    daily.some((rule) => (rule.watch !== undefined || rule.needsForecast) && !memory.crossings.hasBegun(rule))
  const aboutAll = begins || toDo.some(({ entry }) => entry.kind === 'tick') ? daily : []
  if (aboutAll.length > 0) await loadEverybody(lane, memory)
  await loadUses(lane, state, rules)
  const calledOffOrderIds = calledOffBy(toDo)
  await loadGrants(lane, state, {
    customerIds,
    arrivals: toDo,
    daily: aboutAll,
    calledOffOrderIds,
    doneAtOnce: days.follow === 'ledger' ? rules : [],
  })
  return {
    reads: reads.filter((read) => !isParked(read)),
    failed,
    parked,
    arrivals: toDo,
    deferred: arrivals.filter((arrival) => !isInTurn(arrival) && !isParked(arrival)),
    state,
    held,
    formerRules: await formerRulesOn(calledOffOrderIds, lane, state, rules),
    atCheckout: await atCheckoutOf(toDo, lane, rules),
  }
}

const calledOffBy = (arrivals: readonly Arrival[]): string[] =>
  arrivals.flatMap(({ entry }) =>
    entry.kind === 'cancellation' ? [entry.id] : entry.kind === 'refund' ? [entry.orderId] : [],
  )

/** Whatever has become of a rule since: what it gave on an order is looked at again when the order is called off. */
const formerRulesOn = async (
  orderIds: readonly string[],
  lane: LaneTransaction,
  { grants, orders }: ShopState,
  rules: readonly RunnableRule[],
): Promise<readonly RunnableRule[]> => {
  const gave = orderIds.flatMap((orderId) => {
    const customerId = orders.get(orderId)?.customerId ?? null
    return customerId === null ? [] : [...grants.onOrder(customerId, orderId)].map(({ ruleId }) => ruleId)
  })
  const former = new Set(gave.filter((ruleId) => !rules.some(({ id }) => id === ruleId)))
  return (await lane.formerRules([...former])).map((rule) => prepareRule(rule, lane.currency))
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

/** Who is new is nobody until their first entry: a day that begins before it must not find them. */
const loadCustomers = async (lane: LaneTransaction, state: ShopState, ids: readonly string[]): Promise<void> => {
  const missing = ids.filter((id) => !state.customers.has(id))
  for (const history of await lane.customers(missing)) state.customers.set(history.id, history)
}

const loadEverybody = async (lane: LaneTransaction, memory: LaneMemory): Promise<void> => {
  if (memory.hasEverybody) return
  for await (const history of lane.everyCustomer()) {
    if (!memory.customers.has(history.id)) memory.customers.set(history.id, history)
  }
  memory.hasEverybody = true
}

/** Whoever waits for their turn, and has it on a day that begins in this batch. */
const calledUp = ({ waiting }: LaneMemory, arrivals: readonly Arrival[]): readonly WaitingTurn[] => {
  const lastDay = arrivals.findLast(({ entry }) => entry.kind === 'tick')
  return lastDay === undefined ? [] : waiting.dueBy(lastDay.entry.at)
}

/** What rules that are limited in all have given so far, unless it is remembered. */
export const loadUses = async (
  lane: LaneTransaction,
  { uses }: Pick<ShopState, 'uses'>,
  rules: readonly RunnableRule[],
): Promise<void> => {
  const unknown = rules.filter((rule) => isLimitedInAll(rule) && !uses.knows(rule))
  if (unknown.length === 0) return
  const given = Map.groupBy(await lane.usesOf(unknown.map(({ id }) => id)), ({ ruleId }) => ruleId)
  for (const rule of unknown) {
    const use = uses.of(rule)
    for (const grant of given.get(rule.id) ?? []) use.add(grant)
  }
}

type GrantsNeeded = {
  readonly customerIds: readonly string[]
  readonly arrivals: readonly Arrival[]
  readonly daily: readonly RunnableRule[]
  readonly calledOffOrderIds: readonly string[]
  /** Rules of which all that they gave is taken to be done: see Circumstances. */
  readonly doneAtOnce: readonly RunnableRule[]
}

/** Of the customers that a batch is about; where everybody is looked at, whatever may stand in the way of any of them. */
const loadGrants = async (
  lane: LaneTransaction,
  state: ShopState,
  { customerIds, arrivals, daily, calledOffOrderIds, doneAtOnce }: GrantsNeeded,
): Promise<void> => {
  const at = arrivals[0]?.key.at ?? 0
  const limited = daily.filter(({ lookBackDays }) => lookBackDays > 0)
  const since = at - DAY_MS * Math.max(0, ...limited.map(({ lookBackDays }) => lookBackDays))
  const { days, daysApart } = lane.policies.contacts
  const asksForContacts = daily.some(({ evaluable }) => evaluable.facts.some(isAboutContacts))
  const search: GrantSearch = {
    ofRules: limited.length === 0 ? undefined : { ruleIds: limited.map(({ id }) => id), since },
    contactsSince: asksForContacts
      ? 0
      : daily.some(({ isContact }) => isContact)
        ? at - DAY_MS * Math.max(days, daysApart)
        : undefined,
    offersAt: daily.some(({ costsMoney }) => costsMoney) ? at : undefined,
    calledOffOrderIds,
  }
  const held = new Set(doneAtOnce.flatMap(({ id, isHeld }) => (isHeld ? [id] : [])))
  for (const grant of await lane.grantsOf(customerIds, search)) {
    if (held.has(grant.ruleId)) grant.isHeld = true
    state.grants.hold(grant)
  }
}

const customersOf = (state: ShopState, arrivals: readonly Arrival[]): string[] => [
  ...new Set(arrivals.flatMap(({ entry }) => partiesOf(state, entry).customerId ?? [])),
]
