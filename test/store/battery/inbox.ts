import { describe, expect, test } from 'vitest'
import type { LedgerKey } from '../../../app/ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { claimed, delivery, write } from '../rows.ts'

export const inboxTests = (opened: () => TestStore): void => {
  const insert = (...deliveries: readonly ReturnType<typeof delivery>[]) => opened().store.inbox.insertMany(deliveries)
  const rowsOf = (shop: string) =>
    opened().store.database.query<{
      topic: string
      event_id: string
      resource_id: string
      status: string
      body: Uint8Array
    }>(`SELECT topic, event_id, resource_id, status, body FROM delivery WHERE shop = $1 ORDER BY id`, [shop])

  describe('the inbox', () => {
    test('stores a delivery once, and knows a repeat', async () => {
      const shop = await openShop(opened().store)

      expect(await insert(delivery(shop, '1'))).toEqual(['stored'])
      expect(await insert(delivery(shop, '1', { body: Buffer.from('other') }))).toEqual(['repeated'])
      expect(await rowsOf(shop)).toMatchObject([{ resource_id: '1', body: delivery(shop, '1').body }])
    })

    test('tells fresh ones from repeats in one statement, a pair of repeats within it too', async () => {
      const shop = await openShop(opened().store)
      await insert(delivery(shop, '1'))

      const received = await insert(
        delivery(shop, '2'),
        delivery(shop, '1'),
        delivery(shop, '3'),
        delivery(shop, '3'),
        delivery(shop, '3'),
      )

      expect(received).toEqual(['stored', 'repeated', 'stored', 'repeated', 'repeated'])
      expect(await rowsOf(shop)).toHaveLength(3)
    })

    test('takes topic, event and resource for one delivery only together', async () => {
      const shop = await openShop(opened().store)

      const received = await insert(
        delivery(shop, '1'),
        delivery(shop, '1', { topic: 'orders/paid' }),
        delivery(shop, '1', { eventId: 'another' }),
        delivery(shop, '1', { resourceId: 'another' }),
      )

      expect(received).toEqual(Array(4).fill('stored'))
    })

    test('takes nothing of a shop that nobody knows, or that removed the app', async () => {
      const shop = await openShop(opened().store)
      const gone = await openShop(opened().store)
      await write(opened().store, gone, { shopEvents: [{ kind: 'uninstalled' }] })

      const received = await insert(delivery('nobody.myshopify.com', '1'), delivery(shop, '1'), delivery(gone, '1'))

      expect(received).toEqual(['unknown_shop', 'stored', 'unknown_shop'])
      expect(await rowsOf('nobody.myshopify.com')).toEqual([])
    })

    test('takes what waits for a person from any shop, and never gives it to the lane', async () => {
      const shop = await openShop(opened().store)
      const waiting = { topic: 'shop/redact', status: 'waiting', key: null } as const

      expect(await insert(delivery(`left-${shop}`, '1', waiting), delivery(shop, '2', waiting))).toEqual([
        'stored',
        'stored',
      ])
      expect(await insert(delivery(`left-${shop}`, '1', waiting))).toEqual(['repeated'])
      expect(await claimed(opened().store, shop)).toEqual([])
      expect(await rowsOf(`left-${shop}`)).toMatchObject([{ status: 'waiting' }])
    })

    test('keeps what cannot be read as failed, with the reason, out of the lane', async () => {
      const shop = await openShop(opened().store)

      await insert(delivery(shop, '1', { status: 'failed', key: null, problem: 'not JSON' }))

      expect(await claimed(opened().store, shop)).toEqual([])
      const { rows } = await opened().store.activity.deliveries(shop, 'failed', null)
      expect(rows).toMatchObject([{ status: 'failed', problem: 'not JSON', entryId: null, at: null }])
    })

    test.each([
      { what: 'every byte there is', body: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)) },
      { what: 'nothing', body: Buffer.alloc(0) },
      { what: 'two megabytes', body: Buffer.alloc(2 * 1024 * 1024, 'x') },
    ])('keeps a body of $what as it came', async ({ body }) => {
      const shop = await openShop(opened().store)

      await insert(delivery(shop, '1', { body }))

      const [row] = await rowsOf(shop)
      expect(Buffer.from(row?.body ?? []).equals(body)).toBe(true)
    })

    test.each(['nul\u0000id', 'half\ud800', '\udc00half', 'emoji😀', 'quote"\'\\', 'O’Brien; DROP TABLE shop'])(
      'takes and knows again ids such as %j',
      async (id) => {
        const shop = await openShop(opened().store)
        const odd = delivery(shop, id, { eventId: id, key: { at: 0, kind: 'order', id } })

        expect(await insert(odd, delivery(shop, '2'))).toEqual(['stored', 'stored'])
        expect(await insert(odd)).toEqual(['repeated'])
      },
    )

    test('answers nothing to nothing', async () => {
      expect(await opened().store.inbox.insertMany([])).toEqual([])
    })

    test('stores each of many at once exactly once, whoever else brings them in another order', async () => {
      const shop = await openShop(opened().store)
      for (let round = 0; round < 10; round++) {
        const many = Array.from({ length: 200 }, (_, index) => delivery(shop, `${round}-${index}`))

        const answers = await Promise.all([insert(...many), insert(...many.toReversed()), insert(...many)])

        expect(answers.flat().filter((received) => received === 'stored')).toHaveLength(200)
        expect(answers.flat().filter((received) => received === 'repeated')).toHaveLength(400)
      }
      expect(await rowsOf(shop)).toHaveLength(2_000)
    })

    test('is claimed in ledger order: moment, kind, id as a number, then arrival', async () => {
      const shop = await openShop(opened().store)
      const place = (at: number, kind: LedgerKey['kind'], id: string) => ({ key: { at, kind, id } })

      await insert(
        delivery(shop, 'g', place(2, 'order', '1')),
        delivery(shop, 'f', place(1, 'refund', '1')),
        delivery(shop, 'e', place(1, 'payment', '1')),
        delivery(shop, 'd', place(1, 'order', 'R-1')),
        delivery(shop, 'c', place(1, 'order', '10')),
        delivery(shop, 'b', place(1, 'order', '9')),
      )
      await insert(delivery(shop, 'a', place(1, 'order', '9')))

      expect(await claimed(opened().store, shop)).toEqual(['b', 'a', 'c', 'd', 'e', 'f', 'g'])
    })
  })
}
