import { describe, expect, test } from 'vitest'
import { type StartedApp, until } from '../../support/start-app.ts'
import { orderBody, sendWebhook } from '../../web/send-webhook.ts'
import { effectsIn, tagRule, verdictsIn } from './rules.ts'

const everything = tagRule('everything', {
  actions: [
    { type: 'discount.code', params: { percent: 10 } },
    { type: 'customer.addTag', params: { tag: 'vip' } },
    { type: 'order.addNote', params: { text: 'add a card' } },
    { type: 'task.create', params: { kind: 'gift', title: 'Tea' } },
  ],
})
const WRITES = ['discountCodeBasicCreate', 'tagsAdd', 'orderUpdate'] as const

export const effectStories = (app: () => StartedApp): void => {
  describe('an effect happens exactly once in the shop, though Shopify', () => {
    test.each([
      { does: 'asks to slow down', failure: { kind: 'throttled' }, times: 2 },
      { does: 'is out of order', failure: { kind: 'server error', status: 503 }, times: 2 },
      { does: 'does it and the connection breaks', failure: { kind: 'done, connection lost' }, times: 1 },
      { does: 'answers late', failure: { kind: 'slow', ms: 700 }, times: 1 },
    ] as const)('$does', async ({ failure, times }) => {
      const { shop, api, settled } = await app().openShop([everything])
      const planned = WRITES.map((operation) => app().emulator.failures.next(operation, failure, times))

      const { customer, order } = await shop.customerOrders()
      await settled()

      expect(planned.map((each) => each.timesMet())).toEqual([times, times, times])
      expect(shop.createdCodes()).toHaveLength(1)
      expect(shop.tagWrites()).toMatchObject([{ id: customer.id, tags: ['vip'] }])
      expect(shop.noteLines()).toEqual([{ orderId: order.id, line: expect.stringMatching(/^add a card \[/) }])
      expect((await api.tasks()).tasks).toHaveLength(1)
      expect((await api.status()).effects).toMatchObject({ pending: 0, failed: 0, done: 4 })
    })

    test('does it and does not answer in time', async () => {
      const { shop, settled } = await app().openShop([
        tagRule('code', { actions: [{ type: 'discount.code', params: { percent: 10 } }] }),
      ])
      const held = app().emulator.failures.next('discountCodeBasicCreate', { kind: 'done, answer held' })

      await shop.customerOrders()
      await held.met
      const [created] = shop.createdCodes()
      await until(() => shop.calls('discountCodeBasicCreate').length > 1, 'the app has lost patience and asks again')
      await settled()
      held.release()

      expect(shop.createdCodes()).toEqual([created])
      expect(shop.codes()).toHaveLength(1)
    })
  })

  describe('an effect that Shopify refuses', () => {
    test('is shown as failed with the reason, and done when a person has it tried again', async () => {
      const { shop, api, domain, settled } = await app().openShop([tagRule('vip')])
      const nextId = shop.newCustomer().id + 1
      await sendWebhook(app(), { shop: domain, topic: 'orders/paid', body: orderBody(1, { customer: { id: nextId } }) })
      await settled()

      const [failed] = await effectsIn(api)
      expect(failed).toMatchObject({
        kind: 'tag',
        state: 'failed',
        attempts: 1,
        problem: expect.stringMatching(/\w+ \w+/),
      })
      expect((await api.activity('?show=failed')).deliveries).toHaveLength(1)
      expect((await api.activity()).counts.effectsFailed).toBe(1)

      await api.call('POST', `/effects/${encodeURIComponent(failed?.key ?? '')}/retry`)
      await settled()
      expect(await effectsIn(api)).toMatchObject([{ state: 'failed', attempts: 2 }])

      expect(shop.newCustomer().id).toBe(nextId)
      await api.call('POST', `/effects/${encodeURIComponent(failed?.key ?? '')}/retry`)
      await settled()

      expect(await effectsIn(api)).toMatchObject([{ state: 'done', attempts: 3, problem: null }])
      expect(shop.tagsOf(nextId)).toEqual(['vip'])
    })

    test('keeps no other from being done', async () => {
      const { shop, api, domain, settled } = await app().openShop([tagRule('vip')])
      const { customer } = await shop.customerOrders()
      await sendWebhook(app(), {
        shop: domain,
        topic: 'orders/paid',
        body: orderBody(1, { customer: { id: customer.id + 99 } }),
      })
      const later = await shop.customerOrders()
      await settled()

      expect([customer, later.customer].map((who) => shop.tagsOf(who))).toEqual([['vip'], ['vip']])
      expect((await api.status()).effects).toMatchObject({ done: 2, failed: 1 })
    })
  })

  describe('a shop that removes the app', () => {
    test('gets nothing more, its webhooks are counted only, and it works again when it comes back', async () => {
      const { shop, api, domain, settled } = await app().openShop([tagRule('vip')])
      const failing = app().emulator.failures.next('tagsAdd', { kind: 'server error', status: 503 }, 100)
      const before = await shop.customerOrders()
      await until(() => failing.timesMet() > 0, 'the tag was tried')

      shop.uninstall()
      await shop.webhooksAnswered()
      const counted = async () =>
        Number(/deliveries_total (\d+)/.exec(await (await fetch(`${app().app.url}/metrics`)).text())?.[1])
      await until(async () => {
        const now = await counted()
        await sendWebhook(app(), { shop: domain, topic: 'customers/update', body: '{"id":7}' })
        return (await counted()) === now + 1
      }, 'its webhooks are counted')
      app().emulator.failures.clear()

      await until(async () => (await api.shop()).history.state === 'done', 'the shop is back')
      const after = await shop.customerOrders()
      await settled()

      expect((await effectsIn(api)).map(({ state }) => state)).toEqual(['done', 'cancelled'])
      expect([before, after].map((placed) => shop.tagsOf(placed))).toEqual([[], ['vip']])
      expect(await verdictsIn(api)).toEqual(['vip: granted', 'vip: granted'])
      expect(await api.rules()).toMatchObject([{ state: 'live', granted: 2 }])
    })

    test('has what it missed read again, which decides nothing', async () => {
      const { shop, api, settled } = await app().openShop([tagRule('vip')])
      const { customer } = await shop.customerOrders()
      await settled()
      shop.uninstall()
      await shop.webhooksAnswered()
      await shop.customerOrders({ by: customer })

      await until(async () => {
        const { history, orders } = await api.status()
        return history.state === 'done' && orders.history + orders.live === 2
      }, 'the shop is back with its past')

      expect(await verdictsIn(api)).toEqual(['vip: granted'])
    })
  })

  describe('the past of a shop', () => {
    test('is read once Shopify answers again', async () => {
      const failing = app().emulator.failures.next('bulkOperationRunQuery', { kind: 'server error', status: 503 }, 1)

      const { api } = await app().openShop()

      expect(failing.timesMet()).toBe(1)
      expect(await api.shop()).toMatchObject({ history: { state: 'done', problem: null } })
    })
  })
}
