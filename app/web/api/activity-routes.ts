import { Router } from 'express'
import { z } from 'zod'
import type { ApiActivity, ApiDecision, ApiDelivery, ApiEffect } from '../../contracts/api.ts'
import { retryEffect } from '../../engine/retry-effect.ts'
import { AppError } from '../../errors.ts'
import type { OrderEntry } from '../../ledger/entries.ts'
import type { ActivityFilter, DecisionRow, DeliveryRow, EffectRow } from '../../store/activity.ts'
import type { AppStore } from '../../store/open-store.ts'
import { becauseOf, broughtBy, entriesOf } from './brought-by.ts'
import { callerOf, param, parse } from './caller.ts'
import { offerTakenBy, readableUnclear } from './checkout-uses.ts'
import { codeToldBy } from './code-told-by.ts'
import { codeUse, effectSummary, fullName, readableFacts, readableReason } from './readable.ts'
import { toDifference } from './readable-difference.ts'

/** Of a size that the database counts in. */
const deliveryId = z.string().regex(/^\d{1,18}$/, 'expected the id of a message')
const query = z.object({
  before: deliveryId.optional(),
  show: z.enum(['all', 'decided', 'failed', 'waiting']).default('all'),
})

const MOST_UNCLEAR = 20

type RetryOptions = {
  readonly store: AppStore
  readonly onRetry: { readonly delivery: (shop: string) => void; readonly effect: (shop: string) => Promise<void> }
}

/** What came in, what was decided on it, and what followed, newest first. */
export const activityRoutes = ({ store, onRetry }: RetryOptions): Router =>
  Router()
    .get('/activity', async (request, response) => {
      const { shop } = callerOf(request)
      const { before, show } = parse(query, request.query)
      const { rows, next } = await store.activity.deliveries(shop.id, show, before ?? null)
      const entries = entriesOf(rows)
      const decisions = await store.activity.decisionsOf(shop.id, entries)
      const decidedOn = decisions.flatMap(({ customerId }) => customerId ?? [])
      const effects = await store.activity.effectsOf(shop.id, entries, decidedOn)
      const differences = await store.activity.differencesOf(shop.id, entries)
      const orders = await store.activity.orders(
        shop.id,
        [...rows, ...differences].flatMap(({ entryId }) => entryId ?? []),
      )
      const used = await store.checkoutUses.onOrders(
        shop.id,
        decisions.flatMap(({ orderId }) => orderId ?? []),
      )
      const nameOfOrder = (id: string) => orders.get(id)?.name ?? id
      const people = await store.people.customers(shop.id, [
        ...rows.flatMap(({ customerId }) => customerId ?? []),
        ...decidedOn,
      ])
      const personOf = (id: string | null) => (id === null ? null : { id, name: fullName(people.get(id)) })
      const toDelivery = (row: DeliveryRow): ApiDelivery => {
        const brought = decisions.filter((decision) => broughtBy(decision, rows) === row)
        return {
          id: row.id,
          topic: row.topic,
          summary: summaryOf(row, orders),
          at: row.at?.toISOString() ?? null,
          storedAt: row.storedAt.toISOString(),
          status: row.status,
          problem: row.problem,
          late: row.late,
          customer: personOf(row.customerId),
          decisions: brought.map((decision) => ({
            ...toDecision(decision, effects, shop.currency),
            offer: offerTakenBy(decision, used, nameOfOrder, shop.currency),
            customer: row.customerId === null ? personOf(decision.customerId) : null,
          })),
          moreDecisions: moreThan(brought),
          differences: differences
            .filter((each) => becauseOf(each, rows) === row)
            .map((each) => toDifference(each, orders)),
          effects: effects
            .filter((effect) => effect.ruleId === null && broughtBy(effect, rows) === row)
            .map((effect) => toEffect(effect, shop.currency)),
        }
      }
      const body: ApiActivity = {
        deliveries: rows.map(toDelivery).filter(SHOWN[show]),
        next,
        unclearOffers:
          before === undefined
            ? (await store.checkoutUses.unclear(shop.id, MOST_UNCLEAR)).map((row) =>
                readableUnclear(row, shop.currency),
              )
            : [],
        counts: await store.activity.counts(shop.id),
      }
      response.json(body)
    })
    .post('/effects/:key/retry', async (request, response) => {
      const { shop } = callerOf(request)
      const key = param(request, 'key')
      const retried = await retryEffect(shop.id, key, store.lanes)
      if (retried.is === 'nothing')
        throw new AppError('conflict', 'This is done already, or is not there: there is nothing to try again')
      if (retried.is === 'refused') {
        const { reason, figures } = retried.refusal
        throw new AppError('conflict', `It can no longer be given: ${readableReason(reason, figures, shop.currency)}`)
      }
      await onRetry.effect(shop.id)
      response.json({ key })
    })
    .post('/deliveries/:id/retry', async (request, response) => {
      const { shop } = callerOf(request)
      const id = parse(deliveryId, param(request, 'id'))
      if (!(await store.activity.retryDelivery(shop.id, id))) {
        throw new AppError(
          'conflict',
          'This message cannot be tried again: it was processed, or nothing in it can be read',
        )
      }
      onRetry.delivery(shop.id)
      response.json({ id })
    })

/** Further copies of an order are found by the same search as the one that brought the decisions, and have none to show. */
const SHOWN: Readonly<Record<ActivityFilter, (delivery: ApiDelivery) => boolean>> = {
  all: () => true,
  waiting: () => true,
  decided: ({ decisions }) => decisions.length > 0,
  failed: ({ status, decisions, effects }) =>
    status === 'failed' ||
    status === 'parked' ||
    [...effects, ...decisions.flatMap((decision) => decision.effects)].some(({ state }) => state === 'failed'),
}

/** What an entry's decisions come to beyond those that are shown. */
const moreThan = (shown: readonly { readonly entryKind: string; readonly entryId: string; readonly ofAll: number }[]) =>
  [...Map.groupBy(shown, ({ entryKind, entryId }) => `${entryKind} ${entryId}`).values()].reduce(
    (sum, ofEntry) => sum + (ofEntry[0]?.ofAll ?? 0) - ofEntry.length,
    0,
  )

const toDecision = (
  decision: DecisionRow,
  effects: readonly EffectRow[],
  currency: string,
): Omit<ApiDecision, 'customer' | 'offer'> => {
  const own = effects.filter(
    (effect) =>
      effect.ruleId === decision.ruleId &&
      effect.entryKind === decision.entryKind &&
      effect.entryId === decision.entryId &&
      (effect.entryKind !== 'tick' || effect.subject === `customer:${decision.customerId}`),
  )
  return {
    ruleId: decision.ruleId,
    ruleName: decision.ruleName,
    ruleVersion: decision.ruleVersion,
    at: decision.at.toISOString(),
    verdict: decision.verdict,
    reason: readableReason(decision.reason, decision.figures, currency),
    freeAt: decision.freeAt?.toISOString() ?? null,
    waits: decision.waits,
    codeToldBy: codeToldBy(own, decision.isUsed),
    facts: readableFacts(decision.facts, currency),
    drawnAmong: decision.lot?.among ?? null,
    effects: own.map((effect) => toEffect(effect, currency)),
  }
}

const toEffect = (
  { key, body, result, state, attempts, problem, waitsUntil, use }: EffectRow,
  currency: string,
): ApiEffect => ({
  key,
  kind: body.kind,
  summary: effectSummary(body, result, currency),
  state,
  attempts,
  problem,
  waitsUntil: waitsUntil?.toISOString() ?? null,
  use: codeUse(use, currency, Date.now()),
})

const ORDER_EVENTS: Readonly<Record<string, string>> = {
  'orders/create': 'placed',
  'orders/paid': 'paid',
  'orders/updated': 'changed',
  'orders/edited': 'edited',
  'orders/cancelled': 'cancelled',
  'orders/delete': 'deleted',
  'reread/order': 'read again',
}

const OTHER_EVENTS: Readonly<Record<string, string>> = {
  'refunds/create': 'Refund made',
  'customers/create': 'New customer',
  'customers/update': 'Customer changed',
  'customers/delete': 'Customer deleted',
  'customer.tags_added': 'Customer tagged',
  'customer.tags_removed': 'Tag taken from a customer',
  'discounts/create': 'Discount made',
  'discounts/update': 'Discount changed',
  'discounts/delete': 'Discount deleted',
  'segments/update': 'Segment changed',
  'app/uninstalled': 'App uninstalled',
  'app/scopes_update': 'Permissions changed',
  'customers/data_request': 'A customer asks for their data',
  'customers/redact': 'A customer’s data is to be erased',
  'shop/redact': 'The shop’s data is to be erased',
  tick: 'A day began',
  import: 'Imported line',
  'reread/refund': 'Refund read again',
}

const summaryOf = ({ topic, entryId }: DeliveryRow, orders: ReadonlyMap<string, OrderEntry>): string => {
  const event = ORDER_EVENTS[topic]
  if (event === undefined) return OTHER_EVENTS[topic] ?? topic
  const order = entryId === null ? undefined : orders.get(entryId)
  return order === undefined ? `Order ${event}` : `Order ${order.name ?? order.id} ${event}`
}
