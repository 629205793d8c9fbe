import { describe, expect, test } from 'vitest'
import type { StartedApp } from '../../support/start-app.ts'
import { orderBody, sendWebhook } from '../../web/send-webhook.ts'
import { factsOf, starterRules, tagRule, verdictsIn } from './rules.ts'

export const orderStories = (app: () => StartedApp): void => {
  describe('an order', () => {
    test('that is somebody’s first brings a card note, a task that names them, and a code of their own', async () => {
      const { shop, api, settled } = await app().openShop(starterRules)

      const { customer, order } = await shop.customerOrders({ total: '50.00' })
      await settled()

      expect(shop.noteOf(order)).toMatch(/^first order: add a card \[[0-9a-f]{12}\]$/)
      const [code] = shop.codes()
      expect(shop.codes()).toHaveLength(1)
      expect(code).toMatchObject({
        customerIds: [customer.id],
        value: { percentage: 0.1 },
        usageLimit: 1,
        oncePerCustomer: true,
      })
      expect(code?.endsAt).toBe((code?.startsAt ?? 0) + 60 * 86_400_000)
      const { tasks } = await api.tasks()
      const card = tasks.find(({ title }) => title === `Write a card for ${customer.firstName} ${customer.lastName}`)
      expect(card).toMatchObject({
        kind: 'personal_note',
        state: 'open',
        orderId: String(order.id),
        customer: { id: String(customer.id), name: `${customer.firstName} ${customer.lastName}` },
      })
      expect((await api.task(card?.id ?? '')).why).toMatchObject({
        sentence: expect.stringContaining("if this is the customer's first order"),
        facts: [{ name: 'order.isFirst', text: expect.any(String) }],
      })
    })

    test('by somebody with four kept ones brings the code for regulars and the tag, which is written once', async () => {
      const { shop, settled } = await app().openShop(starterRules)
      const { customer } = await shop.customerOrders({ on: '2026-01-01' })
      for (const on of ['2026-02-01', '2026-03-01']) await shop.customerOrders({ by: customer, on })
      await settled()
      expect(shop.tagsOf(customer)).toEqual([])

      for (const on of ['2026-06-01', '2026-06-02']) await shop.customerOrders({ by: customer, on })
      await settled()

      expect(shop.tagsOf(customer)).toEqual(['regular'])
      expect(shop.tagWrites()).toHaveLength(1)
      expect(shop.createdCodes().map(({ customerIds }) => customerIds)).toEqual([[customer.id], [customer.id]])
    })

    test('is given no more than the limits allow, and the reason is shown', async () => {
      const { shop, api, settled } = await app().openShop([
        tagRule('capped', { limits: { perCustomer: { times: 1, days: 30 } } }),
        tagRule('cooling', { limits: { coolDownDays: 10 }, priority: 40 }),
      ])
      const { customer } = await shop.customerOrders({ on: '2026-03-01T10:00:00Z' })
      await shop.customerOrders({ by: customer, on: '2026-03-05T10:00:00Z' })
      await shop.customerOrders({ by: customer, on: '2026-03-11T10:00:00Z' })
      await shop.customerOrders({ by: customer, on: '2026-03-31T10:00:00Z' })
      await settled()

      expect(await verdictsIn(api)).toEqual([
        ...['capped: granted', 'cooling: granted'],
        ...['capped: capped', 'cooling: cooling_down'],
        ...['capped: capped', 'cooling: granted'],
        ...['capped: granted', 'cooling: granted'],
      ])
      const shown = (await api.activity('?show=decided')).deliveries.flatMap(({ decisions }) => decisions)
      expect(shown.map(({ reason }) => reason)).toContain(
        'they have had it once in 30 days, as often as the rule allows',
      )
    })

    test('that is cancelled before it is paid starts what waits for cancellations, and counts no longer', async () => {
      const { shop, api, settled } = await app().openShop([
        tagRule('placed', { trigger: 'order.created' }),
        tagRule('paid'),
        tagRule('cancelled', { trigger: 'order.cancelled' }),
      ])
      const placed = await shop.customerOrders({ paid: false })
      shop.cancels(placed)
      await settled()

      expect(await verdictsIn(api)).toEqual(['placed: granted', 'cancelled: granted'])
      expect(await factsOf(api, placed.customer.id)).toMatchObject({
        'customer.ordersCount': 0,
        'customer.grossSpent': '0.00',
      })
    })

    test('that is paid later is decided then', async () => {
      const { shop, api, settled } = await app().openShop([tagRule('paid')])
      const placed = await shop.customerOrders({ paid: false })
      await settled()
      expect(await verdictsIn(api)).toEqual([])

      shop.pays(placed)
      await settled()

      expect(await verdictsIn(api)).toEqual(['paid: granted'])
    })

    test('of nobody is learned, and what needs somebody is kept back visibly', async () => {
      const { api, domain, settled } = await app().openShop([tagRule('paid')])

      await sendWebhook(app(), { shop: domain, topic: 'orders/paid', body: orderBody(1, { customer: null }) })
      await settled()

      expect(await verdictsIn(api)).toEqual(['paid: no_customer'])
      const [delivery] = (await api.activity('?show=decided')).deliveries
      expect(delivery).toMatchObject({
        customer: null,
        decisions: [{ verdict: 'withheld', reason: 'nobody knows who the customer is', effects: [] }],
      })
      expect((await api.status()).orders.live).toBe(1)
    })

    test('of total 0 and a test order stay in the story and count nothing', async () => {
      const { shop, api, settled } = await app().openShop([
        tagRule('first', {
          conditions: { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] },
        }),
      ])
      const { customer } = await shop.customerOrders({ total: '0.00' })
      await shop.customerOrders({ by: customer, test: true })
      await settled()
      expect(await verdictsIn(api)).toEqual([])

      await shop.customerOrders({ by: customer })
      await settled()

      expect(await verdictsIn(api)).toEqual(['first: granted'])
      expect(await factsOf(api, customer.id)).toMatchObject({ 'customer.ordersCount': 1 })
      expect((await api.status()).orders.live).toBe(3)
    })

    test('that is refunded in full is no kept one', async () => {
      const { shop, api, settled } = await app().openShop([
        starterRules.find(({ name }) => name === 'Regulars carry a tag'),
      ])
      const first = await shop.customerOrders({ on: '2026-01-01', total: '20.00' })
      shop.refundsOrder(first, { on: '2026-01-05' })
      for (const on of ['2026-02-01', '2026-03-01', '2026-04-01'])
        await shop.customerOrders({ by: first, on, total: '20.00' })
      await settled()

      expect(await factsOf(api, first.customer.id)).toMatchObject({
        'customer.ordersCount': 4,
        'customer.keptOrdersCount': 3,
        'customer.grossSpent': '80.00',
        'customer.totalSpent': '60.00',
      })
      expect(shop.tagsOf(first)).toEqual([])

      await shop.customerOrders({ by: first, on: '2026-05-01' })
      await settled()
      expect(shop.tagsOf(first)).toEqual(['regular'])
    })

    test('that is edited is read again, and counts with its new total', async () => {
      const { shop, api, settled } = await app().openShop()
      const placed = await shop.customerOrders({ lines: [{ sku: 'TEA-1', price: '10.00' }] })
      await settled()

      shop.editsOrder(placed, { addLines: [{ sku: 'POT-2', price: '5.00' }] })
      await settled()

      expect(await factsOf(api, placed.customer.id)).toMatchObject({
        'customer.totalSpent': '15.00',
        'customer.ordersCount': 1,
      })
      const topics = (await api.activity()).deliveries.map(({ topic }) => topic)
      expect(topics).toEqual(expect.arrayContaining(['orders/edited', 'reread/order']))
    })

    test('that is deleted counts no longer, and starts nothing', async () => {
      const { shop, api, settled } = await app().openShop([tagRule('cancelled', { trigger: 'order.cancelled' })])
      const placed = await shop.customerOrders()
      await settled()

      shop.deletesOrder(placed)
      await settled()

      expect(await verdictsIn(api)).toEqual([])
      expect(await factsOf(api, placed.customer.id)).toMatchObject({ 'customer.ordersCount': 0 })
    })
  })

  describe('a rule', () => {
    test('in draft or paused gives nothing, and live again from then on', async () => {
      const { shop, api, settled } = await app().openShop()
      const draft = await api.createRule(tagRule('draft'))
      const rule = await api.createRule(tagRule('paused'))
      await api.setRuleState(rule.id, 'live', rule.version)
      await api.setRuleState(rule.id, 'paused', rule.version)

      await shop.customerOrders()
      await settled()
      expect(await verdictsIn(api)).toEqual([])

      await api.setRuleState(draft.id, 'live', draft.version)
      const { customer } = await shop.customerOrders()
      await settled()
      expect(await verdictsIn(api)).toEqual(['draft: granted'])
      expect(shop.tagsOf(customer)).toEqual(['draft'])
      expect(await api.rules()).toMatchObject([
        { name: 'draft', granted: 1 },
        { name: 'paused', granted: 0 },
      ])
    })

    test('that was changed gives by its new version once that is live, and decisions keep the one they were made by', async () => {
      const { shop, api, settled } = await app().openShop([tagRule('one')])
      await shop.customerOrders()
      await settled()
      const [rule] = await api.rules()
      const { id, version } = await api.saveRule(rule?.id ?? '', tagRule('two'), 1)
      await api.setRuleState(id, 'live', version)

      const { customer } = await shop.customerOrders()
      await settled()

      expect(shop.tagsOf(customer)).toEqual(['two'])
      const versions = (await api.activity('?show=decided')).deliveries.flatMap(({ decisions }) =>
        decisions.map(({ ruleName, ruleVersion }) => `${ruleName} ${ruleVersion}`),
      )
      expect([...new Set(versions)]).toEqual(['two 2', 'one 1'])
    })
  })
}
