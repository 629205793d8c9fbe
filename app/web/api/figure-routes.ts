import { Router } from 'express'
import { z } from 'zod'
import type { ApiCustomerFacts, ApiDecisionPage, ApiStatus } from '../../contracts/api.ts'
import { factsAsOf } from '../../engine/facts-as-of.ts'
import { printFacts } from '../../engine/print-facts.ts'
import type { AppStore } from '../../store/open-store.ts'
import { callerOf, parse } from './caller.ts'

const page = z.object({ after: z.coerce.number().int().min(0).default(0) })
const factsQuery = z.object({ 'as-of': z.iso.datetime({ offset: true }).optional() })

/** The whole shop in figures and lists. */
export const figureRoutes = ({ store }: { store: AppStore }): Router =>
  Router()
    .get('/status', async (request, response) => {
      const { shop } = callerOf(request)
      const status = await store.figures.status(shop.id)
      const body: ApiStatus = {
        history: shop.history,
        orders: { history: status.historyOrders, live: status.liveOrders },
        inbox: { pending: 0, processed: 0, failed: 0, parked: 0, waiting: 0, ...status.deliveries },
        decisions: { granted: status.granted, withheld: { ...status.withheld } },
        effects: {
          pending: status.effects.pending ?? 0,
          done: status.effects.done ?? 0,
          failed: status.effects.failed ?? 0,
          byKind: { ...status.effectsByKind },
        },
        tasks: { open: status.openTasks },
      }
      response.json(body)
    })
    .get('/decisions', async (request, response) => {
      const { shop } = callerOf(request)
      const { rows, next } = await store.figures.decisions(shop.id, parse(page, request.query).after)
      const body: ApiDecisionPage = {
        decisions: rows.map((row) => ({
          at: row.at.toISOString(),
          entry: { kind: row.entryKind, id: row.entryId },
          customerId: row.customerId,
          orderId: row.orderId,
          rule: row.ruleName,
          priority: row.priority,
          verdict: row.verdict,
          reason: row.reason,
          facts: printFacts(row.facts, shop.currency),
        })),
        next: next === null ? null : String(next),
      }
      response.json(body)
    })
    .get('/customers/facts', async (request, response) => {
      const { shop } = callerOf(request)
      const asked = parse(factsQuery, request.query)['as-of']
      const at = asked === undefined ? ((await store.figures.lastMoment(shop.id)) ?? 0) : Date.parse(asked)
      const histories = await Array.fromAsync(store.figures.everyCustomer(shop.id))
      const body: ApiCustomerFacts = {
        customers: factsAsOf(histories, at, shop.timeZone, await store.policies.find(shop.id)).map(
          ({ customerId, facts }) => ({
            customerId,
            facts: printFacts(facts, shop.currency),
          }),
        ),
        next: null,
      }
      response.json(body)
    })
