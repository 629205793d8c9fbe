import { type Request, Router } from 'express'
import { type ApiBacktest, backtestCreate } from '../../contracts/backtests.ts'
import { whatCannotBeKnown } from '../../engine/cannot-know.ts'
import { AppError } from '../../errors.ts'
import type { RuleDocument } from '../../rules/types.ts'
import type { BacktestRow } from '../../store/backtests.ts'
import type { AppStore } from '../../store/open-store.ts'
import { acceptRule } from './accept-rule.ts'
import { customersIn, toResult } from './backtest-result.ts'
import { callerOf, param, parse, personOf } from './caller.ts'

type BacktestOptions = { readonly store: AppStore; readonly onBacktest: (shop: string) => Promise<void> }

/** Rules tried on the shop's past: asked for, looked after, called off. */
export const backtestRoutes = ({ store, onBacktest }: BacktestOptions): Router => {
  const show = async (request: Request, row: BacktestRow): Promise<ApiBacktest> => {
    const { shop } = callerOf(request)
    const names = await store.people.customers(shop.id, row.result === null ? [] : customersIn(row.result))
    return {
      id: row.id,
      ruleId: row.ruleId,
      document: row.document,
      from: row.from?.toISOString() ?? null,
      to: row.to?.toISOString() ?? null,
      state: row.state,
      progress: { read: row.read, of: row.of },
      result:
        row.result &&
        toResult(row.result, names, {
          isWhole: shop.scopes.includes('read_all_orders'),
          cannotKnow: whatCannotBeKnown([row.document], shop.currency),
        }),
      problem: row.problem,
      createdAt: row.createdAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    }
  }
  const held = async (request: Request): Promise<BacktestRow> => {
    const id = param(request, 'id')
    const row = await store.backtests.find(callerOf(request).shop.id, id)
    if (row === null) throw new AppError('not_found', `There is no backtest ${id} in this shop; old ones are removed`)
    return row
  }

  return Router()
    .post('/backtests', async (request, response) => {
      const { shop } = callerOf(request)
      const { ruleId = null, version, document: written, from, to } = parse(backtestCreate, request.body)
      const document =
        ruleId === null || version === undefined
          ? await acceptRule(written, shop.currency)
          : await savedDocument(store, shop.id, ruleId, version)
      if (ruleId !== null && (await store.rules.find(shop.id, ruleId)) === null) throw noRule(ruleId)
      if (shop.history.state !== 'done')
        throw new AppError('conflict', 'Your past orders are still being read: try it when they are all here')
      const by = await personOf(request, store)
      const id = await store.backtests.create(shop.id, { document, ruleId, from: momentOf(from), to: momentOf(to), by })
      if (id === null)
        throw new AppError('conflict', 'Three rules are being tried already: wait for one to end, or cancel it')
      await onBacktest(shop.id)
      const row = await store.backtests.find(shop.id, id)
      if (row === null) throw new Error(`Backtest ${id} of ${shop.id} was written and is not there`)
      response.status(201).json(await show(request, row))
    })
    .get('/backtests/:id', async (request, response) => {
      response.json(await show(request, await held(request)))
    })
    .post('/backtests/:id/cancel', async (request, response) => {
      const row = await held(request)
      if (!(await store.backtests.cancel(callerOf(request).shop.id, row.id)))
        throw new AppError('conflict', 'This is over already: there is nothing to cancel')
      response.json(await show(request, await held(request)))
    })
    .get('/rules/:id/backtest', async (request, response) => {
      const { shop } = callerOf(request)
      const row = await store.backtests.latest(shop.id, param(request, 'id'))
      response.json({ backtest: row && (await show(request, row)) })
    })
}

const savedDocument = async (store: AppStore, shop: string, ruleId: string, version: number): Promise<RuleDocument> => {
  const document = await store.rules.version(shop, ruleId, version)
  if (document === null)
    throw new AppError('not_found', `There is no version ${version} of rule ${ruleId} in this shop`)
  return document
}

const noRule = (id: string): AppError => new AppError('not_found', `There is no rule ${id} in this shop`)

const momentOf = (time: string | undefined): number | null => (time === undefined ? null : Date.parse(time))
