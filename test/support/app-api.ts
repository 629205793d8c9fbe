import type { z } from 'zod'
import {
  activity,
  customerFacts,
  decisionPage,
  importResult,
  rule,
  ruleList,
  shop,
  status,
  taskDetail,
  taskList,
} from '../../app/contracts/api.ts'
import { type ApiBacktestCreate, backtest, latestBacktest } from '../../app/contracts/backtests.ts'

/** An answer that is not 2xx. */
export class ApiError extends Error {
  readonly status: number
  readonly body: unknown

  constructor(status: number, body: unknown) {
    super(`The app answered ${status}: ${JSON.stringify(body)}`)
    this.status = status
    this.body = body
  }
}

/** The app's JSON API as a person in the admin calls it, each answer held to its contract. */
export const createAppApi = (url: string, sessionToken: () => string) => {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
  ): Promise<unknown> => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${sessionToken()}`,
        ...(body === undefined ? {} : { 'content-type': contentType }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new ApiError(response.status, answer)
    return answer
  }
  const get = async <Shape>(shape: z.ZodType<Shape>, path: string): Promise<Shape> =>
    shape.parse(await call('GET', path))

  return {
    call,
    shop: () => get(shop, '/shop'),
    status: () => get(status, '/status'),
    rules: async () => (await get(ruleList, '/rules')).rules,
    createRule: async (document: unknown) => rule.parse(await call('POST', '/rules', { document })),
    setRuleState: async (id: string, state: 'draft' | 'live' | 'paused', version: number) =>
      rule.parse(await call('POST', `/rules/${id}/state`, { state, version })),
    startBacktest: async (asked: ApiBacktestCreate) => backtest.parse(await call('POST', '/backtests', asked)),
    backtest: (id: string) => get(backtest, `/backtests/${id}`),
    cancelBacktest: async (id: string) => backtest.parse(await call('POST', `/backtests/${id}/cancel`)),
    lastBacktestOf: async (ruleId: string) => (await get(latestBacktest, `/rules/${ruleId}/backtest`)).backtest,
    tasks: (query = '') => get(taskList, `/tasks${query}`),
    task: (id: string) => get(taskDetail, `/tasks/${encodeURIComponent(id)}`),
    activity: (query = '') => get(activity, `/activity${query}`),
    facts: (asOf?: string) =>
      get(customerFacts, `/customers/facts${asOf === undefined ? '' : `?as-of=${encodeURIComponent(asOf)}`}`),
    importOrders: async (lines: string) =>
      importResult.parse(await call('POST', '/imports/orders', lines, 'application/x-ndjson')),
    /** Every decision of the shop, page by page. */
    decisions: async function* () {
      for (let after: string | null = '0'; after !== null; ) {
        const page: z.infer<typeof decisionPage> = await get(decisionPage, `/decisions?after=${after}`)
        yield* page.decisions
        after = page.next
      }
    },
  }
}

export type AppApi = ReturnType<typeof createAppApi>
