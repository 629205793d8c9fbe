import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failure } from '../../app/contracts/api.ts'
import { customerBrief, customerOffers, reasons } from '../../app/contracts/extensions.ts'
import { regularsWelcome } from '../../app/vocabulary/templates/regulars-welcome.ts'
import { callRule, codeRule, tagRule } from '../journeys/stories/rules.ts'
import { type OpenShop, type StartedApp, startApp } from '../support/start-app.ts'
import { retoken } from '../web/session-tokens.ts'

const thanks = codeRule('Thanks', 10, {
  actions: [{ type: 'discount.code', params: { percent: 10, minimumSubtotal: '30.00', expiresInDays: 60 } }],
})

let app: StartedApp
let mine: OpenShop
let theirs: OpenShop
beforeAll(async () => {
  app = await startApp()
  mine = await app.openShop([thanks])
  theirs = await app.openShop([thanks])
})
afterAll(() => app?.stop())

type Call = { readonly method?: string; readonly token?: string; readonly body?: unknown }

const ask = async (path: string, { method = 'GET', token, body }: Call = {}) => {
  const response = await fetch(`${app.app.url}/extensions${path}`, {
    method,
    headers: {
      origin: 'https://extensions.shopifycdn.com',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  }
}
const offersOf = async (opened: OpenShop, who: Parameters<typeof app.emulator.customerToken>[1]) =>
  customerOffers.parse((await ask('/offers', { token: app.emulator.customerToken(opened.domain, who) })).body)

describe('a customer', () => {
  test('sees their own codes that are good, the worth and minimum and end of each, and why', async () => {
    const ada = await mine.shop.customerOrders({ total: '40.00' })
    const bea = await mine.shop.customerOrders({ total: '50.00' })
    await mine.settled()
    const [adasCode, beasCode] = [ada, bea].map(
      ({ customer }) => mine.shop.createdCodes().find(({ customerIds }) => customerIds.includes(customer.id))?.code,
    )

    const seen = await offersOf(mine, ada)

    expect(seen).toEqual({
      signedIn: true,
      currency: 'GBP',
      offers: [
        {
          code: adasCode,
          worth: { percent: 10 },
          minimum: '30.00',
          until: expect.stringMatching(/^\d{4}-/),
          reason: 'When an order is paid, if order total is more than £0.00',
        },
      ],
    })
    expect(JSON.stringify(await offersOf(mine, bea))).not.toContain(adasCode)
    expect((await offersOf(mine, bea)).offers[0]?.code).toBe(beasCode)
  })

  test('no longer sees a code that they used', async () => {
    const { customer } = await mine.shop.customerOrders({ total: '40.00' })
    await mine.settled()
    const [held] = (await offersOf(mine, customer)).offers
    if (held === undefined) throw new Error('There is no code to use')

    await mine.shop.customerOrders({ by: customer, total: '45.00', code: held.code })
    await mine.settled()

    expect((await offersOf(mine, customer)).offers.map(({ code }) => code)).not.toContain(held.code)
  })

  test('of another shop with the same number sees nothing of it', async () => {
    const here = await mine.shop.customerOrders({ total: '40.00' })
    await mine.settled()
    const there = theirs.shop.newCustomer()
    const asHere = retoken(app.emulator.customerToken(theirs.domain, there), app.apiSecret, {
      claims: { sub: `gid://shopify/Customer/${here.customer.id}` },
    })

    expect((await offersOf(mine, here)).offers).toHaveLength(1)
    expect((await ask('/offers', { token: asHere })).body).toMatchObject({ signedIn: true, offers: [] })
  })

  test('who is not signed in sees nothing, and neither does one whom the app may not read', async () => {
    const opened = await app.openShop([thanks])
    const { customer } = await opened.shop.customerOrders({ total: '40.00' })
    await opened.settled()
    expect((await offersOf(opened, customer)).offers).toHaveLength(1)

    expect(await offersOf(opened, null)).toEqual({ signedIn: false, currency: 'GBP', offers: [] })
    opened.shop.changeScopes(['read_orders'])
    expect(await offersOf(opened, customer)).toEqual({ signedIn: false, currency: 'GBP', offers: [] })
  })
})

describe('the checkout', () => {
  const reasonsOf = async (opened: OpenShop, who: Parameters<typeof app.emulator.customerToken>[1], body: unknown) =>
    reasons.parse(
      (await ask('/reasons', { method: 'POST', token: app.emulator.customerToken(opened.domain, who), body })).body,
    )

  test('is told why a code of the customer’s own was given, and of nobody else’s', async () => {
    const { customer } = await mine.shop.customerOrders({ total: '40.00' })
    await mine.settled()
    const [held] = (await offersOf(mine, customer)).offers
    const code = held?.code ?? ''

    expect(await reasonsOf(mine, customer, { codes: [code.toLowerCase(), 'WELCOME10'] })).toEqual({
      signedIn: true,
      moreForSignedIn: false,
      reasons: [{ shownAs: code, reasons: ['When an order is paid, if order total is more than £0.00'] }],
    })
    expect((await reasonsOf(mine, null, { codes: [code] })).reasons).toEqual([])
    expect((await reasonsOf(mine, mine.shop.newCustomer(), { codes: [code] })).reasons).toEqual([])
  })

  test('is told why live rules took something off, several at once too, and that a guest may sign in for more', async () => {
    const message = '10% off, because you keep coming back'
    const opened = await app.openShop([
      { ...regularsWelcome.document, actions: [{ type: 'discount.order', params: { percent: 10, message } }] },
      { ...regularsWelcome.document, name: 'Five', actions: [{ type: 'discount.order', params: { percent: 5 } }] },
    ])
    const reason = 'At the checkout, if the customer has more than 3 kept orders'

    expect(await reasonsOf(opened, null, { titles: [message, `Five + ${message}`, 'Summer sale'] })).toEqual({
      signedIn: false,
      moreForSignedIn: true,
      reasons: [
        { shownAs: message, reasons: [reason] },
        { shownAs: `Five + ${message}`, reasons: [reason] },
      ],
    })
    expect((await reasonsOf(opened, opened.shop.newCustomer(), {})).moreForSignedIn).toBe(false)
    expect((await reasonsOf(mine, null, { titles: [message] })).reasons).toEqual([])
  })

  test.each([
    { is: 'no JSON', body: '{', status: 400 },
    { is: 'of another shape', body: { titles: 'Ten' }, status: 400 },
    { is: 'of a title that no discount has', body: { titles: ['x'.repeat(1_001)] }, status: 400 },
    { is: 'of more titles than a checkout shows', body: { titles: Array(51).fill('x') }, status: 400 },
    { is: 'larger than a checkout’s', body: { titles: ['x'.repeat(200_000)] }, status: 413 },
  ])('a body that is $is gets $status', async ({ body, status }) => {
    const token = app.emulator.customerToken(mine.domain, null)

    const answer = await ask('/reasons', { method: 'POST', token, body })

    expect(answer.status).toBe(status)
    expect(failure.parse(answer.body).error.code).toMatch(/^request\./)
  })
})

describe('the admin', () => {
  const briefOf = async (opened: OpenShop, id: number) =>
    customerBrief.parse((await ask(`/customers/${id}`, { token: app.emulator.sessionToken(opened.domain) })).body)

  test('is told how a customer stands, what is to be done, and of each rule why or why not', async () => {
    const opened = await app.openShop([
      callRule('Call'),
      tagRule('Third', { conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 2 }] } }),
      tagRule('Big', { conditions: { all: [{ fact: 'order.total', operator: 'greaterThan', value: '500.00' }] } }),
    ])
    const { customer } = await opened.shop.customerOrders({ total: '40.00' })
    await opened.shop.customerOrders({ by: customer, total: '60.00' })
    await opened.shop.customerOrders({ total: '900.00' })
    await opened.settled()

    const brief = await briefOf(opened, customer.id)

    expect(brief.lines).toEqual([
      '2 orders, £100.00 so far',
      'Last order today',
      'Place 2 of 2 by spend in the last 365 days',
      'Active',
    ])
    expect(brief.tasks.map(({ title }) => title)).toEqual([expect.stringContaining('Call ')])
    expect(brief.rules).toMatchObject([
      { name: 'Big', state: 'live', holds: null, why: [], last: null },
      { name: 'Call', holds: null, last: { says: expect.stringMatching(/^kept back: they heard from us/) } },
      { name: 'Third', holds: false, why: ['2 orders; needs more than 2 (1 more)'], last: null },
    ])
  })

  test('is told of somebody who never ordered too, and of a rule that is only watched', async () => {
    const opened = await app.openShop()
    const rule = await opened.api.createRule(
      tagRule('Fourth', { conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 }] } }),
    )
    await opened.api.setRuleState(rule.id, 'shadow', rule.version)
    const customer = opened.shop.newCustomer({ firstName: 'Bea', lastName: 'Okoro' })
    await opened.settled()

    expect(await briefOf(opened, customer.id)).toMatchObject({
      name: 'Bea Okoro',
      lines: [],
      tasks: [],
      rules: [
        { name: 'Fourth', state: 'shadow', holds: false, why: ['0 orders; needs more than 3 (4 more)'], last: null },
      ],
    })
  })

  test.each([
    { is: 'nobody’s number', id: '999999', status: 404 },
    { is: 'no number', id: 'ada%20lovelace', status: 404 },
    { is: 'a character that no table holds', id: '%00', status: 400 },
    { is: 'no address', id: '%E0%A4%A', status: 400 },
  ])('that asks for $is gets $status', async ({ id, status }) => {
    const answer = await ask(`/customers/${id}`, { token: app.emulator.sessionToken(mine.domain) })

    expect(answer.status).toBe(status)
    expect(failure.parse(answer.body).error.message).not.toBe('')
  })

  test('is told nothing of a customer of another shop', async () => {
    const { customer } = await mine.shop.customerOrders({ total: '40.00' })
    await mine.settled()

    const answer = await ask(`/customers/${customer.id + 7}`, { token: app.emulator.sessionToken(theirs.domain) })

    expect(answer.status).toBe(404)
    expect((await ask(`/customers/${customer.id}`, { token: app.emulator.sessionToken(mine.domain) })).status).toBe(200)
  })
})

describe('tokens', () => {
  const customerToken = () => app.emulator.customerToken(mine.domain, mine.shop.newCustomer())
  const asCustomer = (claims: object, secret = app.apiSecret) => retoken(customerToken(), secret, { claims })
  const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow

  test.each<{ is: string; token: () => string | undefined }>([
    { is: 'none', token: () => undefined },
    { is: 'garbage', token: () => 'abc.def.ghi' },
    { is: 'one that another secret signed', token: () => asCustomer({}, 'another secret') },
    {
      is: 'an unsigned one',
      token: () => `${retoken(customerToken(), '', { header: { alg: 'none' } }).replace(/[^.]+$/, '')}`,
    },
    { is: 'one for another app', token: () => asCustomer({ aud: 'another app' }) },
    { is: 'one that has expired', token: () => asCustomer({ exp: seconds(-60) }) },
    { is: 'one of something that is no shop', token: () => asCustomer({ dest: 'evil.example.com' }) },
    { is: 'one of a shop without the app', token: () => asCustomer({ dest: 'nobody.myshopify.com' }) },
    { is: 'one of a person of the shop', token: () => app.emulator.sessionToken(mine.domain) },
    { is: 'one of a company', token: () => asCustomer({ sub: 'gid://shopify/Company/1' }) },
    { is: 'one of a customer in another way', token: () => asCustomer({ sub: "gid://shopify/Customer/1' OR true" }) },
  ])('$is opens nothing of a customer’s, and is not repeated', async ({ token }) => {
    const given = token()
    const answer = await ask('/offers', given === undefined ? {} : { token: given })

    expect(answer.status).toBe(401)
    const { code, message } = failure.parse(answer.body).error
    expect(code).toBe('token.invalid')
    expect(message).not.toContain(given?.split('.')[1] ?? 'nothing')
  })

  test('of a customer never open the admin’s API, however much they look like the admin’s', async () => {
    const { customer } = await mine.shop.customerOrders({ total: '40.00' })
    const shop = `https://${mine.domain}`
    const tokens = [
      customerToken(),
      asCustomer({ dest: shop, iss: `${shop}/admin` }),
      asCustomer({ dest: shop, iss: shop, sub: '1' }),
      asCustomer({ dest: shop, iss: `${shop}/checkouts`, sub: '1' }),
    ]

    for (const token of tokens) {
      expect((await ask(`/customers/${customer.id}`, { token })).status).toBe(401)
      const api = await fetch(`${app.app.url}/api/rules`, { headers: { authorization: `Bearer ${token}` } })
      expect(api.status).toBe(401)
    }
  })

  test('may come with https:// in front of the shop', async () => {
    expect((await ask('/offers', { token: asCustomer({ dest: `https://${mine.domain}` }) })).status).toBe(200)
  })

  test('are asked for, and cookies are not looked at', async () => {
    const token = customerToken()
    const response = await fetch(`${app.app.url}/extensions/offers`, { headers: { cookie: `token=${token}` } })

    expect(response.status).toBe(401)
  })
})

describe('any origin', () => {
  test('may ask, without credentials', async () => {
    const preflight = await ask('/reasons', { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization, content-type')
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST')

    for (const path of ['/offers', '/customers/1', '/nothing-here']) {
      const refused = await ask(path)
      expect(refused.headers.get('access-control-allow-origin')).toBe('*')
      expect(refused.headers.get('access-control-allow-credentials')).toBeNull()
      expect(refused.headers.get('set-cookie')).toBeNull()
    }
  })

  test('may not ask the admin’s own API', async () => {
    const response = await fetch(`${app.app.url}/api/shop`, { headers: { origin: 'https://evil.example.com' } })

    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})
