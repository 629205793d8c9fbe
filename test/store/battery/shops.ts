import { describe, expect, test } from 'vitest'
import { cancellation, order, refund, tagChange } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { delivery, inLane, newEntry, work, write } from '../rows.ts'

export const shopTests = (opened: () => TestStore): void => {
  const store = () => opened().store
  const page = (entries: Parameters<typeof newEntry>[0][], customerId = 'ada') => ({
    entries: entries.map((entry) => ({ ...newEntry(entry, customerId), origin: 'history' as const })),
    profiles: [],
    read: entries.length,
    of: 10,
  })

  describe('a shop', () => {
    test('is installed with what the platform says of it', async () => {
      const id = await openShop(store(), { isRead: false })

      expect(await store().shops.find(id)).toEqual({
        id,
        currency: 'GBP',
        timeZone: 'Europe/London',
        scopes: ['read_orders'],
        isInstalled: true,
        hasAccess: false,
        birthdayMetafield: null,
        stoppedAt: null,
        stoppedBy: null,
        history: { state: 'waiting', read: 0, of: null, problem: null },
      })
      expect(await store().shops.find('nobody.myshopify.com')).toBeNull()
    })

    test('that comes back keeps what it held, and has its past read again', async () => {
      const id = await openShop(store())
      await write(store(), id, { entries: [newEntry(order('1'))], shopEvents: [{ kind: 'uninstalled' }] })
      expect(await store().shops.find(id)).toMatchObject({ isInstalled: false })

      await store().shops.install({ id, currency: 'EUR', timeZone: 'UTC', scopes: [] })

      expect(await store().shops.find(id)).toMatchObject({
        isInstalled: true,
        currency: 'EUR',
        history: { state: 'waiting' },
      })
      await store().history.begin(id)
      await store().history.finish(id)
      expect(await inLane(store(), id, (lane) => lane.known([order('1')]))).toEqual(new Set(['order:1']))
    })

    test('that is only opened again keeps its read past', async () => {
      const id = await openShop(store())

      await store().shops.install({ id, currency: 'GBP', timeZone: 'UTC', scopes: [] })

      expect(await store().shops.find(id)).toMatchObject({ history: { state: 'done' } })
    })

    test('that names where birthdays stand has its past read again, once', async () => {
      const id = await openShop(store())

      expect(await store().shops.setBirthdayMetafield(id, 'facts.birth_date')).toBe('set')
      expect(await store().shops.find(id)).toMatchObject({
        birthdayMetafield: 'facts.birth_date',
        history: { state: 'waiting' },
      })
      expect(await store().shops.setBirthdayMetafield(id, 'facts.birth_date')).toBe('kept')

      await store().history.begin(id)
      expect(await store().shops.setBirthdayMetafield(id, 'custom.birthday')).toBe('reading')
      await store().history.finish(id)
      expect(await store().shops.setBirthdayMetafield(id, null)).toBe('kept')
      expect(await store().shops.find(id)).toMatchObject({ birthdayMetafield: null, history: { state: 'done' } })
    })

    test('takes over what it allows the app', async () => {
      const id = await openShop(store())

      await write(store(), id, { shopEvents: [{ kind: 'scopes', scopes: ['read_customers', "o'dd"] }] })

      expect(await store().shops.find(id)).toMatchObject({ scopes: ['read_customers', "o'dd"], isInstalled: true })
    })
  })

  describe('work that waits', () => {
    const workOf = async (id: string) => (await store().shops.withWork()).find(({ shop }) => shop === id)

    test.each<{ what: string; is: object; make: (id: string) => Promise<unknown> }>([
      { what: 'nothing', is: { reading: false, deliveries: false, effects: false }, make: async () => undefined },
      { what: 'a delivery', is: { deliveries: true }, make: (id) => store().inbox.insertMany([delivery(id, '1')]) },
      { what: 'an effect', is: { effects: true }, make: (id) => write(store(), id, { effects: [work('a')] }) },
      {
        what: 'none of its effects while it is stopped',
        is: { effects: false },
        make: async (id) => {
          await write(store(), id, { effects: [work('a')] })
          await store().policies.stop(id, 'Sam')
        },
      },
      { what: 'a past being read', is: { reading: true }, make: (id) => store().history.begin(id) },
    ])('of a shop: $what', async ({ is, make }) => {
      const id = await openShop(store())

      await make(id)

      expect(await workOf(id)).toMatchObject(is)
    })

    test('of a shop that removed the app is none', async () => {
      const id = await openShop(store())
      await store().inbox.insertMany([delivery(id, '1')])

      await write(store(), id, { shopEvents: [{ kind: 'uninstalled' }] })

      expect(await workOf(id)).toBeUndefined()
    })
  })

  describe('a past that is read', () => {
    test('is folded in ledger order, however its pages came', async () => {
      const id = await openShop(store(), { isRead: false })
      await store().history.begin(id)
      await store().history.learn(id, page([refund('r', '1', 400, 3), cancellation('2', 4)]))
      await store().history.learn(
        id,
        page([order('2', { at: 2, total: 7 }), order('1', { at: 1 }), tagChange('t', { add: ['vip'], at: 9 })]),
      )
      expect(await store().shops.find(id)).toMatchObject({ history: { state: 'reading', read: 3, of: 10 } })

      await store().history.finish(id)

      const { passed, histories } = await inLane(store(), id, async (lane) => ({
        passed: lane.passed,
        histories: await lane.customers(['ada']),
      }))
      expect(histories).toMatchObject([
        { ordersCount: 1, totalSpent: 4600, tags: ['vip'], orders: [{ id: '1' }, { id: '2' }] },
      ])
      expect(passed).toEqual({ at: 4, kind: 'cancellation', id: '2' })
      expect(await store().shops.find(id)).toMatchObject({ history: { state: 'done' } })
      expect(await store().figures.status(id)).toMatchObject({ historyOrders: 2, liveOrders: 0 })
    })

    test('takes up what was heard of its orders before anybody knew whose they are', async () => {
      const id = await openShop(store())
      await write(store(), id, {
        entries: [newEntry(refund('r', '1', 400, 9), null), newEntry(refund('s', '404', 1, 9), null)],
      })

      await store().history.begin(id)
      await store().history.learn(id, page([order('1', { at: 1 })]))
      await store().history.finish(id)

      expect(await inLane(store(), id, (lane) => lane.customers(['ada']))).toMatchObject([{ totalSpent: 4600 }])
      expect(await inLane(store(), id, (lane) => lane.orphansOf('404'))).toHaveLength(1)
    })

    test('may be read twice', async () => {
      const id = await openShop(store(), { isRead: false })
      for (let time = 0; time < 2; time++) {
        await store().history.begin(id)
        await store().history.learn(id, page([order('1', { at: 1 })]))
        await store().history.finish(id)
      }

      expect(await inLane(store(), id, (lane) => lane.customers(['ada']))).toMatchObject([{ ordersCount: 1 }])
    })

    test('ends whatever its customers’ ids are written in', async () => {
      const id = await openShop(store(), { isRead: false })
      const ids = ['～', '😀', 'ﬁ', 'a', 'B', 'ä']
      await store().history.begin(id)
      for (const [index, customerId] of ids.entries()) {
        await store().history.learn(id, page([order(String(index), { customerId })], customerId))
      }

      await store().history.finish(id)

      const known = await Array.fromAsync(store().figures.everyCustomer(id))
      expect(known.map((history) => history.id).toSorted()).toEqual(ids.toSorted())
    })

    test('that could not be read says why, and is read again when a person says so', async () => {
      const id = await openShop(store(), { isRead: false })
      await store().history.begin(id)

      await store().history.fail(id, 'Shopify is out of order')

      expect(await store().shops.find(id)).toMatchObject({
        history: { state: 'failed', problem: 'Shopify is out of order' },
      })
      expect(await store().shops.readAgain(id)).toBe(true)
      expect(await store().shops.readAgain(id)).toBe(false)
      expect(await store().shops.find(id)).toMatchObject({ history: { state: 'waiting', problem: null } })
      expect(await store().shops.withWork()).toContainEqual(expect.objectContaining({ shop: id, reading: true }))
    })
  })

  describe('sessions', () => {
    test('are kept, replaced and deleted, and say whether there is access', async () => {
      const id = await openShop(store())
      expect(await store().sessions.load(id)).toBeUndefined()

      await store().sessions.save(id, 'sealed one', Date.now() - 1_000)
      expect(await store().shops.find(id)).toMatchObject({ hasAccess: false })
      await store().sessions.save(id, 'sealed two', Date.now() + 60_000)
      expect(await store().sessions.load(id)).toBe('sealed two')
      expect(await store().shops.find(id)).toMatchObject({ hasAccess: true })
      await store().sessions.delete(id)

      expect(await store().sessions.load(id)).toBeUndefined()
    })

    test('go with the app', async () => {
      const id = await openShop(store())
      await store().sessions.save(id, 'sealed', null)

      await write(store(), id, { shopEvents: [{ kind: 'uninstalled' }] })

      expect(await store().sessions.load(id)).toBeUndefined()
    })
  })

  describe('a mail tool', () => {
    test('has an address that changes, a secret that stays until it is renewed, and can be forgotten', async () => {
      const { mailTools } = store()
      const [id, other] = [await openShop(store()), await openShop(store())]
      expect(await mailTools.find(id)).toBeNull()
      expect(await mailTools.setSecret(id, 'sealed')).toBe(false)

      expect(await mailTools.setAddress(id, 'https://one.example.com', 'sealed one')).toBe(true)
      expect(await mailTools.setAddress(id, 'https://two.example.com', 'sealed two')).toBe(false)
      expect(await mailTools.find(id)).toEqual({ address: 'https://two.example.com', sealedSecret: 'sealed one' })
      expect(await mailTools.setSecret(id, 'sealed three')).toBe(true)
      expect(await mailTools.find(id)).toMatchObject({ sealedSecret: 'sealed three' })
      expect(await mailTools.find(other)).toBeNull()

      await mailTools.remove(id)
      expect(await mailTools.find(id)).toBeNull()
    })
  })

  describe('a lock', () => {
    test('lets one run at a time under a name, and the next after a failure', async () => {
      let inside = 0
      let most = 0
      const run = async (index: number) => {
        most = Math.max(most, ++inside)
        await store().database.query('SELECT 1')
        inside--
        if (index === 1) throw new Error('broken off')
        return index
      }

      const settled = await Promise.allSettled([0, 1, 2].map((index) => store().withLock('one', () => run(index))))

      expect(most).toBe(1)
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    })

    test('is held under many names at once while each asks the database', async () => {
      const names = Array.from({ length: 25 }, (_, index) => `many ${index}`)

      const answers = await Promise.all(
        names.map((name) =>
          store().withLock(name, () => store().database.query<{ is: string }>('SELECT $1::text AS is', [name])),
        ),
      )

      expect(answers.flat().map((row) => row.is)).toEqual(names)
    })
  })
}
