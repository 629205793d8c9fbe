import { type Request, Router } from 'express'
import type { ApiCustomerBrief } from '../../contracts/extensions.ts'
import { briefCustomer, type CustomerBrief } from '../../engine/brief-customer.ts'
import { compareRules, prepareRule } from '../../engine/prepare-rule.ts'
import { AppError } from '../../errors.ts'
import { emptyHistory } from '../../ledger/customer.ts'
import type { DecisionRow } from '../../store/activity.ts'
import type { AppStore } from '../../store/open-store.ts'
import { dayIn } from '../../vocabulary/calendar.ts'
import { callerOf, param } from '../api/caller.ts'
import { neverContactOf } from '../api/customer-routes.ts'
import { fullName, readableReason } from '../api/readable.ts'
import { readableTasks } from '../api/readable-tasks.ts'
import { createCrowds } from './crowds.ts'

const MOST_TASKS = 5

/** How a customer stands, for the people of the shop who look at them in the Shopify admin. */
export const briefRoutes = ({ store }: { store: AppStore }): Router => {
  const crowdOf = createCrowds(store)
  return Router().get('/:id', async (request, response) => {
    const { shop } = callerOf(request)
    const id = param(request, 'id')
    const person = (await store.people.customers(shop.id, [id])).get(id)
    if (person === undefined) throw new AppError('not_found', `There is no customer ${id} in this shop`)
    const tasks = await store.tasks.openOf(shop.id, id, MOST_TASKS + 1)
    const today = dayIn(shop.timeZone, Date.now())
    const asked = await askedRules(store, request)
    const decided = new Map((await store.activity.latestDecisionsOf(shop.id, id)).map((row) => [row.ruleId, row]))
    const { lines, rules } = await briefOn(store, crowdOf, request, id, asked)
    const briefs = new Map(rules.map((brief) => [brief.ruleId, brief]))
    const body: ApiCustomerBrief = {
      id,
      name: fullName(person),
      lines: [...lines],
      neverContact: await neverContactOf(store, shop.id, id),
      tasks: (await readableTasks(store, shop, tasks.slice(0, MOST_TASKS), today)).map(
        ({ id, title, dueOn, overdue }) => ({ id, title, dueOn, overdue }),
      ),
      moreTasks: tasks.length > MOST_TASKS,
      rules: asked.map(({ rule, document, isShadow }) => ({
        id: rule.id,
        name: document.name,
        state: isShadow ? 'shadow' : 'live',
        holds: briefs.get(rule.id)?.holds ?? null,
        why: [...(briefs.get(rule.id)?.why ?? [])],
        last: lastDecision(decided.get(rule.id), shop.currency),
      })),
    }
    response.json(body)
  })
}

const askedRules = async (store: AppStore, request: Request) => {
  const { id, currency } = callerOf(request).shop
  return (await store.rules.asked(id))
    .map((stored) => ({
      rule: prepareRule(stored, currency),
      document: stored.document,
      isShadow: stored.state === 'shadow',
    }))
    .sort((left, right) => compareRules(left.rule, right.rule))
}

const briefOn = async (
  store: AppStore,
  crowdOf: ReturnType<typeof createCrowds>,
  request: Request,
  customerId: string,
  rules: Parameters<typeof briefCustomer>[2],
): Promise<CustomerBrief> => {
  const { id, currency, timeZone } = callerOf(request).shop
  const at = Date.now()
  const crowd = await crowdOf(id, at)
  const customer = (await store.people.history(id, customerId)) ?? emptyHistory(customerId)
  const contacts = await store.customerGrants.contacts(id, customerId)
  return briefCustomer(customer, crowd, rules, {
    // As of now: who ordered last year and not since has another place today.
    at,
    currency,
    timeZone,
    forecast: (await store.figures.forecast(id)) ?? undefined,
    contacts: { contactsWith: () => contacts },
  })
}

const lastDecision = (row: DecisionRow | undefined, currency: string): ApiCustomerBrief['rules'][number]['last'] => {
  if (row === undefined) return null
  const reason = readableReason(row.reason, row.figures, currency)
  return { says: reason === null ? 'gave' : `kept back: ${reason}`, at: row.at.toISOString() }
}
