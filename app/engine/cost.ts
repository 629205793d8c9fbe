import { averageOrderValue, type CustomerHistory, roundHalfAwayFromZero } from '../ledger/customer.ts'
import type { OrderEntry } from '../ledger/entries.ts'
import { addPercents } from '../rules/outcomes.ts'
import type { PlannedEffect } from '../vocabulary/define.ts'
import type { Offer } from './grants.ts'

/**
 * What effects take of a budget when they are planned, minor units: an amount as it is, a percentage as that share of what
 * the customer's orders come to on average, of a customer without one that order's total.
 */
export const costOf = (
  effects: readonly PlannedEffect[],
  customer: CustomerHistory | undefined,
  order: OrderEntry | undefined,
): number => effects.reduce((sum, effect) => sum + costOfOne(effect, usualOrder(customer, order)), 0)

/** What of it is spent whether a code that comes with it is used or not: what somebody makes, sends or gives. */
export const costBeside = (effects: readonly PlannedEffect[]): number =>
  effects.reduce((sum, effect) => sum + (effect.kind === 'task' ? costOfOne(effect, 0) : 0), 0)

/** Minor units, never below 0. */
export const usualOrder = (customer: CustomerHistory | undefined, order: OrderEntry | undefined): number =>
  Math.max(0, (customer && averageOrderValue(customer)) ?? order?.total ?? 0)

const costOfOne = (effect: PlannedEffect, usual: number): number => {
  if (effect.kind === 'task') return effect.cost ?? 0
  return effect.kind === 'code' ? worthOf(effect.worth, usual) : 0
}

const worthOf = (worth: Offer, usual: number): number =>
  'percent' in worth ? roundHalfAwayFromZero((usual * worth.percent) / 100) : worth.amount

/** What codes take off an order together, per cent; amounts as the share that they are of a usual order. */
export const percentTogether = (offers: readonly Offer[], usual: number): number =>
  addPercents(
    offers.map((offer) => ('percent' in offer ? offer.percent : usual === 0 ? 0 : (offer.amount / usual) * 100)),
  )

/** What those effects give the customer to use together with other codes. */
export const offersOf = (effects: readonly PlannedEffect[]): readonly Offer[] =>
  effects.flatMap((effect) => (effect.kind === 'code' && effect.combinesWith.orders ? [effect.worth] : []))

/** When the last of their codes lapses; null where there is none, or one is good for ever. */
export const lapseOf = (effects: readonly PlannedEffect[]): number | null => {
  const ends = effects.flatMap((effect) => (effect.kind === 'code' ? [effect.endsAt] : []))
  return ends.length === 0 || ends.includes(null) ? null : Math.max(...ends.map(Number))
}
