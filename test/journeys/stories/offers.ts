import { describe, expect, test } from 'vitest'
import type { RuleDocument } from '../../../app/rules/types.ts'
import type { StartedApp } from '../../support/start-app.ts'
import { verdictsIn } from './rules.ts'

const MESSAGE = '10% off, because you keep coming back'
/** Ten per cent at the checkout, but for what a test says. */
export const checkoutRule = (given: Partial<RuleDocument> = {}): RuleDocument => ({
  format: 1,
  name: 'Welcome',
  trigger: 'checkout',
  conditions: { all: [{ fact: 'cart.subtotal', operator: 'greaterThan', value: '0.00' }] },
  actions: [{ type: 'discount.order', params: { percent: 10, message: MESSAGE } }],
  ...given,
})
const BY_MESSAGE = [{ title: MESSAGE, amount: '8.62' }]
const ONCE = { limits: { perCustomer: { times: 1, days: 90 } } } as const

export const offerStories = (app: () => StartedApp): void => {
  describe('an offer of the checkout that an order came with', () => {
    test('is booked on its rule at what it really took off, by its message', async () => {
      const { shop, api, settled } = await app().openShop([checkoutRule({ limits: { budget: { amount: '10.00' } } })])

      const { order } = await shop.customerOrders({ total: '86.20', offers: BY_MESSAGE })
      await settled()
      const second = await shop.customerOrders({ total: '86.20' })
      await settled()

      expect(await verdictsIn(api)).toEqual(['Welcome: granted', 'Welcome: over_budget'])
      expect((await api.activity('?show=decided')).deliveries.flatMap(({ decisions }) => decisions)).toMatchObject([
        { reason: expect.stringContaining('budget'), offer: null },
        { offer: { order: `#${order.number}`, amount: '£8.62', overrun: null, cameBack: false } },
      ])
      expect(second.order.total).toBe(8_620)
    })

    test('is found by what was in force where the customer read our discount’s own title', async () => {
      const { shop, api, settled } = await app().openShop([checkoutRule()])

      await shop.customerOrders({ total: '50.00', offers: [{ title: 'Perennial', amount: '5.00' }] })
      await settled()

      expect(await verdictsIn(api)).toEqual(['Welcome: granted'])
    })

    test('is honoured past a limit, and shown', async () => {
      const { shop, api, settled } = await app().openShop([checkoutRule(ONCE)])
      const { customer } = await shop.customerOrders({ total: '86.20', offers: BY_MESSAGE, on: '2026-03-01T10:00:00Z' })
      await shop.customerOrders({ by: customer, total: '86.20', offers: BY_MESSAGE, on: '2026-03-02T10:00:00Z' })
      await settled()

      const [latest] = (await api.activity('?show=decided')).deliveries.flatMap(({ decisions }) => decisions)
      expect(latest).toMatchObject({
        verdict: 'granted',
        offer: { amount: '£8.62', overrun: 'they have had it once in 90 days, as often as the rule allows' },
      })
      const [rule] = await api.rules()
      expect(await api.checkoutUse(rule?.id ?? '')).toEqual({ qualified: 1, carried: 1, overruns: 1 })
    })

    test('comes back with an order that is cancelled', async () => {
      const { shop, api, settled } = await app().openShop([checkoutRule(ONCE)])
      const first = await shop.customerOrders({ total: '86.20', offers: BY_MESSAGE, on: '2026-03-01T10:00:00Z' })
      await settled()
      shop.cancels(first, '2026-03-01T12:00:00Z')
      await shop.customerOrders({ by: first, total: '86.20', offers: BY_MESSAGE, on: '2026-03-02T10:00:00Z' })
      await settled()

      const decisions = (await api.activity('?show=decided')).deliveries.flatMap((delivery) => delivery.decisions)
      expect(decisions).toMatchObject([
        { offer: { overrun: null, cameBack: false } },
        { offer: { overrun: null, cameBack: true } },
      ])
    })

    test('is measured against those whom it was for', async () => {
      const { shop, api, settled } = await app().openShop([checkoutRule()])
      for (const offers of [BY_MESSAGE, [], BY_MESSAGE]) await shop.customerOrders({ total: '86.20', offers })
      await settled()

      const [rule] = await api.rules()
      expect(await api.checkoutUse(rule?.id ?? '')).toEqual({ qualified: 3, carried: 2, overruns: 0 })
    })

    test('is listed as unclear where nobody can tell whose it was, and others’ discounts are left alone', async () => {
      const { shop, api, settled } = await app().openShop([])
      const { order } = await shop.customerOrders({ total: '50.00', offers: [{ title: 'Perennial', amount: '5.00' }] })
      await shop.customerOrders({ total: '50.00', offers: [{ title: 'Summer sale', amount: '5.00' }] })
      await settled()

      expect((await api.activity()).unclearOffers).toEqual([
        { order: `#${order.number}`, title: 'Perennial', amount: '£5.00', at: expect.any(String) },
      ])
    })
  })
}
