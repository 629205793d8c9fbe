import { type CustomerHistory, fold, isRefundedInFull } from '../ledger/customer.ts'
import type { Entry, LedgerKey, OrderEntry } from '../ledger/entries.ts'
import { keyOf } from '../ledger/ledger-order.ts'
import { type Circumstances, lookAt, type Occasion, type Standings } from './decide.ts'
import { type Grant, GUEST } from './grants.ts'
import type { RunnableRule } from './prepare-rule.ts'
import type { ShopState } from './shop-state.ts'

/** A grant whose reason has gone with its order: what is still to come of it is called off. */
export type Undone = {
  readonly grant: Grant
  readonly ruleName: string
  /** The cancellation or refund. */
  readonly because: LedgerKey
  /** The same in words. */
  readonly why: string
}

/**
 * When an order is called off, or refunded in full, each rule that gave something on it is asked again without it. Where it
 * is still met nothing changes. What the customer holds already, or was told, stays theirs; everything else comes back, and
 * the rule's limits are as if it had not been given. Nobody waits any longer for a turn that they had by the order alone. A
 * part refund takes nothing back.
 */
export const undo = (
  state: Standings,
  occasion: Occasion,
  rules: readonly RunnableRule[],
  { timeZone, formerRules = [] }: Pick<Circumstances, 'timeZone' | 'formerRules'>,
): readonly Undone[] => {
  const { entry, customer, order } = occasion
  if (order?.customerId === null) return undoOfGuest(state, entry, order)
  if (customer === undefined || order === undefined || !takesBack(entry, customer)) return NOTHING
  const { grants, waiting } = state
  const ruleOf = (ruleId: string) => [...rules, ...formerRules].find(({ id }) => id === ruleId)
  const undone: Undone[] = []
  for (const grant of grants.onOrder(customer.id, order.id)) {
    if (grant.usedBy === order.id && grant.orderId === order.id) {
      // What was taken off at its checkout comes back with it.
      grants.release(grant, entry.at)
      continue
    }
    if (grant.usedBy === order.id) {
      // The order that a code was used on is not paid for: nothing was given away on it. The code stays used.
      if (grant.amount !== 0) grants.book(grant, 0, order.id, entry.at)
      continue
    }
    const rule = ruleOf(grant.ruleId)
    if (rule === undefined || !wasGivenFor(grant, rule, order)) continue
    if (isStillMet(rule, customer, occasion, state, timeZone)) continue
    if (!isKept(grant)) grants.release(grant, entry.at)
    undone.push({ grant, ruleName: rule.name, because: keyOf(entry), why: sayWhy(entry, order) })
  }
  for (const turn of waiting.onOrder(customer.id, order.id)) {
    const rule = ruleOf(turn.ruleId)
    if (rule === undefined || !waitsForOrders(rule, order)) continue
    if (!isStillMet(rule, customer, occasion, state, timeZone)) waiting.end(turn)
  }
  return undone
}

const NOTHING: readonly Undone[] = []

/** What was taken off a guest's order counts for its rule alone, and comes back with the order. */
const undoOfGuest = ({ grants }: Standings, entry: Entry, { id, total }: OrderEntry): readonly Undone[] => {
  // Nobody keeps a guest's history: of part refunds nobody knows when they came to the whole.
  const isOff = entry.kind === 'cancellation' || (entry.kind === 'refund' && entry.amount >= total)
  if (isOff) for (const grant of grants.onOrder(GUEST, id)) grants.release(grant, entry.at)
  return NOTHING
}

const isKept = ({ isHeld, usedBy }: Grant): boolean => isHeld || usedBy !== null

const sayWhy = ({ kind }: Entry, { name, id }: OrderEntry): string =>
  `Order ${name ?? id} was ${kind === 'refund' ? 'refunded in full' : 'cancelled'}`

const takesBack = (entry: Entry, customer: CustomerHistory): boolean => {
  if (entry.kind === 'cancellation') return true
  return entry.kind === 'refund' && isRefundedInFull(customer, entry.orderId)
}

/** Rules that wait for a cancellation or a refund give because of it; whoever waited for their turn had it when a day began. */
const wasGivenFor = ({ entry, state }: Grant, rule: RunnableRule, order: OrderEntry): boolean =>
  (entry.kind === 'order' || entry.kind === 'payment' || (entry.kind === 'tick' && waitsForOrders(rule, order))) &&
  (state === 'reserved' || state === 'booked')

const waitsForOrders = ({ fits }: RunnableRule, order: OrderEntry): boolean =>
  fits(order) || fits({ kind: 'payment', id: order.id, at: order.at })

/**
 * Whether a rule would be met by its customer without the order, whose own facts are then missing. A rule that asks about
 * nothing but the order gave because of it alone.
 */
const isStillMet = (
  rule: RunnableRule,
  customer: CustomerHistory,
  { entry, shop }: Occasion,
  state: Standings,
  timeZone: string,
): boolean => {
  const { watch, evaluable, matches } = rule
  const without = entry.kind === 'refund' ? withoutOrder(customer, entry.orderId, entry.at) : customer
  const read = lookAt(entry.at, { customer: without, order: undefined, shop }, state, timeZone)
  if (watch !== undefined) return state.crossings.wouldBeThere(rule, watch, customer.id, read) && matches(read)
  return evaluable.facts.some(isAboutCustomer) && matches(read)
}

/** An order that is refunded still counts among its customer's; for this it does not. */
const withoutOrder = (customer: CustomerHistory, orderId: string, at: number): CustomerHistory => {
  const without = structuredClone(customer)
  fold(without, { kind: 'cancellation', id: orderId, at })
  return without
}

const isAboutCustomer = (fact: string): boolean => fact.startsWith('customer.')

/** An order names the codes that were used on it: what they really cost is booked on the rules that gave them. */
export const redeem = ({ grants }: Pick<ShopState, 'grants'>, order: OrderEntry): void => {
  for (const code of order.discountCodes) {
    const grant = grants.withCode(code)
    if (grant === undefined || grant.usedBy !== null || grant.customerId !== order.customerId) continue
    grants.book(grant, costOfCode(order, code) ?? grant.amount - grant.beside, order.id, order.at)
  }
}

/** Minor units; undefined where the order does not say. */
const costOfCode = ({ codeAmounts, discountCodes, discountTotal }: OrderEntry, code: string): number | undefined =>
  codeAmounts?.[code] ?? (discountCodes.length === 1 ? discountTotal : undefined)
