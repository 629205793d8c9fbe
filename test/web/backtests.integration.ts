import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiBacktestCreate } from '../../app/contracts/backtests.ts'
import type { RuleDocument } from '../../app/rules/types.ts'
import { regularsWelcomeCode } from '../../app/vocabulary/templates/regulars-welcome-code.ts'
import { callRule, tagRule } from '../journeys/stories/rules.ts'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'

let app: StartedApp
let opened: OpenShop
let liveId: string
beforeAll(async () => {
  app = await startApp()
  opened = await app.openShop([live, tagRule('everybody')])
  const { shop, api, settled } = opened
  const ada = shop.newCustomer({ firstName: 'Ada', lastName: 'Example' })
  for (const on of ['2026-01-10', '2026-02-10', '2026-03-10', '2026-06-10', '2026-06-20', '2026-07-10'])
    await shop.customerOrders({ by: ada, on, total: '100.00' })
  const ben = shop.newCustomer({ firstName: 'Ben', lastName: 'Example' })
  for (const on of ['2026-02-01', '2026-02-20']) await shop.customerOrders({ by: ben, on, total: '40.00' })
  await settled()
  liveId = (await api.rules()).find(({ name }) => name === live.name)?.id ?? ''
})
afterAll(() => app?.stop())

/** First orders and regulars from the fourth on, once in 90 days each. */
const live = regularsWelcomeCode.document

const resultOf = async (asked: ApiBacktestCreate, { api }: OpenShop = opened) => {
  const { id } = await api.startBacktest(asked)
  await until(async () => !['queued', 'running'].includes((await api.backtest(id)).state), 'the backtest ends')
  const { state, progress, result, problem } = await api.backtest(id)
  expect({ state, problem }).toEqual({ state: 'done', problem: null })
  expect(progress.read).toBe(progress.of)
  if (result === null) throw new Error('A backtest that is done has a result')
  return result
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { status?: number; body?: { error?: { code: string; message: string } } }) => ({
      status: error.status,
      ...error.body?.error,
    }),
  )

describe('a backtest', () => {
  test('holds a rule to the shop’s own policies, and says what it cannot know', async () => {
    const other = await app.openShop()
    const { shop, api, settled } = other
    await api.call('PUT', '/settings', { policies: { contacts: { times: 1, days: 90 }, leaveOutBusiness: false } })
    const { customer } = await shop.customerOrders({ on: '2026-01-10', companyId: 12 })
    for (const on of ['2026-02-10', '2026-03-10', '2026-05-10']) await shop.customerOrders({ by: customer, on })
    await settled()

    const result = await resultOf({ document: callRule('Call') }, other)

    expect(result).toMatchObject({ granted: 2, withheld: [{ reason: 'attention_spent', times: 2 }] })
    expect(result.cannotKnow).toMatch(/^Nobody can know what else customers heard from you then; /)
  })

  test('of a live rule gives what the rule gave live, with its cost, its months and how far it reaches', async () => {
    const decided = (await Array.fromAsync(opened.api.decisions())).filter(({ rule }) => rule === live.name)
    const gave = decided.filter(({ verdict }) => verdict === 'granted')

    const result = await resultOf({ ruleId: liveId, version: 1 })

    expect(gave).toHaveLength(3)
    expect(result).toMatchObject({
      ...{ granted: 3, customers: 2, asked: 8, orders: 8, change: null, nearest: null },
      withheld: [{ reason: 'capped', text: 'they have had it as often as the rule allows', times: decided.length - 3 }],
      // 10% of Ada's next order after each of two codes, and of Ben's second.
      cost: { atMost: '24.00', codesUsed: 3 },
      history: { from: '2026-01-10T00:00:00.000Z', whole: true },
      decidedFrom: '2026-01-10T00:00:00.000Z',
    })
    expect(result.byMonth).toEqual([
      { month: '2026-01', granted: 1, withheld: 0, atMost: '0.00' },
      { month: '2026-02', granted: 1, withheld: 0, atMost: '14.00' },
      { month: '2026-06', granted: 1, withheld: 1, atMost: '10.00' },
      { month: '2026-07', granted: 0, withheld: 1, atMost: '0.00' },
    ])
    expect(result.lately.map(({ customer, at }) => [customer.name, at.slice(0, 10)])).toEqual([
      ['Ada Example', '2026-06-10'],
      ['Ben Example', '2026-02-01'],
    ])
    expect(result.overlap).toEqual([{ ruleId: expect.any(String), rule: 'everybody', orders: 3, customers: 2 }])
  })

  test('of a change says who gets it newly, who no longer, and what before and after come to', async () => {
    const fewer: RuleDocument = {
      ...live,
      conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 1 }] },
      limits: { perCustomer: { times: 1, days: 3650 } },
    }
    const { change, granted } = await resultOf({ ruleId: liveId, document: fewer })

    expect(granted).toBe(2)
    expect(change).toMatchObject({
      ...{ version: 1, isLive: true },
      before: { granted: 3, customers: 2 },
      after: { granted: 2, customers: 2 },
      ...{ newly: { customers: 0 }, noLonger: { customers: 0 } },
    })

    const onlyBest: RuleDocument = {
      ...live,
      conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] },
    }
    const lost = (await resultOf({ ruleId: liveId, document: onlyBest })).change
    expect(lost?.noLonger.customers).toBe(1)
    expect(lost?.noLonger.examples.map(({ customer, at }) => [customer.name, at.slice(0, 10)])).toEqual([
      ['Ben Example', '2026-02-01'],
    ])
  })

  test('of a draft is set against the version that is live, and other rules count as they are live', async () => {
    const own = await app.openShop([live, tagRule('everybody')])
    const by = own.shop.newCustomer({ firstName: 'Ada', lastName: 'Example' })
    for (const on of ['2026-01-10', '2026-01-20', '2026-01-30']) await own.shop.customerOrders({ by, on })
    await own.settled()
    const [offer, tag] = await own.api.rules()
    const first = { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] } as const
    const { id, version } = await own.api.saveRule(offer?.id ?? '', { ...live, limits: {}, conditions: first }, 1)
    await own.api.saveRule(id, tagRule('something else'), version)
    await own.api.saveRule(
      tag?.id ?? '',
      tagRule('nobody', {
        conditions: { all: [...first.all, { fact: 'order.position', operator: 'greaterThan', value: 1 }] },
      }),
      1,
    )

    const { change, granted, overlap } = await resultOf({ ruleId: id, version }, own)

    expect(granted).toBe(1)
    expect(change).toMatchObject({ version: 1, isLive: true, before: { granted: 1 }, after: { granted: 1 } })
    expect(overlap).toMatchObject([{ rule: 'everybody', orders: 1 }])
    expect((await resultOf({ ruleId: id, version: 1 }, own)).change).toBeNull()
  })

  test('decides from its beginning on with what was known before, and leaves out what comes after its end', async () => {
    const result = await resultOf({ document: live, from: '2026-06-01T00:00:00Z', to: '2026-06-15T00:00:00Z' })

    expect(result).toMatchObject({ granted: 1, customers: 1, orders: 1, asked: 1, change: null })
    expect(result.history).toMatchObject({ from: '2026-01-10T00:00:00.000Z', to: '2026-06-10T00:00:00.000Z' })
    expect(result.decidedFrom).toBe('2026-06-01T00:00:00.000Z')
  })

  test('of a rule that nobody would have met names who came closest, and what was missing', async () => {
    const conditions = { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 9 }] } as const

    const { granted, nearest, asked } = await resultOf({ document: { ...live, conditions } })

    expect({ granted, asked }).toEqual({ granted: 0, asked: 8 })
    expect(nearest).toMatchObject({
      customer: { name: 'Ada Example' },
      at: '2026-07-10T00:00:00.000Z',
      needs: ['6 kept orders; needs more than 9 (4 more)'],
      each: true,
    })
  })

  test('of a rule that was never asked says so', async () => {
    const result = await resultOf({ document: { ...live, trigger: 'order.cancelled' } })

    expect(result).toMatchObject({ granted: 0, asked: 0, orders: 8, nearest: null, lately: [], byMonth: [] })
  })

  test('is found again by its rule', async () => {
    const { id } = await opened.api.startBacktest({ ruleId: liveId, version: 1 })

    expect((await opened.api.lastBacktestOf(liveId))?.id).toBe(id)
    expect(await opened.api.lastBacktestOf('rul_unknown')).toBeNull()
    await until(async () => (await opened.api.backtest(id)).state === 'done', 'it is done')
  })

  test('that is over cannot be cancelled', async () => {
    const { id } = await opened.api.startBacktest({ ruleId: liveId, version: 1 })
    await until(async () => (await opened.api.backtest(id)).state === 'done', 'it is done')

    expect(await refusal(opened.api.cancelBacktest(id))).toMatchObject({ status: 409, code: 'conflict' })
    expect((await opened.api.backtest(id)).state).toBe('done')
  })

  test('of another shop is not there', async () => {
    const theirs = await app.openShop()
    const { id } = await opened.api.startBacktest({ ruleId: liveId, version: 1 })

    expect(await refusal(theirs.api.backtest(id))).toMatchObject({ status: 404, code: 'not_found' })
    expect(await refusal(theirs.api.cancelBacktest(id))).toMatchObject({ status: 404 })
    expect(await refusal(theirs.api.startBacktest({ ruleId: liveId, version: 1 }))).toMatchObject({ status: 404 })
    expect(await theirs.api.lastBacktestOf(liveId)).toBeNull()
    expect((await resultOf({ document: live }, theirs)).history).toEqual({ from: null, to: null, whole: true })
    await until(async () => (await opened.api.backtest(id)).state === 'done', 'theirs took nothing from it')
  })
})

describe('a backtest is refused', () => {
  test.each([
    { of: 'nothing', asked: {}, status: 400, says: 'either a document, or a ruleId with its version' },
    { of: 'a rule without a version', asked: { ruleId: 'x' }, status: 400, says: 'with its version' },
    { of: 'a rule that is not there', asked: { ruleId: 'rul_x', version: 1 }, status: 404, says: 'rul_x' },
    {
      of: 'a draft of a rule that is not there',
      asked: { ruleId: 'rul_x', document: live },
      status: 404,
      says: 'rul_x',
    },
    { of: 'a document with problems', asked: { document: { ...live, name: '' } }, status: 422, says: 'a problem' },
    { of: 'no moment', asked: { document: live, from: 'yesterday' }, status: 400, says: 'from' },
    {
      of: 'an end before its beginning',
      asked: { document: live, from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      ...{ status: 400, says: 'from: is later than `to`' },
    },
  ])('of $of', async ({ asked, status, says }) => {
    const refused = await refusal(opened.api.call('POST', '/backtests', asked))

    expect(refused).toMatchObject({ status, message: expect.stringContaining(says) })
  })

  test('of a version that the rule never had', async () => {
    expect(await refusal(opened.api.startBacktest({ ruleId: liveId, version: 99 }))).toMatchObject({
      ...{ status: 404, message: `There is no version 99 of rule ${liveId} in this shop` },
    })
  })
})
