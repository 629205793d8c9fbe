import { describe, expect, test } from 'vitest'
import type { StandingValue } from '../../../app/engine/standings.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { batch, document, inLane, work, write } from '../rows.ts'

const POLICY = {
  text: '[1]',
  variables: '{"tags":[]}',
  terms: { title: 'Perennial', classes: ['order'], onSubscriptions: false },
  rules: [{ ruleId: 'rul_1', bytes: 40 }],
} as const

export const checkoutTests = (opened: () => TestStore): void => {
  const store = () => opened().store

  describe('the policy that is in force', () => {
    test('is kept with its time, and the same one again is no other', async () => {
      const shop = await openShop(store())
      expect(await store().checkoutPolicies.current(shop)).toBeNull()

      await store().checkoutPolicies.set(shop, POLICY)
      await store().checkoutPolicies.set(shop, POLICY)
      await store().checkoutPolicies.set(shop, { ...POLICY, text: '[2]' })

      const [second, first, ...others] = await store().checkoutPolicies.list(shop)
      expect(others).toEqual([])
      expect(first).toMatchObject({ ...POLICY, version: 1, until: expect.any(Date) })
      expect(second).toMatchObject({ text: '[2]', version: 2, until: null })
      expect(await store().checkoutPolicies.current(shop)).toEqual(second)
      expect(await store().checkoutPolicies.at(shop, first?.since.getTime() ?? 0)).toMatchObject({ version: 1 })
      expect(await store().checkoutPolicies.at(shop, Date.now() + 1_000)).toMatchObject({ version: 2 })
      expect(await store().checkoutPolicies.at(shop, 0)).toBeNull()
    })

    test('ends without another where nothing is published any more', async () => {
      const shop = await openShop(store())
      await store().checkoutPolicies.set(shop, POLICY)

      await store().checkoutPolicies.set(shop, null)

      expect(await store().checkoutPolicies.current(shop)).toBeNull()
      expect(await store().checkoutPolicies.list(shop)).toMatchObject([{ version: 1, until: expect.any(Date) }])
      await store().checkoutPolicies.set(shop, POLICY)
      expect(await store().checkoutPolicies.current(shop)).toMatchObject({ version: 2 })
    })
  })

  describe('what the checkout asks of customers', () => {
    test('keeps its number for ever, and no number is given twice', async () => {
      const shop = await openShop(store())
      const [one, other] = [
        { number: 0, leaf: { kind: 'permit', ruleId: 'rul_1' } },
        { number: 1, leaf: { kind: 'held', ruleId: 'rul_1' } },
      ] as const
      expect(await inLane(store(), shop, async ({ checkout }) => checkout.hasLeaves)).toBe(false)

      await inLane(store(), shop, ({ checkout }) => checkout.addLeaves([other, one]))

      expect(await inLane(store(), shop, async ({ checkout }) => checkout.hasLeaves)).toBe(true)
      expect(await inLane(store(), shop, ({ checkout }) => checkout.leaves())).toEqual([one, other])
      await expect(
        inLane(store(), shop, ({ checkout }) =>
          checkout.addLeaves([{ number: 1, leaf: { kind: 'held', ruleId: 'rul_2' } }]),
        ),
      ).rejects.toThrow()
      await expect(
        inLane(store(), shop, ({ checkout }) => checkout.addLeaves([{ ...one, number: 2 }])),
      ).rejects.toThrow()
    })

    test('comes from rules for the checkout, those that may come back among them', async () => {
      const shop = await openShop(store())
      const checkoutRule = document({ trigger: 'checkout' })
      const live = await store().rules.create(shop, checkoutRule, 'Sam', { state: 'live', share: 40 })
      const paused = await store().rules.create(shop, checkoutRule, 'Sam', { state: 'paused' })
      await store().rules.create(shop, checkoutRule, 'Sam', { state: 'archived' })
      await store().rules.create(shop, checkoutRule, 'Sam')
      await store().rules.create(shop, document(), 'Sam', { state: 'live' })

      const rules = await inLane(store(), shop, ({ checkout }) => checkout.rules())

      expect(rules.map(({ id, state, share }) => [id, state, share]).sort()).toEqual(
        [
          [live.id, 'live', 40],
          [paused.id, 'paused', 100],
        ].sort(),
      )
    })
  })

  describe('what is told of a customer', () => {
    const value = (bits: number, orders: number | null = null): StandingValue => ({ upTo: 2, orders, bits: [bits] })
    const told = (customerId: string, of: StandingValue) =>
      ({ customerId, is: 'told', value: of, ordersOffset: 1, againInMs: null }) as const

    test('is due until it was told, and again when it is another', async () => {
      const shop = await openShop(store())
      const due = async () => (await store().checkouts.due(shop, 10)).map(({ customerId }) => customerId)
      await write(store(), shop, batch({ standings: [{ customerId: 'ada', value: value(1) }] }))
      expect(await store().checkouts.due(shop, 10)).toEqual([
        { customerId: 'ada', value: value(1), told: null, ordersOffset: null, attempts: 0 },
      ])

      await store().checkouts.settle(shop, [told('ada', value(1))])
      expect(await due()).toEqual([])
      expect(await store().checkouts.nextDueMs(shop)).toBeNull()

      await write(store(), shop, batch({ standings: [{ customerId: 'ada', value: value(1) }] }))
      expect(await due()).toEqual([])
      await write(store(), shop, batch({ standings: [{ customerId: 'ada', value: value(3) }] }))
      expect(await store().checkouts.due(shop, 10)).toMatchObject([{ customerId: 'ada', ordersOffset: 1 }])
    })

    test('stays due where it changed while it was being told', async () => {
      const shop = await openShop(store())
      await write(store(), shop, batch({ standings: [{ customerId: 'ada', value: value(1) }] }))
      await write(store(), shop, batch({ standings: [{ customerId: 'ada', value: value(2) }] }))

      await store().checkouts.settle(shop, [told('ada', value(1))])

      expect(await store().checkouts.due(shop, 10)).toMatchObject([{ value: value(2) }])
    })

    test('stays due where it changed and changed back while the other was being told', async () => {
      const shop = await openShop(store())
      const writeBits = (bits: number) =>
        write(store(), shop, batch({ standings: [{ customerId: 'ada', value: value(bits) }] }))
      await writeBits(1)
      await store().checkouts.settle(shop, [told('ada', value(1))])
      await writeBits(2)
      await writeBits(1)

      await store().checkouts.settle(shop, [told('ada', value(2))])

      expect(await store().checkouts.due(shop, 10)).toMatchObject([{ value: value(1), told: value(2) }])
      await store().checkouts.settle(shop, [told('ada', value(1))])
      expect(await store().checkouts.nextDueMs(shop)).toBeNull()
    })

    test('is tried again later where it did not work, and not again of who is gone', async () => {
      const shop = await openShop(store())
      const both = ['ada', 'ben'].map((customerId) => ({ customerId, value: value(1) }))
      await write(store(), shop, batch({ standings: both }))

      await store().checkouts.settle(shop, [
        { customerId: 'ada', is: 'retry', problem: 'Shopify is away', inMs: 60_000 },
        { customerId: 'ben', is: 'gone' },
      ])

      expect(await store().checkouts.due(shop, 10)).toEqual([])
      expect(await store().checkouts.nextDueMs(shop)).toBeGreaterThan(50_000)
      expect(await store().checkouts.progress(shop)).toEqual({
        ...{ customers: 0, told: 0, waiting: 1, gone: 1, troubled: 1, problem: 'Shopify is away' },
      })
      await write(store(), shop, batch({ standings: [{ customerId: 'ben', value: value(2) }] }))
      expect(await store().checkouts.due(shop, 10)).toEqual([])
    })

    test('is due to everybody again once the app was taken out of the shop', async () => {
      const shop = await openShop(store())
      await write(store(), shop, batch({ standings: [{ customerId: 'ada', value: value(1) }] }))
      await store().checkouts.settle(shop, [told('ada', value(1))])
      await store().checkoutPolicies.set(shop, POLICY)
      await store().checkouts.note(shop, { discountId: 'gid://shopify/DiscountAutomaticNode/7', checkedAt: new Date() })

      await write(store(), shop, batch({ shopEvents: [{ kind: 'uninstalled' }] }))

      expect(await store().checkouts.due(shop, 10)).toMatchObject([{ customerId: 'ada' }])
      expect(await store().checkouts.find(shop)).toMatchObject({ discountId: null, checkedAt: null })
      expect(await store().checkoutPolicies.current(shop)).toBeNull()
    })

    test('and where Shopify decides by itself, what was tried there is not forgotten', async () => {
      const shop = await openShop(store())
      await store().checkouts.note(shop, { way: 'native', wayAt: new Date() })

      await write(store(), shop, batch({ shopEvents: [{ kind: 'uninstalled' }] }))

      expect(await store().checkouts.find(shop)).toMatchObject({ way: 'native', wayAt: new Date(0) })
    })
  })

  describe('an offer that a customer keeps', () => {
    const keep = (key: string, offer: string, until: number) => ({
      ...work(key, { effect: { kind: 'keep', customerId: 'ada', offer, until } }),
      attempts: 0,
    })

    test('is that of the live rule of its name, noted once and told of once', async () => {
      const shop = await openShop(store())
      const now = Date.now()
      const written = document({ name: 'Free delivery', trigger: 'checkout' })
      await store().rules.create(shop, written, 'Sam')
      const live = await store().rules.create(shop, written, 'Sam', { state: 'live' })

      expect(await store().effects.keepOffer(shop, keep('k', 'Free delivery', now + 60_000))).toBe(true)
      expect(await store().effects.keepOffer(shop, keep('k', 'Free delivery', now + 60_000))).toBe(true)
      expect(await store().effects.keepOffer(shop, keep('l', 'Another', now + 60_000))).toBe(false)

      await inLane(store(), shop, async ({ checkout }) => {
        const held = [{ customerId: 'ada', ruleId: live.id }]
        expect(await checkout.heldOffers(now)).toEqual(held)
        expect(await checkout.heldOffers(now, ['ada', 'ben'])).toEqual(held)
        expect(await checkout.heldOffers(now, ['ben'])).toEqual([])
        expect(await checkout.heldOffers(now + 60_000)).toEqual([])
        expect([...(await checkout.heldRules())]).toEqual([live.id])
        expect(await checkout.takeNewHolders()).toEqual(['ada'])
        expect(await checkout.takeNewHolders()).toEqual([])
      })
    })

    test('is none of a rule that is for something else', async () => {
      const shop = await openShop(store())
      await store().rules.create(shop, document({ name: 'Cards' }), 'Sam', { state: 'live' })

      expect(await store().effects.keepOffer(shop, keep('k', 'Cards', Date.now() + 60_000))).toBe(false)
    })
  })

  describe('who publishes for a shop', () => {
    test('is one at a time, until they let go or fall silent', async () => {
      const shop = await openShop(store())
      expect(await store().checkouts.lease(shop, 'one', 60_000)).toBe(true)
      expect(await store().checkouts.lease(shop, 'other', 60_000)).toBe(false)
      expect(await store().checkouts.lease(shop, 'one', 0)).toBe(true)
      expect(await store().checkouts.lease(shop, 'other', 60_000)).toBe(true)

      await store().checkouts.release(shop, 'one')
      expect(await store().checkouts.lease(shop, 'one', 60_000)).toBe(false)
      await store().checkouts.release(shop, 'other')
      expect(await store().checkouts.lease(shop, 'one', 60_000)).toBe(true)
    })

    test('notes how it went, and what is not noted stays as it was', async () => {
      const shop = await openShop(store())
      expect(await store().checkouts.find(shop)).toMatchObject({ way: 'function', discountId: null, left: [] })
      const at = new Date('2026-11-24T09:00:00.123Z')

      await store().checkouts.note(shop, { discountId: 'gid://shopify/DiscountAutomaticNode/7', checkedAt: at })
      await store().checkouts.note(shop, { left: [{ ruleId: 'rul_1', why: 'used_up' }], points: 200 })

      expect(await store().checkouts.find(shop)).toMatchObject({
        discountId: 'gid://shopify/DiscountAutomaticNode/7',
        checkedAt: at,
        left: [{ ruleId: 'rul_1', why: 'used_up' }],
        points: 200,
      })
      await write(
        store(),
        shop,
        batch({ shopEvents: [{ kind: 'offers', discountId: 'gid://shopify/DiscountNode/8' }] }),
      )
      expect((await store().checkouts.find(shop)).checkedAt).toEqual(at)
      await write(
        store(),
        shop,
        batch({ shopEvents: [{ kind: 'offers', discountId: 'gid://shopify/DiscountNode/7' }] }),
      )
      expect((await store().checkouts.find(shop)).checkedAt).toBeNull()
    })
  })
}
