import { type Request, Router } from 'express'
import { z } from 'zod'
import { type ApiTask, type ApiTaskDetail, type ApiTaskList, taskAssign, taskComplete } from '../../contracts/api.ts'
import { AppError } from '../../errors.ts'
import { type CustomerHistory, firstOrderEver, lastCountedOrder } from '../../ledger/customer.ts'
import { readMoney } from '../../rules/money.ts'
import { sentence, summary } from '../../rules/sentence.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { TaskRow } from '../../store/tasks.ts'
import { dayIn } from '../../vocabulary/calendar.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'
import { callerOf, param, parse, personOf } from './caller.ts'
import { neverContactOf } from './customer-routes.ts'
import { readableFacts } from './readable.ts'
import { readableTasks } from './readable-tasks.ts'

const listQuery = z.object({
  view: z.enum(['mine', 'all', 'overdue']).default('mine'),
  state: z.enum(['open', 'done']).default('open'),
  after: z.string().optional(),
})

type TaskOptions = {
  readonly store: AppStore
  readonly onRetry: { readonly effect: (shop: string) => Promise<void> }
}

export const taskRoutes = ({ store, onRetry }: TaskOptions): Router => {
  const toApi = async (request: Request, rows: readonly TaskRow[]): Promise<ApiTask[]> => {
    const { shop } = callerOf(request)
    return readableTasks(store, shop, rows, dayIn(shop.timeZone, Date.now()))
  }

  const detail = async (request: Request): Promise<ApiTaskDetail> => {
    const { shop } = callerOf(request)
    const id = param(request, 'id')
    const row = await store.tasks.find(shop.id, id)
    const [task] = row === null ? [] : await toApi(request, [row])
    if (row === null || task === undefined) throw new AppError('not_found', `There is no task ${id} in this shop`)
    const entry = { kind: row.entryKind, id: row.entryId }
    const decision = await store.activity.decision(shop.id, entry, row.ruleId, row.customerId)
    const document = decision && (await store.rules.version(shop.id, row.ruleId, decision.ruleVersion))
    const words = { currency: shop.currency }
    return {
      ...task,
      takeBack: task.kind === 'review' ? await store.reviews.takeBackOf(shop.id, id) : null,
      neverContact: await neverContactOf(store, shop.id, row.customerId),
      standing: standingOf(await store.people.history(shop.id, row.customerId), shop.currency),
      why: {
        ruleId: row.ruleId,
        ruleVersion: decision?.ruleVersion ?? 0,
        sentence: document ? sentence(document, vocabulary, words) : task.ruleName,
        summary: document ? summary(document, vocabulary, words) : task.ruleName,
        at: (decision?.at ?? row.createdAt).toISOString(),
        facts: readableFacts(decision?.facts ?? {}, shop.currency),
      },
    }
  }

  /** 409 when the task is no longer as the person saw it. */
  const answerChanged = async (request: Request, isChanged: boolean, otherwise: string): Promise<ApiTaskDetail> => {
    const task = await detail(request)
    if (!isChanged) throw new AppError('conflict', otherwise)
    return task
  }

  return Router()
    .get('/tasks', async (request, response) => {
      const { shop, userId } = callerOf(request)
      const { view, state, after } = parse(listQuery, request.query)
      const me = await store.people.nameOf(shop.id, userId)
      const today = dayIn(shop.timeZone, Date.now())
      const { tasks, next } = await store.tasks.list(shop.id, { view, state, me, today, after: after ?? null })
      const body: ApiTaskList = {
        tasks: await toApi(request, tasks),
        next,
        counts: await store.tasks.counts(shop.id, { me, today }),
      }
      response.json(body)
    })
    .get('/tasks/:id', async (request, response) => void response.json(await detail(request)))
    .post('/tasks/:id/complete', async (request, response) => {
      const { shop } = callerOf(request)
      const id = param(request, 'id')
      const { outcome, note } = parse(taskComplete, request.body)
      const done = { outcome, note, by: await personOf(request, store), at: new Date() }
      const asked = outcome === 'asked_not_to' ? await store.tasks.find(shop.id, id) : null
      // First, for nobody who asked not to be contacted may be, whatever becomes of the task.
      if (asked !== null) await store.neverContact.set(shop.id, asked.customerId, { saidBy: done.by, since: done.at })
      const isDone = await store.tasks.complete(shop.id, id, done)
      response.json(await answerChanged(request, isDone, 'Somebody else has completed this task already'))
    })
    .post('/tasks/:id/reopen', async (request, response) => {
      const { shop } = callerOf(request)
      const id = param(request, 'id')
      const held = await store.tasks.find(shop.id, id)
      const isOpen = await store.tasks.reopen(shop.id, id)
      // What this task's outcome said, and nothing that was said before or elsewhere.
      if (isOpen && held?.outcome === 'asked_not_to' && held.completedAt !== null)
        await store.neverContact.unset(shop.id, held.customerId, held.completedAt)
      response.json(await answerChanged(request, isOpen, 'This task is open already, or no longer needed'))
    })
    .post('/tasks/:id/take-back', async (request, response) => {
      const { shop } = callerOf(request)
      const isAsked = await store.reviews.takeBack(shop.id, param(request, 'id'), await personOf(request, store))
      if (isAsked) await onRetry.effect(shop.id)
      response.json(await answerChanged(request, isAsked, 'There is nothing to take back: it was used, or has run out'))
    })
    .post('/tasks/:id/assign', async (request, response) => {
      const { assignee } = parse(taskAssign, request.body)
      const isAssigned = await store.tasks.assign(callerOf(request).shop.id, param(request, 'id'), assignee)
      response.json(await answerChanged(request, isAssigned, 'A completed task cannot be assigned: reopen it first'))
    })
}

const standingOf = (history: CustomerHistory | undefined, currency: string): ApiTaskDetail['standing'] => {
  const first = history && firstOrderEver(history)
  const last = history && lastCountedOrder(history)
  if (!history || !last) return null
  return {
    orders: history.ordersCount,
    spent: readMoney(history.totalSpent, currency),
    firstOrderAt: first === undefined ? null : new Date(first.at).toISOString(),
    lastOrderAt: new Date(last.at).toISOString(),
  }
}
