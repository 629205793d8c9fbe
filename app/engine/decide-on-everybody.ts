import type { TickEntry } from '../ledger/entries.ts'
import { compareIds } from '../ledger/ledger-order.ts'
import type { ReadFact } from '../rules/compile.ts'
import type { Draw } from '../rules/types.ts'
import { type Circumstances, factsOf, holds, type Match, refusalOf, verdictOn } from './decide.ts'
import { lotOf, periodOf } from './draw.ts'
import type { Decision } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import type { ShopState } from './shop-state.ts'

/** Puts every customer of the shop to the rules that wait for the tick: rule by rule, customers by their ids. */
export const decideOnEverybody = (
  state: ShopState,
  tick: TickEntry,
  rules: readonly RunnableRule[],
  circumstances: Circumstances,
): Decision[] => {
  const asked = rules.filter((rule) => rule.fits(tick))
  if (asked.length === 0) return []
  const matches = new Map<RunnableRule, CustomerMatch[]>(asked.map((rule) => [rule, []]))
  for (const [customerId, read] of everybody(state, tick.at, circumstances.timeZone)) {
    for (const [rule, met] of matches) {
      if (!holds(rule, tick, customerId, read, state, circumstances)) continue
      met.push({ customerId, orderId: null, facts: factsOf(rule, read) })
    }
  }
  return [...matches].flatMap(([rule, met]) => {
    met.sort((left, right) => compareIds(left.customerId, right.customerId))
    const { draw } = rule.limits
    if (draw !== undefined) {
      const winners = drawn(rule, draw, tick, met, state, circumstances)
      return winners.map((match) => verdictOn(rule, tick, match, undefined, state, circumstances))
    }
    return met.flatMap((match) => {
      const reason = refusalOf(rule, tick, match.customerId, state, circumstances)
      // Who has had it is met again each day, and each day there would be nothing to say. A group's edge is crossed once.
      const isLimited = reason === 'capped' || reason === 'cooling_down'
      if (isLimited && rule.watch === undefined) return []
      return [verdictOn(rule, tick, match, reason, state, circumstances)]
    })
  })
}

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

type CustomerMatch = Match & { readonly customerId: string }

const everybody = function* (
  { customers, figures, reader, forecasts, passedOver }: ShopState,
  at: number,
  timeZone: string,
): Generator<[customerId: string, read: ReadFact]> {
  for (const customer of customers.values()) {
    if (customer.isGone || passedOver.has(customer.id)) continue
    yield [
      customer.id,
      reader.lookAt({ at, timeZone, customer, order: undefined, shop: figures, forecast: forecasts.current }),
    ]
  }
}

/** Those with the lowest lots among whom the rule may give to, as many as the period has places open. Nobody else is told of. */
const drawn = (
  rule: RunnableRule,
  draw: Draw,
  tick: TickEntry,
  met: readonly CustomerMatch[],
  state: ShopState,
  circumstances: Circumstances,
): CustomerMatch[] => {
  const { seed, startsAt, open } = periodOf(tick, draw, rule.name, circumstances.timeZone)
  const places = open - state.grants.countSince(rule.id, startsAt)
  if (places <= 0) return []
  const pot = met.filter(({ customerId }) => refusalOf(rule, tick, customerId, state, circumstances) === undefined)
  return pot
    .map((match) => ({ ...match, lot: { seed, lot: lotOf(seed, match.customerId), among: pot.length } }))
    .sort((left, right) => left.lot.lot - right.lot.lot)
    .slice(0, places)
}
