import type { CustomerHistory } from '../ledger/customer.ts'
import type { OrderEntry, TickEntry } from '../ledger/entries.ts'
import { compareIds } from '../ledger/ledger-order.ts'
import type { ReadFact } from '../rules/compile.ts'
import type { Draw } from '../rules/types.ts'
import { type Circumstances, factsOf, holds, lookAt } from './decide.ts'
import { lotOf, periodOf } from './draw.ts'
import { newGrant } from './grants.ts'
import { judge, type Met, refusalAlone } from './judge.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { hasHadIt, isWithinLimits } from './refusals.ts'
import type { ShopState } from './shop-state.ts'
import type { WaitingTurn } from './waiting.ts'

/**
 * Puts every customer of the shop to the rules that wait for the tick, and those whose turn has come to the rules that they
 * waited for. Customers have their turn by their ids; the decisions are told rule by rule.
 */
export const decideOnEverybody = (
  state: ShopState,
  tick: TickEntry,
  rules: readonly RunnableRule[],
  circumstances: Circumstances,
): Decision[] => {
  const asked = rules.filter((rule) => rule.fits(tick))
  const matches = new Map<string, Met[]>()
  if (asked.length > 0) {
    for (const [customerId, read] of everybody(state, tick.at, circumstances.timeZone)) {
      const met = asked.flatMap((rule) =>
        holds(rule, tick, customerId, read, state, circumstances) ? [{ rule, facts: factsOf(rule, read) }] : [],
      )
      if (met.length > 0) matches.set(customerId, met)
    }
    for (const rule of asked)
      if (rule.limits.draw !== undefined) draw(rule, rule.limits.draw, tick, matches, state, circumstances)
  }
  const decisions = inTurn(matches.keys()).flatMap((customerId) => {
    const customer = state.customers.get(customerId)
    return judge(matches.get(customerId) ?? [], { entry: tick, customer, order: undefined }, state, circumstances)
  })
  const told = decisions.filter((decision) => isWorthSaying(decision, tick, rules, state))
  const called = callUp(state, tick, rules, matches, circumstances)
  const place = new Map(rules.map(({ id }, index) => [id, index]))
  // The sort is stable: customers stay in their turn.
  return [...told, ...called].sort((left, right) => (place.get(left.ruleId) ?? 0) - (place.get(right.ruleId) ?? 0))
}

const inTurn = (customerIds: Iterable<string>): string[] => [...customerIds].sort(compareIds)

/** When a day begins, the shop's past is fitted anew, while a rule asks for what comes of it. */
export const renewForecasts = (
  { customers, forecasts }: ShopState,
  at: number,
  rules: readonly RunnableRule[],
  timeZone: string,
): void => {
  if (rules.some(({ needsForecast }) => needsForecast)) forecasts.renew(customers.values(), at, timeZone)
}

/** Lets rules begin that look at everybody once a day and have just gone live: who is in a group then came in before. */
export const beginRules = (state: ShopState, at: number, rules: readonly RunnableRule[], timeZone: string): void => {
  const begins = (rule: RunnableRule) => rule.isDaily && !state.crossings.hasBegun(rule)
  // Asked at every entry, and nearly always of nobody.
  if (!rules.some(begins)) return
  const beginners = rules.filter(begins)
  state.figures.advance(at)
  renewForecasts(state, at, beginners, timeZone)
  for (const rule of beginners) {
    state.crossings.begin(rule, () => everybody(state, at, timeZone))
  }
}

const everybody = function* (
  state: ShopState,
  at: number,
  timeZone: string,
): Generator<[customerId: string, read: ReadFact]> {
  for (const customer of state.customers.values()) {
    if (isPassedOver(state, customer)) continue
    yield [customer.id, look(state, customer, undefined, at, timeZone)]
  }
}

const isPassedOver = ({ passedOver }: ShopState, { id, isGone }: CustomerHistory): boolean =>
  isGone === true || passedOver.has(id)

const look = (
  state: ShopState,
  customer: CustomerHistory,
  order: OrderEntry | undefined,
  at: number,
  timeZone: string,
): ReadFact => lookAt(at, { customer, order, shop: state.figures }, state, timeZone)

/**
 * A rule that is asked every day says of a customer whom it gives nothing only as often as it might give: whoever has had
 * it, or was told of, is met again each day, and each day there would be nothing to say. A group's edge is crossed once.
 */
const isWorthSaying = (
  { verdict, reason, figures, customerId, ruleId }: Decision,
  { at, kind, id }: TickEntry,
  rules: readonly RunnableRule[],
  { grants }: ShopState,
): boolean => {
  const rule = rules.find((each) => each.id === ruleId)
  if (verdict === 'granted' || reason === null || rule === undefined || rule.watch !== undefined) return true
  if (customerId === null || hasHadIt({ reason, ...(figures && { figures }) })) return false
  const said = grants.saidOf(ruleId, customerId).map((grant) => grant.at)
  if (!isWithinLimits(rule.limits, said, at)) return false
  grants.give(newGrant({ ruleId, entry: { kind, id }, customerId, at, state: 'said' }))
  return true
}

/** Whoever has waited long enough is asked about anew, as things stand now; who must go on waiting is not told of again. */
const callUp = (
  state: ShopState,
  tick: TickEntry,
  rules: readonly RunnableRule[],
  matches: ReadonlyMap<string, readonly Met[]>,
  circumstances: Circumstances,
): Decision[] => {
  const { waiting } = state
  waiting.endOld(tick.at)
  const turns = Map.groupBy(waiting.dueBy(tick.at), ({ customerId }) => customerId)
  return inTurn(turns.keys()).flatMap((customerId) =>
    rules.flatMap((rule) => {
      const turn = turns.get(customerId)?.find(({ ruleId }) => ruleId === rule.id)
      if (turn === undefined) return []
      // A rule that they meet today of itself has had its say.
      const isMetToday = matches.get(customerId)?.some((met) => met.rule === rule)
      const decisions = isMetToday ? [] : callUpOne(state, tick, rule, turn, circumstances)
      const mustWait = waiting.isWaiting(turn) && decisions.some(({ reason }) => reason === 'attention_spent')
      if (mustWait) return []
      waiting.end(turn)
      return decisions
    }),
  )
}

const callUpOne = (
  state: ShopState,
  tick: TickEntry,
  rule: RunnableRule,
  { customerId, orderId }: WaitingTurn,
  circumstances: Circumstances,
): Decision[] => {
  const customer = state.customers.get(customerId)
  if (customer === undefined || isPassedOver(state, customer)) return []
  // Hours say when it is met, and it was: turns come when days begin.
  if (rule.hasEnded(tick.at)) return []
  if (rule.watch !== undefined && !state.crossings.isThere(rule, rule.watch, customerId)) return []
  const order = orderId === null ? undefined : state.orders.get(orderId)
  const read = look(state, customer, order, tick.at, circumstances.timeZone)
  if (!rule.matches(read)) return []
  return judge([{ rule, facts: factsOf(rule, read) }], { entry: tick, customer, order }, state, circumstances)
}

/** Leaves of those who meet a rule that draws lots the ones with the lowest, as many as the period has places open. Nobody else is told of. */
const draw = (
  rule: RunnableRule,
  limit: Draw,
  tick: TickEntry,
  matches: Map<string, Met[]>,
  state: ShopState,
  circumstances: Circumstances,
): void => {
  const { seed, startsAt, open } = periodOf(tick, limit, rule.seed, circumstances.timeZone)
  const places = Math.max(0, open - state.grants.countSince(rule.id, startsAt))
  const pot = [...matches]
    .filter(
      ([customerId, met]) =>
        met.some((each) => each.rule === rule) && mayWin(rule, customerId, tick, state, circumstances),
    )
    .map(([customerId]) => ({ customerId, lot: { seed, lot: lotOf(seed, customerId), among: 0 } }))
  const winners = new Map(
    pot
      .sort((left, right) => left.lot.lot - right.lot.lot)
      .slice(0, places)
      .map(({ customerId, lot }) => [customerId, { ...lot, among: pot.length }]),
  )
  for (const [customerId, met] of matches) {
    const lot = winners.get(customerId)
    const left = met.flatMap((each) => (each.rule !== rule ? [each] : lot === undefined ? [] : [{ ...each, lot }]))
    if (left.length > 0) matches.set(customerId, left)
    else matches.delete(customerId)
  }
}

/** A rule that only watches draws as it would if it gave. */
const mayWin = (
  rule: RunnableRule,
  customerId: string,
  tick: TickEntry,
  state: ShopState,
  circumstances: Circumstances,
): boolean => {
  const about = { entry: tick, customer: state.customers.get(customerId), order: undefined }
  const refusal = refusalAlone(rule, about, state, circumstances)
  if (refusal === undefined) return true
  const said = state.grants.saidOf(rule.id, customerId).map(({ at }) => at)
  return refusal.reason === 'shadow' && isWithinLimits(rule.limits, said, tick.at)
}
