import { describe, expect, test } from 'vitest'
import type { ShopParityReport } from '../../../app/engine/shop-parity.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { document, work, write } from '../rows.ts'

export const parityTests = (opened: () => TestStore): void => {
  const store = () => opened().store
  const guard = () => store().parity
  const report: ShopParityReport = { asOf: 0, regularAbove: 3, regulars: 0, offers: [], shutOutBySet: [] }
  const found = { report, fingerprint: 'one', isCut: false }
  const lookedAt = async () => {
    const shop = await openShop(store())
    await guard().claim(shop, 'me', 60_000)
    await guard().finish(shop, 'me', found, null)
    return shop
  }
  /** What stands in the way of a second look is the time that it rests. */
  const begunLongAgo = (shop: string) =>
    store().database.query(`UPDATE parity SET begun_at = begun_at - interval '1 hour' WHERE shop = $1`, [shop])
  const isDue = async (shop: string) => (await guard().nextDueMs(shop)) !== null
  const isInSweep = async (shop: string) =>
    (await store().shops.withWork()).find((each) => each.shop === shop)?.parity === true
  const offersChanged = (shop: string, discountId: string | null) =>
    write(store(), shop, { shopEvents: [{ kind: 'offers', discountId }] })

  describe('what the guard found', () => {
    test('is looked for once the past is read, by one at a time, and kept', async () => {
      const unread = await openShop(store(), { isRead: false })
      expect(await guard().claim(unread, 'me', 60_000)).toBeNull()
      const shop = await openShop(store())
      expect(await isInSweep(shop)).toBe(true)

      expect(await guard().claim(shop, 'me', 60_000)).toMatchObject({ state: 'reading', attempts: 1, report: null })
      expect(await guard().claim(shop, 'you', 60_000)).toBeNull()
      expect(await guard().progress(shop, 'you', { read: 1, of: 2, forMs: 1 })).toBe(false)
      expect(await guard().progress(shop, 'me', { read: 1, of: 2, forMs: 60_000 })).toBe(true)
      expect(await guard().find(shop)).toMatchObject({ state: 'reading', read: 1, of: 2 })
      await guard().finish(shop, 'me', found, null)

      expect(await guard().find(shop)).toMatchObject({ state: 'done', report, fingerprint: 'one', isDue: false })
      expect(await isInSweep(shop)).toBe(false)
    })

    test('is taken up by another where whoever looked is gone, and given back where the process stops', async () => {
      const shop = await openShop(store())
      await guard().claim(shop, 'gone', 0)
      expect(await guard().claim(shop, 'me', 60_000)).toMatchObject({ attempts: 2 })

      await guard().release(shop, 'me')

      expect(await guard().claim(shop, 'you', 60_000)).toMatchObject({ attempts: 2 })
    })

    test('stays where looking again fails, and is tried again after a while', async () => {
      const shop = await lookedAt()
      await guard().ask(shop, { anew: true })
      await guard().claim(shop, 'me', 60_000)

      await guard().fail(shop, 'me', 'no answer', 60_000)

      expect(await guard().find(shop)).toMatchObject({
        state: 'failed',
        problem: 'no answer',
        report,
        fingerprint: null,
      })
      expect(await guard().claim(shop, 'me', 60_000)).toBeNull()
      expect(await guard().nextDueMs(shop)).toBeGreaterThan(50_000)
    })

    test('is looked for again where somebody asks, a rule runs otherwise, the settings change, or a day is over', async () => {
      const [asked, ruled, settled, aged, drafted] = [
        await lookedAt(),
        await lookedAt(),
        await lookedAt(),
        await lookedAt(),
        await lookedAt(),
      ]

      await guard().ask(asked, { anew: false })
      await store().rules.create(ruled, document(), 'Sam', { state: 'live' })
      await store().policies.set(settled, { regularAbove: 4 }, 'Sam')
      await store().database.query(`UPDATE parity SET looked_at = looked_at - interval '25 hours' WHERE shop = $1`, [
        aged,
      ])
      await store().rules.create(drafted, document(), 'Sam')

      for (const shop of [asked, ruled, settled, aged]) expect(await isInSweep(shop)).toBe(true)
      expect(await isInSweep(drafted)).toBe(false)
    })

    test('is looked for again when the shop’s own discounts change, and rests in between', async () => {
      const shop = await lookedAt()

      await offersChanged(shop, '7')
      expect(await guard().nextDueMs(shop)).toBeGreaterThan(15_000)
      const other = await lookedAt()
      await begunLongAgo(other)
      await offersChanged(other, '7')
      expect(await guard().nextDueMs(other)).toBeLessThanOrEqual(1_000)
    })

    test('is looked for again when an offer begins or ends', async () => {
      const shop = await openShop(store())
      await guard().claim(shop, 'me', 60_000)

      await guard().finish(shop, 'me', found, Date.now() + 90 * 60_000)

      expect(await guard().nextDueMs(shop)).toBeGreaterThan(80 * 60_000)
      expect(await isInSweep(shop)).toBe(false)
      await store().database.query(`UPDATE parity SET due_at = due_at - interval '2 hours' WHERE shop = $1`, [shop])
      expect(await isInSweep(shop)).toBe(true)
    })

    test('has nothing to do with a code that one of our own rules has made', async () => {
      const shop = await lookedAt()
      await write(store(), shop, {
        effects: [
          work('c', {
            effect: {
              kind: 'code',
              customerId: 'ada',
              title: 'Thanks',
              worth: { percent: 10 },
              minimumSubtotal: null,
              startsAt: 0,
              endsAt: null,
              combinesWith: { orders: false, products: false, shipping: false },
            },
          }),
        ],
      })
      const performed = { outcome: 'done', result: { discountId: 'gid://shopify/DiscountCodeNode/77' } } as const
      await store().effects.settle(shop, [{ key: 'c', performed, nextInMs: 0 }])

      await offersChanged(shop, '77')
      expect(await isDue(shop)).toBe(false)
      await offersChanged(shop, null)
      expect(await isDue(shop)).toBe(true)
    })
  })

  describe('what people say of an offer', () => {
    const offer = { id: '7', title: 'WELCOME10' }

    test('is kept beside the rule that was made for it', async () => {
      const shop = await openShop(store())
      const made = document({ name: 'Regulars too' })

      await guard().answer(shop, offer, true, 'Sam')
      await guard().link(shop, offer, { id: 'rul-1', version: 1, document: made })
      await guard().stuck(shop, '7', 'too much')

      expect(await guard().offers(shop)).toMatchObject([
        {
          offerId: '7',
          newcomersOnly: true,
          saidBy: 'Sam',
          companion: { ruleId: 'rul-1', version: 1, madeFrom: made, problem: 'too much' },
        },
      ])
      await guard().answer(shop, offer, null, 'Ines')
      await guard().followed(shop, '7', 2, document({ name: 'Otherwise' }))

      expect(await guard().offers(shop)).toMatchObject([
        {
          newcomersOnly: null,
          saidBy: 'Ines',
          companion: { version: 2, madeFrom: { name: 'Otherwise' }, problem: null },
        },
      ])
    })
  })
}
