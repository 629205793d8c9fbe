import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failure } from '../../app/contracts/api.ts'
import { firstOrderCard } from '../../app/vocabulary/templates/first-order-card.ts'
import { type OpenShop, type StartedApp, startApp } from '../support/start-app.ts'

const document = firstOrderCard.document
let app: StartedApp
let opened: OpenShop
/** Ids of what the shop has: a rule, an open task and a completed one, a done effect, a processed delivery. */
let has: Readonly<Record<'rule' | 'open' | 'done' | 'effect' | 'delivery', string>>

beforeAll(async () => {
  app = await startApp()
  opened = await app.openShop([document])
  await opened.shop.customerOrders()
  await opened.shop.customerOrders()
  await opened.settled()
  const [rule] = await opened.api.rules()
  const { tasks } = await opened.api.tasks('?view=all')
  const { deliveries } = await opened.api.activity('?show=decided')
  const [open, done] = tasks.map(({ id }) => id)
  const effect = deliveries[0]?.decisions[0]?.effects[0]?.key
  if (rule === undefined || open === undefined || done === undefined || effect === undefined) {
    throw new Error('The shop has too little to ask about')
  }
  await opened.api.call('POST', `/tasks/${encodeURIComponent(done)}/complete`, { outcome: 'sent' })
  has = { rule: rule.id, open, done, effect, delivery: deliveries[0]?.id ?? '' }
})
afterAll(() => app?.stop())

type Call = {
  readonly call: string
  readonly body?: unknown
  readonly type?: string
  readonly gets: number
  readonly says?: string | RegExp
  /** Of the problems of a document. */
  readonly at?: readonly string[]
}

/** `{rule}` and the like stand for what the shop has. */
const ask = async ({ call, body, type = 'application/json' }: Call) => {
  const [method = 'GET', path = ''] = call.split(' ')
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof has) => encodeURIComponent(has[name]))
  const response = await fetch(`${app.app.url}/api${filled}`, {
    method,
    headers: { authorization: `Bearer ${app.emulator.sessionToken(opened.domain)}`, 'content-type': type },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}

/** How the shop's rule runs. */
const LIVE = { state: 'live', runs: 1, share: 100 }
const long = (length: number) => 'x'.repeat(length)
const NUL = 'a\u0000b'

describe('bad input is named', () => {
  test.each<Call>([
    { call: 'PUT /me', body: {}, gets: 400, says: 'name' },
    { call: 'PUT /me', body: { name: '  ' }, gets: 400, says: 'name' },
    { call: 'PUT /me', body: { name: long(61) }, gets: 400, says: 'name' },
    { call: 'PUT /me', body: { name: NUL }, gets: 400, says: 'name' },
    { call: 'PUT /me', body: '{"name": ', gets: 400, says: 'not JSON' },
    { call: 'PUT /me', body: '"Bea"', gets: 400, says: 'not JSON' },
    { call: 'PUT /me', body: '[]', gets: 400 },
    { call: 'PUT /me', gets: 400 },
    { call: 'PUT /me', body: 'name=Bea', type: 'application/x-www-form-urlencoded', gets: 400 },
    { call: 'PUT /me', body: '{"name":"Bea"}', type: 'application/json; charset=klingon', gets: 400 },
    { call: 'PUT /settings', body: {}, gets: 400, says: 'birthdayMetafield' },
    { call: 'PUT /settings', body: { birthdayMetafield: 'birthday' }, gets: 400, says: 'namespace.key' },
    { call: 'PUT /settings', body: { mailToolAddress: '' }, gets: 400, says: 'mailToolAddress' },
    { call: 'PUT /settings', body: { mailToolAddress: 'mail.example.com' }, gets: 400, says: 'not a web address' },
    { call: 'PUT /settings', body: { mailToolAddress: 'http://mail.example.com' }, gets: 400, says: 'https' },
    {
      call: 'PUT /settings',
      body: { mailToolAddress: 'https://169.254.169.254/' },
      gets: 400,
      says: 'private network',
    },
    { call: 'PUT /settings', body: { mailToolAddress: `https://a.example/${long(2000)}` }, gets: 400, says: '2000' },
    {
      call: 'PUT /settings',
      body: {
        policies: {
          contacts: { times: 31, days: 0, daysApart: 1.5, quiet: { from: '24:00', to: '9' }, unknownConsent: 'maybe' },
          discountCeilingPercent: 0,
          staffTag: 'a, b',
          leaveOutBusiness: 'yes',
          regularAbove: 101,
        },
      },
      gets: 400,
      says: new RegExp(
        [
          'policies.contacts.times: expected a whole number of times from 0 to 30',
          'days: expected a whole number of days from 1 to 365',
          'daysApart: expected a whole number of days from 0 to 365',
          'quiet.from: expected a time such as "20:00"',
          'quiet.to: expected a time',
          'unknownConsent: expected "send" or "keep"',
          'discountCeilingPercent: expected a whole number of per cent from 1 to 100',
          'staffTag: expected one tag',
          'leaveOutBusiness: expected true or false',
          'regularAbove: expected a whole number of orders from 0 to 100',
        ].join('.*'),
      ),
    },
    {
      call: 'PUT /settings',
      body: { policies: { contacts: { quiet: { from: '20:00', to: '20:00' } } } },
      gets: 400,
      says: 'two different times',
    },
    { call: 'PUT /settings', body: { policies: { discountCeiling: 30 } }, gets: 400, says: 'discountCeiling' },
    { call: 'PUT /settings', body: { policies: { staffTag: NUL } }, gets: 400, says: 'staffTag' },
    { call: 'PUT /settings', body: { policies: { staffTag: long(41) } }, gets: 400, says: '40 characters' },
    { call: 'PUT /settings', body: { readAt: null }, gets: 400, says: 'policies' },
    { call: 'PUT /settings', body: { policies: {}, readAt: 'yesterday' }, gets: 400, says: 'readAt' },
    { call: 'PUT /customers/nobody/never-contact', gets: 404, says: 'nobody' },
    { call: 'PUT /customers/%00/never-contact', gets: 400 },
    { call: 'POST /settings/mail-tool/secret', gets: 409, says: 'set it first' },
    { call: 'POST /settings/mail-tool/test', gets: 409, says: 'set it first' },
    { call: 'POST /rules', body: {}, gets: 400, says: 'document' },
    { call: 'POST /rules', body: { document: null }, gets: 422, at: [''] },
    { call: 'POST /rules', body: { document: { ...document, name: '' } }, gets: 422, at: ['/name'] },
    { call: 'POST /rules', body: { document: { ...document, name: NUL } }, gets: 400, says: 'document.name' },
    {
      call: 'POST /rules',
      body: { document: { ...document, trigger: 'order.dreamt', priority: 'high', actions: [] } },
      gets: 422,
      at: ['/trigger', '/priority', '/actions'],
    },
    { call: 'POST /rules', body: { document: { name: long(1_100_000) } }, gets: 413, says: 'too large' },
    { call: 'GET /rules/nowhere', gets: 404, says: 'nowhere' },
    { call: 'GET /rules/%00', gets: 400 },
    { call: 'GET /rules/%E0%A4%A', gets: 400 },
    { call: 'PUT /rules/{rule}', body: { document }, gets: 400, says: 'version' },
    { call: 'PUT /rules/{rule}', body: { document, version: '1' }, gets: 400, says: 'version' },
    { call: 'PUT /rules/{rule}', body: { document, version: 1.5 }, gets: 400, says: 'version' },
    { call: 'PUT /rules/{rule}', body: { document, version: 7 }, gets: 409, says: 'Somebody else changed' },
    { call: 'PUT /rules/{rule}', body: { document, version: 3_000_000_000 }, gets: 400, says: 'version' },
    {
      call: 'PUT /rules/{rule}',
      body: { document: { ...document, format: 2 }, version: 1 },
      gets: 422,
      at: ['/format'],
    },
    { call: 'PUT /rules/nowhere', body: { document, version: 1 }, gets: 404, says: 'nowhere' },
    { call: 'POST /rules/{rule}/state', body: { state: 'paused' }, gets: 400, says: 'was' },
    { call: 'POST /rules/{rule}/state', body: { state: 'asleep', was: LIVE }, gets: 400, says: 'state' },
    { call: 'POST /rules/{rule}/state', body: { state: 'live', share: 101, was: LIVE }, gets: 400, says: 'share' },
    { call: 'POST /rules/{rule}/state', body: { state: 'live', share: 2.5, was: LIVE }, gets: 400, says: 'share' },
    { call: 'POST /rules/{rule}/state', body: { state: 'shadow', share: 5, was: LIVE }, gets: 400, says: 'share' },
    { call: 'POST /rules/{rule}/state', body: { state: 'paused', version: 1, was: LIVE }, gets: 400, says: 'version' },
    { call: 'POST /rules/{rule}/state', body: { state: 'live', version: 7, was: LIVE }, gets: 404, says: 'version 7' },
    {
      call: 'POST /rules/{rule}/state',
      body: { state: 'archived', was: LIVE },
      gets: 422,
      says: /is live and cannot be archived from there. It can go on with another version or for another share of the customers, or be watched only, or be paused/,
    },
    { call: 'POST /rules/{rule}/state', body: { state: 'live', was: LIVE }, gets: 422, says: 'another version' },
    {
      call: 'POST /rules/{rule}/state',
      body: { state: 'paused', was: { ...LIVE, share: 20 } },
      gets: 409,
      says: 'Somebody else changed',
    },
    { call: 'POST /rules/nowhere/state', body: { state: 'paused', was: LIVE }, gets: 404, says: 'nowhere' },
    { call: 'POST /rules/{rule}/restore', body: { version: 1 }, gets: 400, says: 'was' },
    { call: 'POST /rules/{rule}/restore', body: { version: 7, was: LIVE }, gets: 404, says: 'version 7' },
    { call: 'POST /rules/{rule}/restore', body: { version: 1, was: { ...LIVE, runs: 2 } }, gets: 409 },
    { call: 'POST /rules/nowhere/restore', body: { version: 1, was: LIVE }, gets: 404, says: 'nowhere' },
    { call: 'GET /rules/nowhere/history', gets: 404, says: 'nowhere' },
    { call: 'GET /tasks?view=yours', gets: 400, says: 'view' },
    { call: 'GET /tasks?state=lost', gets: 400, says: 'state' },
    { call: 'GET /tasks?after=a&after=b', gets: 400, says: 'after' },
    { call: 'GET /tasks?after=%00', gets: 400, says: 'after' },
    { call: 'GET /tasks/nowhere', gets: 404, says: 'nowhere' },
    { call: 'GET /tasks/%00', gets: 400 },
    { call: 'POST /tasks/{open}/complete', body: {}, gets: 400, says: 'outcome' },
    { call: 'POST /tasks/{open}/complete', body: { outcome: 'lost' }, gets: 400, says: 'outcome' },
    { call: 'POST /tasks/{open}/complete', body: { outcome: 'sent', note: long(2001) }, gets: 400, says: 'note' },
    { call: 'POST /tasks/{open}/complete', body: { outcome: 'sent', note: NUL }, gets: 400, says: 'note' },
    { call: 'POST /tasks/{open}/complete', body: { outcome: 'sent', note: 'half\ud800' }, gets: 400, says: 'note' },
    { call: 'POST /tasks/{done}/complete', body: { outcome: 'sent' }, gets: 409, says: 'already' },
    { call: 'POST /tasks/nowhere/complete', body: { outcome: 'sent' }, gets: 404 },
    { call: 'POST /tasks/{open}/reopen', gets: 409, says: 'open already' },
    { call: 'POST /tasks/{open}/assign', body: {}, gets: 400, says: 'assignee' },
    { call: 'POST /tasks/{open}/assign', body: { assignee: 7 }, gets: 400, says: 'assignee' },
    { call: 'POST /tasks/{open}/assign', body: { assignee: long(61) }, gets: 400, says: 'assignee' },
    { call: 'POST /tasks/{open}/assign', body: { assignee: NUL }, gets: 400, says: 'assignee' },
    { call: 'POST /tasks/{done}/assign', body: { assignee: 'Bea' }, gets: 409, says: 'reopen it first' },
    { call: 'GET /activity?show=everything', gets: 400, says: 'show' },
    { call: 'GET /activity?before=abc', gets: 400, says: 'before' },
    { call: 'GET /activity?before=99999999999999999999', gets: 400, says: 'before' },
    { call: 'POST /effects/nowhere/retry', gets: 409 },
    { call: 'POST /effects/%00/retry', gets: 400 },
    { call: 'POST /effects/{effect}/retry', gets: 409, says: 'done already' },
    { call: 'POST /deliveries/abc/retry', gets: 400 },
    { call: 'POST /deliveries/99999999999999999999/retry', gets: 400 },
    { call: 'POST /deliveries/123456789/retry', gets: 409 },
    { call: 'POST /deliveries/{delivery}/retry', gets: 409, says: 'was processed' },
    { call: 'POST /history/retry', gets: 409, says: 'nothing to try again' },
    { call: 'GET /decisions?after=-1', gets: 400, says: 'after' },
    { call: 'GET /decisions?after=soon', gets: 400, says: 'after' },
    { call: 'GET /customers/facts?as-of=yesterday', gets: 400, says: 'as-of' },
    { call: 'POST /parity/offers/7/answer', body: {}, gets: 400, says: 'newcomersOnly' },
    {
      call: 'POST /parity/offers/7/answer',
      body: { newcomersOnly: 'yes' },
      gets: 400,
      says: 'expected true, false or null',
    },
    { call: 'POST /parity/offers/7/answer', body: { newcomersOnly: true }, gets: 404, says: 'no offer 7' },
    { call: 'POST /parity/offers/%00/answer', body: { newcomersOnly: true }, gets: 400 },
    { call: 'POST /parity/offers/7/companion', body: {}, gets: 400, says: 'action' },
    { call: 'POST /parity/offers/7/companion', body: { action: 'close' }, gets: 400, says: 'expected "watch"' },
    { call: 'POST /parity/offers/7/companion', body: { action: 'live' }, gets: 404, says: 'no offer 7' },
    { call: 'POST /parity/offers/%00/companion', body: { action: 'live' }, gets: 400 },
    { call: 'GET /parity/offers', gets: 404 },
    { call: 'GET /nothing-here', gets: 404, says: 'GET /api/nothing-here' },
    { call: 'DELETE /rules/{rule}', gets: 404, says: 'DELETE' },
  ])('$call $body: $gets', async (call) => {
    const answer = await ask(call)

    expect([answer.status, answer.body]).toEqual([call.gets, expect.anything()])
    const { error } = failure.parse(answer.body)
    if (call.says !== undefined) expect(error.message).toMatch(call.says)
    expect(error.problems?.map(({ path }) => path) ?? []).toEqual(expect.arrayContaining([...(call.at ?? [])]))
  })

  test('and nothing was changed by any of it', async () => {
    expect(await opened.api.rules()).toMatchObject([{ id: has.rule, version: 1, state: 'live', document }])
    expect(await opened.api.task(has.open)).toMatchObject({ state: 'open', assignee: null })
    expect(await opened.api.task(has.done)).toMatchObject({ state: 'done', outcome: 'sent' })
    expect((await opened.api.shop()).me.name).toBeNull()
  })
})

describe('a document in the making', () => {
  test('is no error, and every problem has its place', async () => {
    const answer = await ask({
      call: 'POST /rules/check',
      body: { document: { ...document, conditions: { all: [{ fact: 'order.totl', operator: 'equal', value: '5' }] } } },
      gets: 200,
    })

    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ valid: false, sentence: null, problems: [{ path: '/conditions/all/0/fact' }] })
  })

  test('is put into words when it is good, and not saved', async () => {
    const { body } = await ask({ call: 'POST /rules/check', body: { document }, gets: 200 })

    expect(body).toMatchObject({ valid: true, sentence: expect.stringMatching(/^When an order is paid/), problems: [] })
    expect(await opened.api.rules()).toHaveLength(1)
  })
})

describe('imported lines', () => {
  const line = (id: string, given: object = {}) =>
    JSON.stringify({
      ...{ orderId: id, customerId: 'c-1', processedAt: '2020-01-01T00:00:00Z', currency: 'GBP', totalPrice: '10.00' },
      ...given,
    })
  const importing = (text: string) =>
    ask({ call: 'POST /imports/orders', body: text, type: 'application/x-ndjson', gets: 200 })

  test('are refused as a whole when one is broken, each problem with its line', async () => {
    const before = (await opened.api.status()).inbox

    const answer = await importing(
      [line('i-1'), 'nonsense', line('i-2', { currency: 'EUR' }), line('i-3', { orderId: '' })].join('\n'),
    )

    expect(answer.status).toBe(400)
    const { message } = failure.parse(answer.body).error
    expect(message).toMatch(/Nothing was imported.*line 2: not JSON.*line 3: currency is EUR.*line 4: orderId/)
    expect((await opened.api.status()).inbox).toEqual(before)
  })

  test.each(['nul\u0000id', 'half\ud800'])('with an id that no database can keep are refused: %j', async (orderId) => {
    const answer = await importing(line('i-4', { orderId }))

    expect(answer.status).toBe(400)
    expect(failure.parse(answer.body).error.message).toContain('line 1: orderId')
  })

  test('are durable when answered, once each', async () => {
    const text = [line('i-5'), '', line('i-6', { customerId: 'c-2' }), line('i-5')].join('\n')

    expect((await importing(text)).body).toEqual({ accepted: 2, repeated: 1 })
    expect((await importing(text)).body).toEqual({ accepted: 0, repeated: 3 })
    await opened.settled()

    const { customers } = await opened.api.facts()
    expect(customers.filter(({ customerId }) => customerId.startsWith('c-'))).toMatchObject([
      { customerId: 'c-1', facts: { 'customer.ordersCount': 1 } },
      { customerId: 'c-2', facts: { 'customer.ordersCount': 1 } },
    ])
  })

  test('are learned and decide nothing', async () => {
    const before = await opened.api.status()

    await importing(
      Array.from({ length: 5 }, (_, index) => line(`past-${index}`, { customerId: `past-${index}` })).join('\n'),
    )
    await opened.settled()

    const after = await opened.api.status()
    expect(after.decisions).toEqual(before.decisions)
    expect(after.tasks).toEqual(before.tasks)
    expect(after.orders.history).toBe(before.orders.history + 5)
  })

  test('of nothing are none', async () => {
    expect((await importing('')).body).toEqual({ accepted: 0, repeated: 0 })
  })

  test('over 20 MB get 413', async () => {
    expect((await importing('x'.repeat(21 * 1024 * 1024))).status).toBe(413)
  })
})

describe('pages', () => {
  test('are there for any path, never cached, and not to be framed by strangers', async () => {
    for (const path of ['/', '/tasks/1?shop=ada.myshopify.com', '/?shop=evil.example.com']) {
      const page = await fetch(`${app.app.url}${path}`)

      expect(page.status).toBe(200)
      expect(page.headers.get('cache-control')).toBe('no-store')
      expect(page.headers.get('content-security-policy')).toContain(
        path.includes('ada.')
          ? 'frame-ancestors https://ada.myshopify.com https://admin.shopify.com'
          : "frame-ancestors 'none'",
      )
    }
  })

  test('an asset that is not there gets 404', async () => {
    expect((await fetch(`${app.app.url}/assets/gone.js`)).status).toBe(404)
    expect((await fetch(`${app.app.url}/assets/..%2f..%2findex.html`)).status).toBeGreaterThanOrEqual(400)
  })

  test('the app says that it is alive', async () => {
    expect(await (await fetch(`${app.app.url}/healthz`)).json()).toEqual({ alive: true })
  })
})
