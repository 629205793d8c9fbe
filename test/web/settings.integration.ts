import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiSettings, settings } from '../../app/contracts/api.ts'
import { DEFAULT_POLICIES } from '../../app/rules/policies.ts'
import { factsOf, tagRule } from '../journeys/stories/rules.ts'
import { ApiError } from '../support/app-api.ts'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'

let app: StartedApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app?.stop())

const read = async ({ api }: OpenShop): Promise<ApiSettings> => settings.parse(await api.call('GET', '/settings'))
const save = ({ api }: OpenShop, policies: unknown, readAt?: string | null) =>
  api.call('PUT', '/settings', { policies, ...(readAt !== undefined && { readAt }) })
/** What the app refuses, as "status: message", with its problems. */
const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof ApiError ? `${error.status}: ${JSON.stringify(error.body)}` : `not refused: ${String(error)}`
}
const generous = (percent: number) =>
  tagRule(`${percent} off`, { actions: [{ type: 'discount.code', params: { percent } }] })

describe('what rules are held to', () => {
  test('is changed in part, and says who changed what last', async () => {
    const opened = await app.openShop()
    await opened.api.call('PUT', '/me', { name: 'Sam' })
    expect(await read(opened)).toMatchObject({ policies: DEFAULT_POLICIES, changes: {}, changedAt: null })

    await save(opened, { contacts: { times: 3, quiet: null } })

    expect(await read(opened)).toMatchObject({
      policies: { ...DEFAULT_POLICIES, contacts: { ...DEFAULT_POLICIES.contacts, times: 3, quiet: null } },
      changes: { contacts: { by: 'Sam', at: expect.any(String) } },
      changedAt: expect.any(String),
    })
  })

  test('is left as it is where somebody else changed it since', async () => {
    const opened = await app.openShop()
    const { changedAt } = await read(opened)
    await save(opened, { regularAbove: 4 }, changedAt)

    expect(await refusal(save(opened, { regularAbove: 5 }, changedAt))).toMatch(/^409: .*Somebody else changed/)

    const now = await read(opened)
    expect(now.policies.regularAbove).toBe(4)
    await save(opened, { regularAbove: 5 }, now.changedAt)
    expect((await read(opened)).policies.regularAbove).toBe(5)
  })

  test('keeps a rule from going live, and from going on with a version, whose discount is past the ceiling', async () => {
    const opened = await app.openShop([generous(25)])
    const { api } = opened
    const { id, version } = await api.createRule(generous(30))
    const tooMuch =
      /^422: .*\/actions\/0.*30% off is more than the 25% that a product may be discounted by.*raise the most under Settings/

    expect(await refusal(api.setRuleState(id, 'live', version))).toMatch(tooMuch)
    const [live] = await api.rules()
    await api.call('PUT', `/rules/${live?.id}`, { document: generous(30), version: live?.version })
    const [drafted] = await api.rules()
    expect(await refusal(api.setRuleState(drafted?.id ?? '', 'live', drafted?.version ?? 0))).toMatch(tooMuch)

    await save(opened, { discountCeilingPercent: 30 })
    expect(await api.setRuleState(id, 'live', version)).toMatchObject({ state: 'live' })
  })

  test('keeps a ceiling above what live rules give, and names them with the way out', async () => {
    const opened = await app.openShop([generous(10), generous(20), generous(25)])

    expect(await refusal(save(opened, { discountCeilingPercent: 15 }))).toMatch(
      /^409: .*“20 off” \(20%\), “25 off” \(25%\) are live and give more than 15%: lower their discounts or pause them/,
    )

    expect((await read(opened)).policies.discountCeilingPercent).toBe(25)
    for (const { id, name, version } of await opened.api.rules())
      if (name !== '10 off') await opened.api.setRuleState(id, 'paused', version)
    await save(opened, { discountCeilingPercent: 15 })
    expect((await read(opened)).policies.discountCeilingPercent).toBe(15)
  })

  test('lets orders that cost nothing count, those of before and those to come, whatever brought them', async () => {
    const opened = await app.openShop()
    const { shop, api, settled } = opened
    const { customer } = await shop.customerOrders({ on: '2026-11-01', total: '0.00' })
    await shop.customerOrders({ by: customer, on: '2026-11-02' })
    await api.importOrders(freeLine('free', customer.id))
    await settled()
    expect(await factsOf(api, customer.id)).toMatchObject({ 'customer.ordersCount': 1 })

    await save(opened, { countFreeOrders: true })
    await until(async () => (await api.shop()).history.state === 'done', 'the past is read again')
    expect(await factsOf(api, customer.id)).toMatchObject({ 'customer.ordersCount': 3 })

    await shop.customerOrders({ by: customer, on: '2026-11-03', total: '0.00' })
    await api.importOrders(freeLine('free too', customer.id))
    await settled()
    expect(await factsOf(api, customer.id)).toMatchObject({ 'customer.ordersCount': 5 })

    await save(opened, { countFreeOrders: false })
    await until(async () => (await api.shop()).history.state === 'done', 'the past is read once more')
    expect(await factsOf(api, customer.id)).toMatchObject({ 'customer.ordersCount': 1 })
  })

  test('says how far back orders are known', async () => {
    const opened = await app.openShop()
    expect((await read(opened)).orders).toEqual({ since: null, customersWithEarlier: 0 })
    await opened.shop.customerOrders({ on: '2026-11-01' })
    await opened.settled()

    expect((await read(opened)).orders.since).toMatch(/^2026-11-01/)
  })
})

describe('a customer who asked not to be contacted', () => {
  const card = tagRule('Cards', {
    actions: [{ type: 'task.create', params: { kind: 'phone_call', title: 'Call {{ customer.name }}' } }],
  })
  const openTask = async () => {
    const opened = await app.openShop([card])
    const { customer } = await opened.shop.customerOrders()
    await opened.settled()
    const [task] = (await opened.api.tasks('?view=all')).tasks
    const id = task?.id ?? ''
    const call = (what: string, body: unknown = {}) =>
      opened.api.call('POST', `/tasks/${encodeURIComponent(id)}/${what}`, body)
    return { ...opened, id, call, address: `/customers/${customer.id}/never-contact` }
  }

  test('by a task is never contacted, until the task is opened again', async () => {
    const { api, id, call } = await openTask()
    await api.call('PUT', '/me', { name: 'Sam' })

    await call('complete', { outcome: 'asked_not_to' })
    expect(await api.task(id)).toMatchObject({ outcome: 'asked_not_to', neverContact: { by: 'Sam' } })

    await call('reopen')
    expect(await api.task(id)).toMatchObject({ state: 'open', neverContact: null })
  })

  test('before stays so when a task is opened again, and takes it back by itself', async () => {
    const { api, id, call, address } = await openTask()

    expect(await api.call('PUT', address)).toMatchObject({ neverContact: { by: expect.stringMatching(/^user /) } })
    await call('complete', { outcome: 'asked_not_to' })
    await call('reopen')
    expect(await api.task(id)).toMatchObject({ neverContact: { at: expect.any(String) } })

    expect(await api.call('DELETE', address)).toEqual({ neverContact: null })
    expect(await api.task(id)).toMatchObject({ neverContact: null })
  })
})

const freeLine = (orderId: string, customerId: number) =>
  JSON.stringify({
    ...{ orderId, customerId: String(customerId), processedAt: '2026-10-01T09:00:00Z' },
    ...{ currency: 'GBP', totalPrice: '0.00' },
  })
