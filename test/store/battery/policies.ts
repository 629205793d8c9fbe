import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICIES } from '../../../app/rules/policies.ts'
import { openShop, type TestStore } from '../open-test-store.ts'

export const policyTests = (opened: () => TestStore): void => {
  const store = () => opened().store
  const storedOf = async (shop: string) =>
    (await store().database.query<{ settings: unknown }>(`SELECT settings FROM policies WHERE shop = $1`, [shop]))[0]

  describe('what a shop holds its rules to', () => {
    test('is the defaults until somebody says otherwise', async () => {
      const shop = await openShop(store())

      expect(await store().policies.read(shop)).toEqual({ policies: DEFAULT_POLICIES, changes: {}, changedAt: null })
    })

    test('is stored where it differs, with who changed it last', async () => {
      const shop = await openShop(store())

      await store().policies.set(shop, { contacts: { times: 4 }, staffTag: 'team' }, 'Sam')
      await store().policies.set(shop, { contacts: { quiet: null }, staffTag: 'staff' }, 'Ines')

      expect(await storedOf(shop)).toEqual({ settings: { contacts: { times: 4, quiet: null } } })
      const { policies, changes } = await store().policies.read(shop)
      expect(policies).toEqual({
        ...DEFAULT_POLICIES,
        contacts: { ...DEFAULT_POLICIES.contacts, times: 4, quiet: null },
      })
      expect(changes).toMatchObject({ contacts: { by: 'Ines' }, staffTag: { by: 'Ines' } })
    })

    test('is not changed by somebody who read it before another changed it', async () => {
      const shop = await openShop(store())
      const { changedAt } = await store().policies.read(shop)

      expect(await store().policies.set(shop, { discountCeilingPercent: 30 }, 'Sam', changedAt)).toMatchObject({
        is: 'set',
        changed: ['discountCeilingPercent'],
      })
      expect(await store().policies.set(shop, { discountCeilingPercent: 40 }, 'Ines', changedAt)).toEqual({
        is: 'stale',
      })

      expect(await store().policies.set(shop, { regularAbove: 4 }, 'Ines', changedAt)).toMatchObject({ is: 'set' })

      expect(await store().policies.find(shop)).toMatchObject({ discountCeilingPercent: 30, regularAbove: 4 })
    })

    test('loses nothing when many change it at once', async () => {
      const shop = await openShop(store())

      await Promise.all([
        store().policies.set(shop, { contacts: { times: 5 } }, 'Sam'),
        store().policies.set(shop, { contacts: { days: 60 } }, 'Ines'),
        store().policies.set(shop, { regularAbove: 5 }, 'Jo'),
      ])

      expect(await store().policies.find(shop)).toMatchObject({ contacts: { times: 5, days: 60 }, regularAbove: 5 })
    })

    test('has the past read again where other orders are to count, and waits while it is being read', async () => {
      const shop = await openShop(store())

      expect(await store().policies.set(shop, { countFreeOrders: true }, 'Sam')).toMatchObject({ readsAgain: true })
      expect(await store().shops.find(shop)).toMatchObject({ history: { state: 'waiting' } })

      await store().history.begin(shop)
      expect(await store().policies.set(shop, { countFreeOrders: false }, 'Sam')).toEqual({ is: 'reading' })
      expect(await store().policies.set(shop, { regularAbove: 4 }, 'Sam')).toMatchObject({ readsAgain: false })
      expect(await store().policies.find(shop)).toMatchObject({ countFreeOrders: true, regularAbove: 4 })
    })
  })

  describe('stopping everything', () => {
    test('tells since when and by whom, until it is started again', async () => {
      const shop = await openShop(store())

      expect(await store().policies.stop(shop, 'Sam')).toBe(true)
      expect(await store().policies.stop(shop, 'Ines')).toBe(false)
      expect(await store().shops.find(shop)).toMatchObject({ stoppedAt: expect.any(Date), stoppedBy: 'Sam' })

      expect(await store().policies.start(shop)).toBe(true)
      expect(await store().policies.start(shop)).toBe(false)
      expect(await store().shops.find(shop)).toMatchObject({ stoppedAt: null, stoppedBy: null })
    })
  })

  describe('somebody who asked not to be contacted', () => {
    test('is kept with who said so first, and can take it back', async () => {
      const shop = await openShop(store())
      const [first, second] = [new Date('2026-11-01T09:00:00.123Z'), new Date('2026-11-02T09:00:00Z')]

      await store().neverContact.set(shop, 'ada', { saidBy: 'Sam', since: first })
      await store().neverContact.set(shop, 'ada', { saidBy: 'Ines', since: second })
      await store().neverContact.set(shop, 'ben', { saidBy: 'Ines', since: second })

      expect(await store().neverContact.find(shop, 'ada')).toEqual({
        customerId: 'ada',
        since: first,
        saidBy: 'Sam',
      })
      expect((await store().neverContact.list(shop)).map(({ customerId }) => customerId)).toEqual(['ben', 'ada'])

      await store().neverContact.unset(shop, 'ada', second)
      expect(await store().neverContact.find(shop, 'ada')).not.toBeNull()
      await store().neverContact.unset(shop, 'ada', first)
      expect(await store().neverContact.find(shop, 'ada')).toBeNull()
    })
  })
}
