import { asOf, type CustomerHistory, emptyHistory, fold, justBefore } from '../ledger/customer.ts'
import type { Entry, LedgerKey } from '../ledger/entries.ts'
import { compareKeys, keyOf, nameOf } from '../ledger/ledger-order.ts'
import { ShopFigures } from '../ledger/shop-figures.ts'
import type { Contacts } from '../vocabulary/define.ts'
import { type Circumstances, decide, type Occasion } from './decide.ts'
import { askedOf, type CheckedOut, checkOut } from './decide-at-checkout.ts'
import { factReader } from './fact-reader.ts'
import type { Decision, Difference, LaneTransaction, LearnedEntry, OwnedEntry } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { rankedApart } from './ranked-apart.ts'
import { partiesOf, type ShopState } from './shop-state.ts'
import { redeem, type Undone, undo } from './undo.ts'

type Learned = {
  readonly decisions: readonly Decision[]
  readonly undone: readonly Undone[]
  readonly differences: readonly Difference[]
  readonly adopted: readonly OwnedEntry[]
  readonly unclear: CheckedOut['unclear']
}

/**
 * An entry whose moment lies before what the lane has passed is folded in at its place: its customer's history is built
 * anew from the ledger, it is decided as of its own moment, and what it would have changed in later decisions about
 * that customer is listed, not redone. Its effect on the figures of others is counted from here on only. A late order
 * takes with it what was heard of it before anybody knew whose it was, and what that calls off. Who stands on which side of a group is looked at
 * when the next thing happens about the customer, or the next day begins.
 */
export const learnLate = async (
  lane: LaneTransaction,
  state: ShopState,
  entry: Entry,
  unwritten: readonly OwnedEntry[],
  allRules: readonly RunnableRule[],
  circumstances: Circumstances,
): Promise<Learned> => {
  const rules = allRules.filter(({ watch }) => watch === undefined)
  const { customerId } = partiesOf(state, entry)
  if (entry.kind === 'order') state.orders.set(entry.id, entry)
  if (customerId === null) {
    const { decisions: atCheckout, unclear } = await checkOutLate(lane, state, undefined, entry, rules, circumstances)
    const [occasion] = await occasionsOf(lane, state, undefined, isDecidable(entry, rules) ? [entry] : [])
    const decisions = occasion === undefined ? [] : decide(occasion, state, rules, circumstances)
    return { decisions: [...atCheckout, ...decisions], undone: [], differences: [], adopted: [], unclear }
  }
  const before = state.customers.get(customerId) ?? emptyHistory(customerId)
  const learned = await lane.entriesOfCustomer(customerId)
  const orphans = entry.kind === 'order' ? await lane.orphansOf(entry.id) : []
  const mine = unwritten.filter((row) => row.customerId === customerId)
  const story = [...[...learned, ...mine].map((row) => row.entry), ...orphans, entry].map((held) =>
    // An edit taken over in this batch is not written yet.
    held.kind === 'order' ? (state.orders.get(held.id) ?? held) : held,
  )
  for (const held of story) if (held.kind === 'order') state.orders.set(held.id, held)
  const history = historyFrom(customerId, story)
  state.customers.set(customerId, history)
  state.figures.enter(history)

  // History decides nothing, so nothing in it can come out differently.
  const later = learned.filter(
    (row) => row.origin === 'live' && compareKeys(row.entry, entry) > 0 && isDecidable(row.entry, rules),
  )
  const laterEntries = later.map((row) => row.entry)
  const decidable = isDecidable(entry, rules) ? [entry] : []
  const { decisions: atCheckout, unclear } = await checkOutLate(lane, state, history, entry, rules, circumstances)
  if (entry.kind === 'order') redeem(state, entry)
  const [own] = await occasionsOf(lane, state, history, decidable)
  const wasThen = await occasionsOf(lane, state, before, laterEntries)
  const isNow = await occasionsOf(lane, state, history, laterEntries)
  const order = partiesOf(state, entry).order
  const undoneBy = (because: Entry) =>
    undo(state, { entry: because, customer: history, order, shop: state.figures }, allRules, circumstances)
  const undone = undoneBy(entry)
  const decisions = own === undefined ? [] : decide(own, state, rules, circumstances)
  return {
    undone: [...undone, ...orphans.flatMap(undoneBy)],
    decisions: [...atCheckout, ...decisions],
    unclear,
    differences: await differencesOf(lane, { later, wasThen, isNow }, rules, state.grants, keyOf(entry)),
    adopted: orphans.map((orphan) => ({ entry: orphan, customerId })),
  }
}

const historyFrom = (customerId: string, entries: readonly Entry[]): CustomerHistory => {
  const history = emptyHistory(customerId)
  for (const entry of [...entries].sort(compareKeys)) fold(history, entry)
  return history
}

/** What an order carried of the checkout's rules it tells by itself, whatever came before it. */
const isDecidable = (entry: Entry, rules: readonly RunnableRule[]): boolean =>
  rules.some((rule) => rule.checkout === undefined && rule.fits(entry))

/** Rules of the checkout see a late order's customer and shop as they stood just before it. */
const checkOutLate = async (
  lane: LaneTransaction,
  state: ShopState,
  history: CustomerHistory | undefined,
  entry: Entry,
  rules: readonly RunnableRule[],
  circumstances: Circumstances,
): Promise<CheckedOut> => {
  const asked = askedOf(rules, entry)
  if (entry.kind !== 'order' || (asked.length === 0 && entry.offers === undefined))
    return { decisions: [], unclear: [] }
  const customer = history && justBefore(history, entry.id)
  const past = (await everybodyWith(lane, state, history)).flatMap(
    (other) => (other === history ? customer : asOf(other, keyOf(entry))) ?? [],
  )
  const shop = ShopFigures.of(past, entry.at, rankedApart(lane.policies))
  return checkOut({ order: entry, customer, shop }, state, asked, circumstances)
}

/** Each entry with its customer and the shop as they stood just after it: the whole shop is folded back once an entry, for late ones are few. */
const occasionsOf = async (
  lane: LaneTransaction,
  state: ShopState,
  history: CustomerHistory | undefined,
  entries: readonly Entry[],
): Promise<Occasion[]> => {
  if (entries.length === 0) return []
  const everybody = await everybodyWith(lane, state, history)
  return entries.map((entry) => {
    const past = everybody.map((customer) => asOf(customer, keyOf(entry)))
    return {
      entry,
      customer: history === undefined ? undefined : past[0],
      order: partiesOf(state, entry).order,
      shop: ShopFigures.of(past, entry.at, rankedApart(lane.policies)),
    }
  })
}

/** The customer first, where there is one. */
const everybodyWith = async (
  lane: LaneTransaction,
  state: ShopState,
  history: CustomerHistory | undefined,
): Promise<CustomerHistory[]> => {
  const everybody: CustomerHistory[] = history === undefined ? [] : [history]
  for await (const stored of lane.everyCustomer()) {
    if (stored.id !== history?.id) everybody.push(state.customers.get(stored.id) ?? stored)
  }
  return everybody
}

/** Later decisions of rules that were live then and would now match where they did not, or the other way round. */
const differencesOf = async (
  lane: LaneTransaction,
  { later, wasThen, isNow }: Later,
  rules: readonly RunnableRule[],
  contacts: Contacts,
  because: LedgerKey,
): Promise<Difference[]> => {
  const customerId = isNow[0]?.customer?.id
  if (customerId === undefined) return []
  const past = new Map(
    (await lane.decisionsOf(customerId)).map((row) => [`${nameOf(row.key)} ${row.ruleId}`, row.verdict]),
  )
  return later.flatMap(({ entry }, index) =>
    rules.flatMap((rule): Difference[] => {
      const [was, wouldBe] = [wasThen, isNow].map((occasions) => matches(lane, rule, occasions[index], contacts))
      if (rule.checkout !== undefined || !rule.fits(entry) || was === wouldBe) return []
      const verdict = past.get(`${nameOf(entry)} ${rule.id}`)
      if (wouldBe === (verdict !== undefined)) return []
      return [
        {
          ruleId: rule.id,
          ruleName: rule.name,
          key: keyOf(entry),
          customerId,
          was: verdict ?? 'no match',
          wouldBe: wouldBe ? 'match' : 'no match',
          because,
        },
      ]
    }),
  )
}

/** What came after, with the customer and the shop as they were taken to be and as they turn out to have been. */
type Later = {
  readonly later: readonly LearnedEntry[]
  readonly wasThen: readonly Occasion[]
  readonly isNow: readonly Occasion[]
}

const matches = (
  { timeZone }: LaneTransaction,
  rule: RunnableRule,
  occasion: Occasion | undefined,
  contacts: Contacts,
): boolean => {
  if (occasion === undefined) return false
  const { entry, customer, order, shop } = occasion
  return rule.matches(factReader({ at: entry.at, timeZone, customer, order, shop, contacts }))
}
