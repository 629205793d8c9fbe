import type { z } from 'zod'
import {
  activity,
  customerFacts,
  decisionPage,
  importResult,
  rule,
  ruleHistory,
  ruleList,
  shop,
  status,
  taskDetail,
  taskList,
} from '../../app/contracts/api.ts'
import { type ApiBacktestCreate, backtest, latestBacktest } from '../../app/contracts/backtests.ts'
import { checkoutState } from '../../app/contracts/checkout.ts'
import { checkoutUse } from '../../app/contracts/checkout-uses.ts'
import { comparison } from '../../app/contracts/comparisons.ts'
import { type ApiCompanionAction, parity } from '../../app/contracts/parity.ts'
import { isAsked } from '../../app/rules/rule-states.ts'
import type { RuleState } from '../../app/rules/types.ts'

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

  const runOf = async (id: string) => {
    const { state, runs, share } = await get(rule, `/rules/${id}`)
    return { state, runs, share }
  }

  return {
    call,
    shop: () => get(shop, '/shop'),
    status: () => get(status, '/status'),
    rules: async () => (await get(ruleList, '/rules')).rules,
    createRule: async (document: unknown) => rule.parse(await call('POST', '/rules', { document })),
    saveRule: async (id: string, document: unknown, version: number) =>
      rule.parse(await call('PUT', `/rules/${id}`, { document, version })),
    /** From however it runs now; `version` of those states that run one. */
    setRuleState: async (id: string, state: RuleState, version?: number, share?: number) => {
      const to = { state, ...(isAsked(state) && { version }), share }
      return rule.parse(await call('POST', `/rules/${id}/state`, { ...to, was: await runOf(id) }))
    },
    restoreRule: async (id: string, version: number) =>
      rule.parse(await call('POST', `/rules/${id}/restore`, { version, was: await runOf(id) })),
    ruleHistory: (id: string) => get(ruleHistory, `/rules/${id}/history`),
    startBacktest: async (asked: ApiBacktestCreate) => backtest.parse(await call('POST', '/backtests', asked)),
    backtest: (id: string) => get(backtest, `/backtests/${id}`),
    cancelBacktest: async (id: string) => backtest.parse(await call('POST', `/backtests/${id}/cancel`)),
    lastBacktestOf: async (ruleId: string) => (await get(latestBacktest, `/rules/${ruleId}/backtest`)).backtest,
    comparison: (ruleId: string) => get(comparison, `/rules/${ruleId}/comparison`),
    checkoutUse: (ruleId: string) => get(checkoutUse, `/rules/${ruleId}/checkout-use`),
    checkout: () => get(checkoutState, '/checkout'),
    parity: () => get(parity, '/parity'),
    refreshParity: async () => parity.parse(await call('POST', '/parity/refresh')),
    answerOffer: async (id: string, newcomersOnly: boolean | null) =>
      parity.parse(await call('POST', `/parity/offers/${id}/answer`, { newcomersOnly })),
    closeOffer: async (id: string, action: ApiCompanionAction) =>
      parity.parse(await call('POST', `/parity/offers/${id}/companion`, { action })),
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
