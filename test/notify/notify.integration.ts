import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mailToolSecret, mailToolTest, settingsSaved } from '../../app/contracts/api.ts'
import { effectsIn, tagRule } from '../journeys/stories/rules.ts'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'
import { isSigned, type Receiver, startReceiver } from './receiver.ts'

let app: StartedApp
let receiver: Receiver
beforeAll(async () => {
  ;[app, receiver] = await Promise.all([
    startApp({ environment: { NOTIFY_PRIVATE_ADDRESSES: 'allowed' } }),
    startReceiver(),
  ])
})
beforeEach(() => {
  receiver.received.length = 0
  receiver.replies.length = 0
})
afterAll(async () => {
  await app?.stop()
  await receiver?.stop()
})

const notify = { type: 'customer.notify', params: { message: 'win-back', text: 'We miss you' } }
const winBack = tagRule('Win-back', { actions: [notify] })
const withCode = tagRule('Win-back', {
  actions: [notify, { type: 'discount.code', params: { percent: 10, expiresInDays: 3650 } }],
})

/** So that nothing here depends on the hour. */
const ANY_HOUR = { policies: { contacts: { quiet: null } }, readAt: null }

/** A shop with its mail tool set up and this rule live. */
const shopWith = async (document: unknown): Promise<OpenShop & { readonly secret: string }> => {
  const opened = await app.openShop()
  const saved = settingsSaved.parse(
    await opened.api.call('PUT', '/settings', { mailToolAddress: receiver.url, ...ANY_HOUR }),
  )
  const { id, version } = await opened.api.createRule(document)
  await opened.api.setRuleState(id, 'live', version)
  return { ...opened, secret: saved.mailToolSecret ?? '' }
}

const effectOf = async ({ api }: OpenShop, kind: string) => (await effectsIn(api)).find((each) => each.kind === kind)
const tryAgain = async (opened: OpenShop, kind: string) =>
  opened.api.call('POST', `/effects/${encodeURIComponent((await effectOf(opened, kind))?.key ?? '')}/retry`)

describe('a message for the mail tool', () => {
  test('arrives once, signed, with the reason in words and nobody’s name', async () => {
    const opened = await shopWith(winBack)
    const by = opened.shop.newCustomer({ firstName: 'Ada', lastName: 'Example', email: 'ada@example.com' })

    const { order } = await opened.shop.customerOrders({ by })
    await opened.settled()

    expect(receiver.received).toHaveLength(1)
    const [message] = receiver.received
    const effect = await effectOf(opened, 'notify')
    expect(message?.body).toEqual({
      id: effect?.key,
      shop: opened.domain,
      customerId: String(by.id),
      orderId: String(order.id),
      rule: 'Win-back',
      channel: 'email',
      reason: expect.stringMatching(/^When an order is paid, if /),
      message: 'win-back',
      text: 'We miss you',
      code: null,
      codeExpiresAt: null,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    })
    expect(message?.headers).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': effect?.key })
    expect(message && isSigned(message, opened.secret, Date.now())).toBe(true)
    expect(message && isSigned(message, `${opened.secret}x`, Date.now())).toBe(false)
    expect(message?.text).not.toMatch(/Ada|ada@/)
    expect(effect).toMatchObject({ state: 'done', summary: 'message “win-back” to your mail tool', problem: null })
  })

  test('carries the code of its rule and when that ends', async () => {
    const opened = await shopWith(withCode)

    await opened.shop.customerOrders()
    await opened.settled()

    const [code] = opened.shop.codes()
    expect(receiver.received.map(({ body }) => [body.code, body.codeExpiresAt])).toEqual([
      [code?.code, new Date(code?.endsAt ?? 0).toISOString()],
    ])
    expect((await effectOf(opened, 'notify'))?.summary).toBe(
      `message “win-back” to your mail tool with the code ${code?.code}`,
    )
  })

  test('waits while its code is pending', async () => {
    const opened = await shopWith(withCode)
    app.emulator.failures.next('discountCodeBasicCreate', { kind: 'server error', status: 503 }, 1_000)

    await opened.shop.customerOrders()
    await until(async () => typeof (await effectOf(opened, 'notify'))?.problem === 'string', 'the message was tried')
    const waiting = await effectOf(opened, 'notify')
    app.emulator.failures.clear()
    await opened.settled()

    expect(waiting).toMatchObject({ state: 'pending', problem: 'Waits for the code that it is to carry' })
    expect(receiver.received.map(({ body }) => body.code)).toEqual([opened.shop.codes()[0]?.code])
  })

  test('is not sent when its code cannot be made, and is once somebody had that tried again', async () => {
    const opened = await shopWith(withCode)
    const all = [
      'read_all_orders',
      'read_discounts',
      'read_orders',
      'write_customers',
      'write_discounts',
      'write_orders',
    ]
    opened.shop.changeScopes(all.filter((scope) => scope !== 'write_discounts'))
    await opened.shop.customerOrders()
    await opened.settled()
    const failed = await effectOf(opened, 'notify')
    const sentBefore = receiver.received.length

    opened.shop.changeScopes(all)
    await tryAgain(opened, 'code')
    await opened.settled()
    await tryAgain(opened, 'notify')
    await opened.settled()

    expect(failed).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/^Nothing was sent, for the code .* is not there: .*permission/),
    })
    expect(sentBefore).toBe(0)
    expect(receiver.received.map(({ body }) => body.code)).toEqual([opened.shop.codes()[0]?.code])
    expect((await effectOf(opened, 'notify'))?.state).toBe('done')
  })

  test('is tried again under the same key until it is taken, not before the far end wants it', async () => {
    const opened = await shopWith(winBack)
    receiver.replies.push({ status: 503 }, 'hang up', { status: 429, headers: { 'retry-after': '3' } })
    const at: number[] = []

    await opened.shop.customerOrders()
    await until(() => {
      while (at.length < receiver.received.length) at.push(Date.now())
      return at.length === 4
    }, 'it was tried four times')
    await opened.settled()

    expect(new Set(receiver.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect(new Set(receiver.received.map(({ text }) => text)).size).toBe(1)
    for (const message of receiver.received) expect(isSigned(message, opened.secret, Date.now())).toBe(true)
    expect((at[3] ?? 0) - (at[2] ?? 0)).toBeGreaterThanOrEqual(2_900)
    expect(await effectOf(opened, 'notify')).toMatchObject({ state: 'done', attempts: 4, problem: null })
  })

  test('that is refused has failed, with the answer, and can be tried again', async () => {
    const opened = await shopWith(winBack)
    receiver.replies.push({ status: 422, body: 'a secret of the mail tool' })

    await opened.shop.customerOrders()
    await opened.settled()
    const failed = await effectOf(opened, 'notify')
    await tryAgain(opened, 'notify')
    await opened.settled()

    expect(failed).toMatchObject({ state: 'failed', problem: 'The mail tool refused the message (HTTP 422)' })
    expect(await effectOf(opened, 'notify')).toMatchObject({ state: 'done', attempts: 2 })
  })

  test('carries the same key after the app was killed while it waited for the answer', async () => {
    const opened = await shopWith(winBack)
    receiver.replies.push('silent')
    await opened.shop.customerOrders()
    await until(() => receiver.received.length === 1, 'the message is on its way')

    await app.restart('SIGKILL')
    await opened.settled()

    const [before, after] = receiver.received
    expect(receiver.received).toHaveLength(2)
    expect(after?.headers['idempotency-key']).toBe(before?.headers['idempotency-key'])
    expect(after?.text).toBe(before?.text)
    expect(await effectOf(opened, 'notify')).toMatchObject({ state: 'done' })
  })
})

describe('a message in the shop’s quiet hours', () => {
  /** HH:MM in the shop, so many hours from now. */
  const clock = (hours: number) =>
    new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/London' }).format(
      Date.now() + hours * 3_600_000,
    )
  const setQuiet = ({ api }: OpenShop, quiet: unknown) =>
    api.call('PUT', '/settings', { policies: { contacts: { quiet } } })

  test('waits until they end, which is shown with its date, and goes out then', async () => {
    const opened = await shopWith(winBack)
    const to = clock(2)
    await setQuiet(opened, { from: clock(-1), to })

    await opened.shop.customerOrders()
    await until(async () => typeof (await effectOf(opened, 'notify'))?.problem === 'string', 'the message waits')

    const waiting = await effectOf(opened, 'notify')
    expect(waiting).toMatchObject({
      state: 'pending',
      attempts: 0,
      problem: `Waits until ${to}, when the quiet hours end`,
    })
    const waitsMs = Date.parse(waiting?.waitsUntil ?? '') - Date.now()
    expect(waitsMs).toBeGreaterThan(1.9 * 3_600_000)
    expect(waitsMs).toBeLessThanOrEqual(2 * 3_600_000)
    expect(receiver.received).toEqual([])
    await setQuiet(opened, null)
    await tryAgain(opened, 'notify')
    await opened.settled()
    expect(receiver.received).toHaveLength(1)
  })

  test('goes out at once where days follow what is played, not the clock', async () => {
    const other = await startApp({ environment: { NOTIFY_PRIVATE_ADDRESSES: 'allowed', DAYS_FOLLOW: 'ledger' } })
    try {
      const opened = await other.openShop()
      await opened.api.call('PUT', '/settings', { mailToolAddress: receiver.url })
      await setQuiet(opened, { from: clock(-1), to: clock(2) })
      const { id, version } = await opened.api.createRule(winBack)
      await opened.api.setRuleState(id, 'live', version)

      await opened.shop.customerOrders()
      await opened.settled()

      expect(receiver.received).toHaveLength(1)
    } finally {
      await other.stop()
    }
  })
})

describe('the settings of the mail tool', () => {
  test('tell the secret once, and sign with a new one from then on', async () => {
    const { api, domain } = await app.openShop()
    const first = settingsSaved.parse(await api.call('PUT', '/settings', { mailToolAddress: receiver.url }))
    const again = settingsSaved.parse(await api.call('PUT', '/settings', { mailToolAddress: `${receiver.url}/2` }))

    await api.call('POST', '/settings/mail-tool/test')
    const renewed = mailToolSecret.parse(await api.call('POST', '/settings/mail-tool/secret'))
    const test = mailToolTest.parse(await api.call('POST', '/settings/mail-tool/test'))

    expect(first.mailToolSecret).toMatch(/^pms_[\w-]{43}$/)
    expect(again).toMatchObject({ birthdayMetafield: null, mailToolAddress: `${receiver.url}/2`, mailToolSecret: null })
    expect(await api.call('GET', '/settings')).toMatchObject({
      birthdayMetafield: null,
      mailToolAddress: `${receiver.url}/2`,
    })
    expect(test).toEqual({ arrived: true, says: 'The mail tool took the message (HTTP 204)' })
    const secrets = [first.mailToolSecret ?? '', renewed.mailToolSecret]
    expect(secrets[0]).not.toBe(secrets[1])
    expect(receiver.received.map((message) => secrets.map((secret) => isSigned(message, secret, Date.now())))).toEqual([
      [true, false],
      [false, true],
    ])
    expect(receiver.received[0]?.body).toMatchObject({ shop: domain, test: true, customerId: null, code: null })
  })

  test('say what the far end answered to a test', async () => {
    const { api } = await app.openShop()
    await api.call('PUT', '/settings', { mailToolAddress: receiver.url })
    receiver.replies.push({ status: 401 }, { status: 302, headers: { location: 'http://127.0.0.1:1/' } })

    const says = []
    for (let time = 0; time < 2; time++)
      says.push(mailToolTest.parse(await api.call('POST', '/settings/mail-tool/test')))

    expect(says).toEqual([
      { arrived: false, says: 'The mail tool refused the message (HTTP 401)' },
      { arrived: false, says: expect.stringContaining('HTTP 302') },
    ])
  })

  test('are needed before a rule that writes through it goes live, and as long as it is', async () => {
    const { api } = await app.openShop()
    const { id, version } = await api.createRule(winBack)
    const live = () => api.setRuleState(id, 'live', version)

    await expect(live()).rejects.toMatchObject({
      status: 422,
      body: { error: { problems: [{ path: '/actions/0', message: expect.stringMatching(/Settings/) }] } },
    })
    expect((await api.rules())[0]?.state).toBe('draft')
    await api.call('PUT', '/settings', { mailToolAddress: receiver.url })
    await live()
    await expect(api.call('PUT', '/settings', { mailToolAddress: null })).rejects.toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('“Win-back”') } },
    })
    await api.setRuleState(id, 'paused', version)
    await api.call('PUT', '/settings', { mailToolAddress: null })

    await expect(api.call('POST', '/settings/mail-tool/test')).rejects.toMatchObject({ status: 409 })
    await expect(api.call('POST', '/settings/mail-tool/secret')).rejects.toMatchObject({ status: 409 })
  })

  test('are needed when a version that writes through it is to be live, not while it is saved or watched', async () => {
    const { api } = await app.openShop()
    const { id, version } = await api.createRule(tagRule('vip'))
    await api.setRuleState(id, 'live', version)
    const saved = await api.saveRule(id, winBack, version)

    await expect(api.setRuleState(id, 'live', saved.version)).rejects.toMatchObject({ status: 422 })
    expect((await api.rules())[0]).toMatchObject({ name: 'vip', state: 'live', runs: version, version: saved.version })
    await api.setRuleState(id, 'shadow', saved.version)
    await expect(api.setRuleState(id, 'live')).rejects.toMatchObject({ status: 422 })
    await api.saveRule(id, tagRule('vip'), saved.version)
    await expect(api.restoreRule(id, saved.version)).resolves.toMatchObject({ state: 'shadow', name: 'Win-back' })
    await api.setRuleState(id, 'live', version)
    await expect(api.restoreRule(id, saved.version)).rejects.toMatchObject({ status: 422 })
  })
})
