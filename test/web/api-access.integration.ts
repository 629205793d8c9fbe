import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failure } from '../../app/contracts/api.ts'
import { starterRules } from '../journeys/stories/rules.ts'
import { ApiError } from '../support/app-api.ts'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'
import { retoken } from './session-tokens.ts'

let app: StartedApp
let mine: OpenShop
let theirs: OpenShop
beforeAll(async () => {
  app = await startApp()
  mine = await app.openShop(starterRules)
  theirs = await app.openShop(starterRules)
  // The local Shopify numbers every shop alike, so their ids are the same.
  await Promise.all([mine, theirs, theirs].map(({ shop }) => shop.customerOrders({ total: '50.00' })))
  await Promise.all([mine.settled(), theirs.settled()])
})
afterAll(() => app?.stop())

const ROUTES = [
  ...['GET /shop', 'PUT /me', 'GET /vocabulary', 'GET /rules', 'POST /rules', 'POST /rules/check', 'GET /rules/x'],
  ...[
    'PUT /rules/x',
    'POST /rules/x/state',
    'POST /rules/x/restore',
    'GET /rules/x/history',
    'GET /tasks',
    'GET /tasks/x',
    'POST /tasks/x/complete',
  ],
  ...['POST /tasks/x/reopen', 'POST /tasks/x/assign', 'GET /activity', 'POST /effects/x/retry'],
  ...['POST /deliveries/1/retry', 'GET /status', 'GET /decisions', 'GET /customers/facts', 'POST /imports/orders'],
  ...['POST /backtests', 'GET /backtests/x', 'POST /backtests/x/cancel', 'GET /rules/x/backtest'],
  ...['POST /history/retry', 'GET /settings', 'PUT /settings', 'POST /settings/mail-tool/secret'],
  ...['POST /settings/mail-tool/test', 'POST /stop', 'POST /start'],
  ...['GET /parity', 'POST /parity/refresh', 'POST /parity/offers/x/answer', 'POST /parity/offers/x/companion'],
  ...['PUT /customers/x/never-contact', 'DELETE /customers/x/never-contact', 'GET /nothing-here'],
] as const

const ask = async (route: string, headers: Readonly<Record<string, string>>, body?: string) => {
  const [method = 'GET', path = ''] = route.split(' ')
  const response = await fetch(`${app.app.url}/api${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body: body ?? '{}' }),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}

describe('without a session token', () => {
  test.each(ROUTES)('%s gets 401', async (route) => {
    const answer = await ask(route, {})

    expect(answer.status).toBe(401)
    expect(failure.parse(answer.body).error.code).toBe('token.invalid')
  })
})

describe('a session token', () => {
  const good = () => app.emulator.sessionToken(mine.domain)
  const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow

  test.each<{ is: string; header: () => string }>([
    { is: 'that is empty', header: () => 'Bearer ' },
    { is: 'that is garbage', header: () => 'Bearer abc.def.ghi' },
    { is: 'as a password', header: () => `Basic ${Buffer.from(`x:${good()}`).toString('base64')}` },
    { is: 'with a cut signature', header: () => `Bearer ${good().slice(0, -4)}` },
    { is: 'of another app’s secret', header: () => `Bearer ${retoken(good(), 'another secret')}` },
    {
      is: 'without signing',
      header: () => `Bearer ${retoken(good(), '', { header: { alg: 'none' } }).replace(/[^.]+$/, '')}`,
    },
    {
      is: 'for another app',
      header: () => `Bearer ${retoken(good(), app.apiSecret, { claims: { aud: 'another app' } })}`,
    },
    {
      is: 'that has expired',
      header: () => `Bearer ${retoken(good(), app.apiSecret, { claims: { exp: seconds(-60) } })}`,
    },
    {
      is: 'that is not valid yet',
      header: () => `Bearer ${retoken(good(), app.apiSecret, { claims: { nbf: seconds(60) } })}`,
    },
    {
      is: 'of something that is no Shopify shop',
      header: () =>
        `Bearer ${retoken(good(), app.apiSecret, { claims: { dest: 'https://evil.example.com', iss: 'https://evil.example.com/admin' } })}`,
    },
    {
      is: 'issued by another shop',
      header: () => `Bearer ${retoken(good(), app.apiSecret, { claims: { iss: `https://${theirs.domain}/admin` } })}`,
    },
    { is: 'of nobody', header: () => `Bearer ${retoken(good(), app.apiSecret, { claims: { sub: '' } })}` },
  ])('$is gets 401, and its text is not repeated', async ({ header }) => {
    const answer = await ask('GET /rules', { authorization: header() })

    expect(answer.status).toBe(401)
    const { code, message } = failure.parse(answer.body).error
    expect(code).toBe('token.invalid')
    expect(message).not.toContain(header().split('.')[1] ?? 'nothing')
  })

  test('opens the shop that it was issued for, and no cookie does', async () => {
    expect((await ask('GET /shop', { authorization: `Bearer ${good()}` })).body).toMatchObject({ id: mine.domain })
    expect((await ask('GET /shop', { cookie: `session=${good()}; token=${good()}` })).status).toBe(401)
  })
})

describe('another shop’s', () => {
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof ApiError ? error.status : String(error)),
    )
  const theirThings = async () => ({
    rules: await theirs.api.rules(),
    tasks: await theirs.api.tasks('?view=all'),
    activity: await theirs.api.activity(),
  })

  test('rules, tasks, effects and deliveries are not there, and nothing about them changes', async () => {
    const before = await theirThings()
    const [rule, task, delivery] = [before.rules[0], before.tasks.tasks[0], before.activity.deliveries[0]]
    const effect = before.activity.deliveries.flatMap(({ decisions }) => decisions).flatMap(({ effects }) => effects)[0]
    if (!rule || !task || !delivery || !effect) throw new Error('The other shop has nothing to be kept from')
    const call = (method: string, path: string, body?: unknown) => refusal(mine.api.call(method, path, body))

    const answers = {
      readRule: await call('GET', `/rules/${rule.id}`),
      saveRule: await call('PUT', `/rules/${rule.id}`, { document: rule.document, version: rule.version }),
      pauseRule: await call('POST', `/rules/${rule.id}/state`, { state: 'paused', was: rule }),
      restoreRule: await call('POST', `/rules/${rule.id}/restore`, { version: rule.version, was: rule }),
      ruleHistory: await call('GET', `/rules/${rule.id}/history`),
      readTask: await call('GET', `/tasks/${encodeURIComponent(task.id)}`),
      complete: await call('POST', `/tasks/${encodeURIComponent(task.id)}/complete`, { outcome: 'sent' }),
      assign: await call('POST', `/tasks/${encodeURIComponent(task.id)}/assign`, { assignee: 'Bea' }),
      reopen: await call('POST', `/tasks/${encodeURIComponent(task.id)}/reopen`),
      retryEffect: await call('POST', `/effects/${encodeURIComponent(effect.key)}/retry`),
      retryDelivery: await call('POST', `/deliveries/${delivery.id}/retry`),
    }

    expect(answers).toEqual({
      ...{
        readRule: 404,
        saveRule: 404,
        pauseRule: 404,
        restoreRule: 404,
        ruleHistory: 404,
        readTask: 404,
        complete: 404,
        assign: 404,
        reopen: 404,
      },
      ...{ retryEffect: 409, retryDelivery: 409 },
    })
    expect(await theirThings()).toEqual(before)
  })

  test('offers are not there, and nothing is said of them or made for them', async () => {
    const { id } = theirs.shop.createsDiscount({ code: 'THEIRS' })
    await theirs.api.refreshParity()
    const offersOf = async ({ api }: OpenShop) => (await api.parity()).report?.offers.map(({ title }) => title) ?? []
    await until(async () => (await offersOf(theirs)).includes('THEIRS'), 'the offer is looked at')

    expect(await refusal(mine.api.answerOffer(String(id), true))).toBe(404)
    expect(await refusal(mine.api.closeOffer(String(id), 'live'))).toBe(404)
    expect(await offersOf(mine)).not.toContain('THEIRS')
    const said = (await theirs.api.parity()).report?.offers.find(({ title }) => title === 'THEIRS')
    expect(said).toMatchObject({ answer: null, companion: null })
  })

  test('orders, customers and decisions are in no list', async () => {
    const countsOf = async ({ api }: OpenShop) => ({
      customers: (await api.facts()).customers.length,
      orders: (await api.status()).orders.live,
      decidedOn: new Set((await Array.fromAsync(api.decisions())).map(({ orderId }) => orderId)).size,
    })

    expect(await countsOf(mine)).toEqual({ customers: 1, orders: 1, decidedOn: 1 })
    expect(await countsOf(theirs)).toEqual({ customers: 2, orders: 2, decidedOn: 2 })
  })

  test('people have names of their own, though their user ids are the same', async () => {
    await mine.api.call('PUT', '/me', { name: 'Bea' })

    expect((await mine.api.shop()).me).toEqual({ id: '1', name: 'Bea' })
    expect((await theirs.api.shop()).me).toEqual({ id: '1', name: null })
  })
})
