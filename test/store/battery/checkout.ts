import { describe, expect, test } from 'vitest'
import { openShop, type TestStore } from '../open-test-store.ts'

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
}
