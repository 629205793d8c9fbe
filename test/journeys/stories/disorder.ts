import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { StartedApp } from '../../support/start-app.ts'
import { orderBody, sendWebhook } from '../../web/send-webhook.ts'
import { factsOf, tagRule, verdictsIn } from './rules.ts'

const HOUR_MS = 3_600_000
const first = tagRule('first', { conditions: { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] } })

export const disorderStories = (app: () => StartedApp): void => {
  const moment = (hoursAgo: number) => new Date(Date.now() - hoursAgo * HOUR_MS).toISOString()

  describe('deliveries out of order', () => {
    test('make one order, decided once, though its change arrives before it', async () => {
      const { shop, api, domain, settled } = await app().openShop([
        tagRule('placed', { trigger: 'order.created' }),
        tagRule('paid'),
      ])
      const customer = { id: shop.newCustomer().id }
      const [placed, paid] = [moment(2), moment(1)]
      const created = orderBody(1, {
        customer,
        financial_status: 'pending',
        created_at: placed,
        processed_at: placed,
        updated_at: placed,
      })
      const updated = orderBody(1, { customer, created_at: placed, processed_at: placed, updated_at: paid })

      await sendWebhook(app(), { shop: domain, topic: 'orders/updated', body: updated })
      await sendWebhook(app(), { shop: domain, topic: 'orders/paid', body: updated })
      await sendWebhook(app(), { shop: domain, topic: 'orders/create', body: created })
      await settled()

      expect(await verdictsIn(api)).toEqual(['placed: granted', 'paid: granted'])
      expect(await factsOf(api, customer.id)).toMatchObject({ 'customer.ordersCount': 1 })
      expect((await api.activity()).counts).toMatchObject({ differences: 0, failed: 0 })
    })

    test('leave the newest copy of an order, whichever comes last', async () => {
      const { shop, api, domain, settled } = await app().openShop()
      const customer = { id: shop.newCustomer().id }
      const copy = (amount: string, hoursAgo: number) =>
        orderBody(1, {
          customer,
          ...{ created_at: moment(9), processed_at: moment(9), updated_at: moment(hoursAgo) },
          total_price_set: { shop_money: { amount, currency_code: 'GBP' } },
        })

      for (const [amount, hoursAgo] of [
        ['70.00', 3],
        ['60.00', 5],
        ['80.00', 1],
        ['50.00', 9],
        ['75.00', 2],
      ] as const) {
        await sendWebhook(app(), { shop: domain, topic: 'orders/updated', body: copy(amount, hoursAgo) })
        if (amount === '60.00') await settled()
      }
      await settled()

      expect(await factsOf(api, customer.id)).toMatchObject({
        'customer.totalSpent': '80.00',
        'customer.ordersCount': 1,
      })
    })

    test('that come late are folded in at their place, and what they would have changed is listed', async () => {
      const { shop, api, settled } = await app().openShop([first])
      const { customer } = await shop.customerOrders({ on: '2026-03-10T00:00:00Z' })
      await shop.customerOrders({ on: '2026-03-11T00:00:00Z' })
      await settled()
      expect(await verdictsIn(api)).toEqual(['first: granted', 'first: granted'])

      await shop.customerOrders({ by: customer, on: '2026-03-05T00:00:00Z' })
      await settled()

      expect(await verdictsIn(api)).toEqual(['first: granted', 'first: granted', 'first: granted'])
      expect((await api.activity()).counts.differences).toBe(1)
      const late = (await api.activity()).deliveries.filter((delivery) => delivery.late)
      expect(late.flatMap(({ differences }) => differences)).toEqual([
        {
          ruleId: expect.any(String),
          ruleName: 'first',
          at: '2026-03-10T00:00:00.000Z',
          about: expect.stringMatching(/^order #\d+, when it was paid$/),
          was: 'granted',
          wouldBe: 'no match',
        },
      ])
      expect(await factsOf(api, customer.id)).toMatchObject({
        'customer.firstOrderAt': '2026-03-05T00:00:00.000Z',
        'customer.ordersCount': 2,
      })
    })

    test('never give twice what is limited, however late they are', async () => {
      const { shop, api, settled } = await app().openShop([
        tagRule('capped', { limits: { perCustomer: { times: 1, days: 30 } } }),
      ])
      const { customer } = await shop.customerOrders({ on: '2026-03-10T00:00:00Z' })
      await settled()

      await shop.customerOrders({ by: customer, on: '2026-03-05T00:00:00Z' })
      await settled()

      expect(await verdictsIn(api)).toEqual(['capped: capped', 'capped: granted'])
    })

    test('take a refund into account that was heard of before its order', async () => {
      const { shop, api, domain, settled } = await app().openShop()
      const customer = { id: shop.newCustomer().id }
      const refund = {
        id: 5,
        order_id: 1,
        created_at: moment(1),
        processed_at: moment(1),
        transactions: [{ kind: 'refund', status: 'success', amount: '20.00', currency: 'GBP' }],
      }
      await sendWebhook(app(), { shop: domain, topic: 'refunds/create', body: JSON.stringify(refund) })
      await settled()

      const times = { created_at: moment(3), processed_at: moment(3), updated_at: moment(3) }
      await sendWebhook(app(), { shop: domain, body: orderBody(1, { customer, ...times }) })
      await settled()

      expect(await factsOf(api, customer.id)).toMatchObject({
        'customer.totalSpent': '30.00',
        'customer.grossSpent': '50.00',
      })
    })

    test('leave an order deleted that was deleted before it was heard of', async () => {
      const { shop, api, domain, settled } = await app().openShop([first])
      const customer = { id: shop.newCustomer().id }
      await sendWebhook(app(), { shop: domain, topic: 'orders/delete', body: JSON.stringify({ id: 1 }) })
      await settled()

      const times = { created_at: moment(3), processed_at: moment(3), updated_at: moment(3) }
      await sendWebhook(app(), {
        shop: domain,
        body: orderBody(1, { customer, financial_status: 'pending', ...times }),
      })
      await settled()

      expect(await factsOf(api, customer.id)).toMatchObject({
        'customer.ordersCount': 0,
        'customer.totalSpent': '0.00',
      })
    })

    test('keep an edit that comes in the same moment as a late order', async () => {
      const { shop, api, domain, settled } = await app().openShop()
      const customer = { id: shop.newCustomer().id }
      const body = (id: number, hoursAgo: number, updatedHoursAgo: number, amount: string) =>
        orderBody(id, {
          customer,
          ...{ created_at: moment(hoursAgo), processed_at: moment(hoursAgo), updated_at: moment(updatedHoursAgo) },
          total_price_set: { shop_money: { amount, currency_code: 'GBP' } },
        })
      await sendWebhook(app(), { shop: domain, body: body(1, 20, 20, '10.00') })
      await sendWebhook(app(), { shop: domain, body: body(2, 2, 2, '10.00') })
      await settled()

      // Both stand before what the lane has passed, the edit of the first before the late order.
      await Promise.all([
        sendWebhook(app(), { shop: domain, topic: 'orders/updated', body: body(1, 20, 10, '15.00') }),
        sendWebhook(app(), { shop: domain, body: body(3, 8, 8, '10.00') }),
      ])
      await settled()

      expect(await factsOf(api, customer.id)).toMatchObject({
        'customer.ordersCount': 3,
        'customer.totalSpent': '35.00',
      })
    })
  })

  describe('an order that is heard of', () => {
    test('over 48 hours after its moment is learned and starts nothing, visibly', async () => {
      const { shop, api, domain, settled } = await app().openShop([tagRule('paid')])
      const customer = { id: shop.newCustomer().id }
      const times = { created_at: moment(49), processed_at: moment(49), updated_at: moment(49) }

      await sendWebhook(app(), { shop: domain, topic: 'orders/paid', body: orderBody(1, { customer, ...times }) })
      await settled()

      expect(await verdictsIn(api)).toEqual(['paid: too_old'])
      const [delivery] = (await api.activity('?show=decided')).deliveries
      expect(delivery?.decisions).toMatchObject([{ reason: 'we heard of it more than 48 hours after it happened' }])
      expect(await factsOf(api, customer.id)).toMatchObject({ 'customer.ordersCount': 1 })
      expect(shop.tagsOf(customer.id)).toEqual([])
    })

    test('many times at once, in copies of every topic, is decided once', async () => {
      const { shop, api, domain, settled } = await app().openShop([tagRule('paid')])
      const body = orderBody(1, { customer: { id: shop.newCustomer().id } })
      const eventId = randomUUID()

      const answers = await Promise.all(
        ['orders/create', 'orders/paid', 'orders/updated'].flatMap((topic) =>
          Array.from({ length: 5 }, (_, copy) =>
            sendWebhook(app(), {
              shop: domain,
              topic,
              body,
              headers: { 'x-shopify-event-id': copy < 3 ? eventId : randomUUID() },
            }),
          ),
        ),
      )
      await settled()

      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
      expect(await verdictsIn(api)).toEqual(['paid: granted'])
      expect(shop.tagWrites()).toHaveLength(1)
    })
  })
}
