import type { CustomerHistory } from '../ledger/customer.ts'
import { DAY_MS } from '../ledger/entries.ts'
import { ShopFigures } from '../ledger/shop-figures.ts'
import { isAboutContacts } from '../vocabulary/contacts.ts'
import type { HeldOffer, NewStanding } from './checkout-ports.ts'
import { isLimitedPerCustomer } from './compile-checkout.ts'
import { FactReader } from './fact-reader.ts'
import { Grants } from './grants.ts'
import type { LaneMemories, LaneMemory } from './lane-memory.ts'
import type { LaneTransaction } from './ports.ts'
import { rankedApart } from './ranked-apart.ts'
import type { ShopState } from './shop-state.ts'
import { prepareMemberships, prepareStandings, type ReadStanding, type StandingsAsked } from './standings.ts'

/** Rows of one statement. */
const A_PAGE = 1_000

/** The standing of everybody, or of these, as of now. Only those that are another than before are due to be told. */
export const computeAll = async (
  lane: LaneTransaction,
  memory: LaneMemory,
  asked: Omit<StandingsAsked, 'circumstances'>,
  { now, customerIds }: { readonly now: number; readonly customerIds?: readonly string[] },
): Promise<void> => {
  const customers = await everybody(lane, memory)
  const at = Math.max(now, lane.passed?.at ?? now)
  const state: ShopState = {
    customers,
    orders: new Map(),
    // Of its own: what the lane remembers must not run ahead of its entries.
    figures: ShopFigures.of([...customers.values()], at, rankedApart(lane.policies)),
    grants: await grantsOfAll(lane, memory, asked, at),
    uses: memory.uses,
    waiting: memory.waiting,
    crossings: memory.crossings,
    forecasts: memory.forecasts,
    reader: new FactReader(),
    passedOver: new Set(),
  }
  const read = await readerOf(lane, asked)
  const held = rulesHeld(await lane.checkout.heldOffers(at))
  let page: NewStanding[] = []
  for (const customer of customerIds?.flatMap((id) => customers.get(id) ?? []) ?? customers.values()) {
    page.push(...standingOf(customer, read, state, at, held))
    if (page.length < A_PAGE) continue
    await lane.checkout.writeStandings(page)
    page = []
  }
  await lane.checkout.writeStandings(page)
}

/** Of the customers whom a batch was about, as it left them. */
export const computeSome = async (
  shop: string,
  lane: LaneTransaction,
  memories: LaneMemories,
  state: ShopState,
  customerIds: readonly string[],
  at: number,
): Promise<readonly NewStanding[]> => {
  if (!lane.checkout.hasLeaves || customerIds.length === 0) return []
  const rules = (await memories.checkoutRules(shop, lane)).map(({ rule }) => rule)
  const read = await readerOf(lane, {
    leaves: await lane.checkout.leaves(),
    rules,
    countsOrders: rules.some(isLimitedPerCustomer),
  })
  const held = rulesHeld(await lane.checkout.heldOffers(at, customerIds))
  return customerIds.flatMap((id) => {
    const customer = state.customers.get(id)
    return customer === undefined ? [] : standingOf(customer, read, state, at, held)
  })
}

const readerOf = async (lane: LaneTransaction, asked: Omit<StandingsAsked, 'circumstances'>): Promise<ReadStanding> => {
  const prepare = (await lane.checkout.way()) === 'native' ? prepareMemberships : prepareStandings
  return prepare({ ...asked, circumstances: circumstancesOf(lane) })
}

const circumstancesOf = ({ currency, timeZone, policies }: LaneTransaction): StandingsAsked['circumstances'] => ({
  currency,
  timeZone,
  policies,
})

const standingOf = (
  customer: CustomerHistory,
  read: ReadStanding,
  state: ShopState,
  at: number,
  held: ReadonlyMap<string, ReadonlySet<string>>,
): readonly NewStanding[] =>
  customer.isGone ? [] : [{ customerId: customer.id, value: read(state, customer, at, held.get(customer.id) ?? NONE) }]

const NONE: ReadonlySet<string> = new Set()

const rulesHeld = (offers: readonly HeldOffer[]): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    [...Map.groupBy(offers, ({ customerId }) => customerId)].map(([id, held]) => [
      id,
      new Set(held.map(({ ruleId }) => ruleId)),
    ]),
  )

const everybody = async (lane: LaneTransaction, memory: LaneMemory): Promise<Map<string, CustomerHistory>> => {
  if (memory.hasEverybody) return memory.customers
  const customers = new Map<string, CustomerHistory>()
  for await (const history of lane.everyCustomer()) customers.set(history.id, history)
  return customers
}

const grantsOfAll = async (
  lane: LaneTransaction,
  { uses }: LaneMemory,
  { rules, leaves }: Omit<StandingsAsked, 'circumstances'>,
  at: number,
): Promise<Grants> => {
  const grants = new Grants(uses, { isStored: false })
  const limited = rules.filter(isLimitedPerCustomer)
  const since = at - DAY_MS * Math.max(0, ...limited.map(({ lookBackDays }) => lookBackDays))
  const asksForContacts = leaves.some(({ leaf }) => leaf.kind === 'condition' && isAboutContacts(leaf.leaf.fact))
  const found = await lane.grantsOf([], {
    ofRules: limited.length === 0 ? undefined : { ruleIds: limited.map(({ id }) => id), since },
    contactsSince: asksForContacts ? 0 : undefined,
    calledOffOrderIds: [],
  })
  for (const grant of found) grants.hold(grant)
  return grants
}
