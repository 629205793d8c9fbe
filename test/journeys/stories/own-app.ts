import { describe, expect, test } from 'vitest'
import { type StartAppOptions, type StartedApp, startApp, until } from '../../support/start-app.ts'
import { appDiscountIn, forRegulars, standingIn } from './checkout.ts'
import { starterRules, tagRule, verdictsIn } from './rules.ts'

const SIXTY_DAYS = 'read_customers,read_discounts,read_orders,write_customers,write_discounts,write_orders'.split(',')

/** Stories that need an app or a Shopify of their own kind. */
export const ownAppStories = (database: Pick<StartAppOptions, 'databaseUrl'>): void => {
  const withApp = async (options: StartAppOptions, story: (app: StartedApp) => Promise<void>) => {
    const app = await startApp({ ...database, ...options })
    try {
      await story(app)
    } finally {
      await app.stop()
    }
  }

  test('every webhook twice and out of order gives what one in order gives', () =>
    withApp({ emulator: { duplicate: true, shuffle: 12 }, settleMs: 5_000 }, async (app) => {
      const { shop, api, settled } = await app.openShop(starterRules)
      const people = Array.from({ length: 4 }, () => shop.newCustomer())

      for (const on of ['2026-01-01', '2026-02-01', '2026-03-01', '2026-06-01']) {
        for (const by of people) void shop.customerOrders({ by, on })
      }
      await shop.webhooksAnswered()
      await settled()

      expect(shop.webhooks().duplicatesSent).toBe(shop.webhooks().sent)
      expect(shop.createdCodes()).toHaveLength(8)
      expect(shop.tagWrites()).toHaveLength(4)
      expect(shop.noteLines()).toHaveLength(4)
      const verdicts = await verdictsIn(api)
      expect(verdicts.filter((verdict) => verdict === 'Every first order leaves with a card: granted')).toHaveLength(4)
      expect((await api.activity()).counts).toMatchObject({ failed: 0, differences: 0, effectsFailed: 0 })
    }))

  test('work goes on across the end of tokens, and a refresh that fails is tried again', () =>
    withApp({ emulator: { tokenLifetimeSeconds: 2 } }, async (app) => {
      const { shop, api, settled } = await app.openShop([tagRule('vip')])
      const startedAt = Date.now()
      const failing = app.emulator.failures.next('token refresh', { kind: 'server error', status: 503 }, 2)

      let placed = 0
      while (Date.now() - startedAt < 5_000) {
        await shop.customerOrders()
        placed++
        await settled()
      }

      expect(failing.timesMet()).toBe(2)
      expect(shop.tagWrites()).toHaveLength(placed)
      expect((await api.status()).effects).toMatchObject({ done: placed, failed: 0 })
    }))

  test('where Shopify shows 60 days only, older orders are counted from the customer’s record, once', () =>
    withApp({ emulator: { scopes: SIXTY_DAYS } }, async (app) => {
      const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
      const past = app.emulator.shop()
      const [ada, bea] = [past.newCustomer(), past.newCustomer()]
      for (const days of [300, 200, 100]) void past.customerOrders({ by: ada, on: daysAgo(days), total: '20.00' })
      void past.customerOrders({ by: bea, on: daysAgo(90), total: '70.00' })
      void past.customerOrders({ by: ada, on: daysAgo(20), total: '30.00' })

      const { shop, api, settled } = await app.openShop()
      await shop.customerOrders({ by: bea, on: daysAgo(0), total: '10.00' })
      await settled()

      const { customers } = await api.facts()
      const factsOf = ({ id }: { readonly id: number }) =>
        customers.find(({ customerId }) => customerId === String(id))?.facts ?? {}
      expect(factsOf(ada)).toMatchObject({
        'customer.ordersCount': 4,
        'customer.totalSpent': '90.00',
        'customer.spendRank': 1,
        'customer.ordersLast365Days': 1,
      })
      expect(factsOf(bea)).toMatchObject({
        'customer.ordersCount': 2,
        'customer.totalSpent': '80.00',
        'customer.spendRank': 2,
      })
      for (const known of [factsOf(ada), factsOf(bea)]) expect(known).not.toHaveProperty(['customer.firstOrderAt'])
    }))

  test('everything works where Shopify withholds names and addresses', () =>
    withApp({ emulator: { protectedData: 'withheld' } }, async (app) => {
      const { shop, api, settled } = await app.openShop(starterRules)

      const { customer, order } = await shop.customerOrders()
      await settled()

      expect(shop.createdCodes()).toHaveLength(1)
      expect(shop.noteOf(order)).toContain('first order: add a card')
      const { tasks } = await api.tasks()
      expect(tasks.map(({ title }) => title).sort()).toEqual([
        'Write a card for this customer',
        'Write to this customer',
      ])
      expect(tasks.map(({ body }) => body).join()).toContain('Thank them in two lines')
      expect(tasks[0]?.customer).toEqual({ id: String(customer.id), name: null })
    }))

  test('everybody is told of at the checkout once, though the app is killed in the middle of it', () =>
    withApp({}, async (app) => {
      const past = app.emulator.shop()
      const people = Array.from({ length: 130 }, () => past.newCustomer())
      for (const by of people) void past.customerOrders({ by, on: '2026-01-01' })
      const { shop, api } = await app.openShop()
      app.emulator.failures.next('WriteStandings', { kind: 'slow', ms: 20 }, 2)
      const third = app.emulator.failures.next('WriteStandings', { kind: 'done, answer held' })

      const { id, version } = await api.createRule(forRegulars())
      await api.setRuleState(id, 'live', version)
      await third.met
      const { customers } = await api.checkout()
      await app.restart('SIGKILL', () => app.emulator.failures.clear())
      await until(async () => (await api.checkout()).customers.told === people.length, 'everybody is told of')

      // The third set stands in Shopify, and nobody had noted it.
      expect(customers).toMatchObject({ all: 130, told: 50, waiting: 80 })
      const written = shop.calls('WriteStandings').flatMap(({ variables }) => ownersIn(variables))
      expect(new Set(written).size).toBe(people.length)
      expect(written).toHaveLength(people.length)
      expect(people.every((customer) => standingIn(shop, customer)?.numberOfOrders === 1)).toBe(true)
      expect(appDiscountIn(shop)).toHaveLength(1)
    }))

  describe.each(['SIGTERM', 'SIGKILL'] as const)('an app that ends by %s and is started again', (signal) => {
    test('loses no delivery, no pending effect and no rule, and does nothing twice', () =>
      withApp({}, async (app) => {
        const { shop, api, settled } = await app.openShop([tagRule('vip')])
        const before = await shop.customerOrders()
        await settled()
        const failing = app.emulator.failures.next('tagsAdd', { kind: 'server error', status: 503 }, 1_000)
        const waiting = await shop.customerOrders()
        await until(() => failing.timesMet() > 0, 'the tag was tried')
        const unlearned = await shop.customerOrders()

        let meanwhile: Promise<{ customer: { id: number } }> | undefined
        await app.restart(signal, () => {
          app.emulator.failures.clear()
          meanwhile = shop.customerOrders()
        })
        const during = await meanwhile
        const after = await shop.customerOrders()
        await settled()

        const all = [before, waiting, unlearned, during, after]
        expect(all.map((placed) => placed && shop.tagsOf(placed.customer.id))).toEqual(Array(5).fill(['vip']))
        expect(shop.tagWrites()).toHaveLength(5)
        expect(await verdictsIn(api)).toEqual(Array(5).fill('vip: granted'))
        expect((await api.status()).effects).toMatchObject({ done: 5, pending: 0, failed: 0 })
      }))
  })
}

const ownersIn = ({ metafields }: Readonly<Record<string, unknown>>): readonly unknown[] =>
  Array.isArray(metafields) ? metafields.map((metafield: { readonly ownerId?: unknown }) => metafield.ownerId) : []
