import { describe, expect, test } from 'vitest'
import { type ReadStanding, readStanding } from '../../../app/rules/checkout/standing.ts'
import type { EmulatedShop } from '../../emulator/emulator.ts'
import type { Customer } from '../../emulator/store/records.ts'
import { type StartedApp, until } from '../../support/start-app.ts'

const NAMESPACE = '$app:perennial'
/** Numbers in the order in which they were given out: whether nothing stands in the way, the condition, and what is kept. */
const [PERMIT, HELD, CONDITION] = [0, 1, 2]

export const forRegulars = (given: Readonly<Record<string, unknown>> = {}) => ({
  format: 1,
  name: 'Ten per cent for regulars',
  trigger: 'checkout',
  conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] },
  actions: [{ type: 'discount.order', params: { percent: 10, message: 'Ten off, because you keep coming back' } }],
  ...given,
})

const LONG_SKUS = Array.from({ length: 50 }, (_, index) => `${'X'.repeat(90)}-${index}`)

/** What the shop holds of the app's own discount. */
export const appDiscountIn = (shop: EmulatedShop) => shop.discounts().filter(({ value }) => 'app' in value)

const policyIn = (shop: EmulatedShop): string => {
  const [discount] = appDiscountIn(shop)
  return discount?.metafields?.[`${NAMESPACE}.policy`]?.value ?? ''
}

export const standingIn = (shop: EmulatedShop, { id }: Pick<Customer, 'id'>): ReadStanding | undefined => {
  const held = shop.customers().find((customer) => customer.id === id)?.metafields?.[`${NAMESPACE}.standing`]
  return held === undefined ? undefined : readStanding(JSON.parse(held.value))
}

/** All but whether an offer is kept, which need not be. */
const holdsAll = (standing: ReadStanding | undefined): boolean =>
  standing !== undefined &&
  Array.from({ length: standing.upTo + 1 }, (_, number) => number === HELD || standing.holds(number)).every(Boolean)

/** How many orders a customer places until they are regulars. */
const order = async (shop: EmulatedShop, times: number, by?: Customer): Promise<Customer> => {
  let customer = by
  for (let time = 0; time < times; time++)
    customer = (await shop.customerOrders({ ...(customer && { by: customer }) })).customer
  if (customer === undefined) throw new Error('Nobody ordered')
  return customer
}

const hasRules = (shop: EmulatedShop): boolean => policyIn(shop).includes('because you keep coming back')

export const checkoutStories = (app: () => StartedApp): void => {
  describe('a rule for the checkout', () => {
    test('goes live as one discount with a policy, and tells of each customer whether it is for them', async () => {
      const opened = await app().openShop()
      const { shop, api, settled } = opened
      const regular = await order(shop, 4)
      const other = await order(shop, 3)
      await settled()
      const { id, version } = await api.createRule(forRegulars())
      expect(appDiscountIn(shop)).toEqual([])

      await api.setRuleState(id, 'live', version)
      await until(() => hasRules(shop), 'the rule is in the policy')
      await until(() => standingIn(shop, other) !== undefined, 'everybody is told of')

      expect(appDiscountIn(shop)).toHaveLength(1)
      expect(appDiscountIn(shop)[0]).toMatchObject({
        title: 'Perennial',
        value: { app: { functionHandle: 'relationship-discount', classes: ['ORDER'], onSubscription: false } },
      })
      expect(holdsAll(standingIn(shop, regular))).toBe(true)
      expect(holdsAll(standingIn(shop, other))).toBe(false)

      await order(shop, 1, other)
      await until(() => holdsAll(standingIn(shop, other)), 'the fourth order makes a regular')
      expect(standingIn(shop, other)?.numberOfOrders).toBe(4)
    })

    test('leaves the policy when it is paused and comes back as it was, without telling anybody anew', async () => {
      const { shop, api, settled } = await app().openShop([forRegulars()])
      const [rule] = await api.rules()
      const customer = await order(shop, 1)
      await until(() => hasRules(shop) && standingIn(shop, customer) !== undefined, 'it is published')
      await settled()
      const told = shop.calls('WriteStandings').length

      await api.setRuleState(rule?.id ?? '', 'paused')
      await until(() => !hasRules(shop), 'the paused rule is out of the policy', 10_000)
      await api.setRuleState(rule?.id ?? '', 'live')
      await until(() => hasRules(shop), 'the rule is back', 10_000)
      await settled()

      expect(appDiscountIn(shop)).toHaveLength(1)
      expect(shop.calls('WriteStandings')).toHaveLength(told)
    })

    test('is never in the policy while it is only watched', async () => {
      const { shop, api } = await app().openShop([forRegulars()])
      const watched = await api.createRule(
        forRegulars({
          name: 'Watched',
          actions: [{ type: 'discount.order', params: { percent: 5, message: 'Watched' } }],
        }),
      )
      await api.setRuleState(watched.id, 'shadow', watched.version)
      await until(() => hasRules(shop), 'the live one is published')

      expect(policyIn(shop)).not.toContain('Watched')
    })

    test('is out of the policy after everything is stopped, though nobody heard that it was ever published', async () => {
      const { shop, api } = await app().openShop()
      const { failures } = app().emulator
      const { id, version } = await api.createRule(forRegulars())
      const lost = failures.next('discountAutomaticAppCreate', { kind: 'done, connection lost' })
      await api.setRuleState(id, 'live', version)
      await lost.met
      failures.next('discountNodes', { kind: 'server error', status: 503 }, 1_000)
      expect(hasRules(shop)).toBe(true)

      await api.call('POST', '/stop')
      failures.clear()

      await until(() => !hasRules(shop), 'the policy is empty', 10_000)
    })

    test('is out of the policy soon after everything is stopped, and back after the start', async () => {
      const { shop, api } = await app().openShop([forRegulars()])
      await until(() => hasRules(shop), 'it is published')

      const stoppedAt = Date.now()
      await api.call('POST', '/stop')
      await until(() => !hasRules(shop), 'nothing is given any more', 10_000)

      expect(Date.now() - stoppedAt).toBeLessThan(10_000)
      await api.call('POST', '/start')
      await until(() => hasRules(shop), 'it is back')
    })

    test.each([
      { limits: { total: { times: 1 } }, why: 'used_up' },
      { limits: { budget: { amount: '5.00', per: 'month' } }, why: 'over_budget' },
    ])('leaves the policy once it is $why', async ({ limits, why }) => {
      const { shop, api, settled } = await app().openShop()
      const regular = await order(shop, 4)
      await settled()
      const { id, version } = await api.createRule(forRegulars({ limits }))
      await api.setRuleState(id, 'live', version)
      await until(() => hasRules(shop) && holdsAll(standingIn(shop, regular)), 'it is published')

      const { priced } = await shop.buys({ customer: regular, lines: [{ price: '60.00' }] })
      expect(priced.discounts).toMatchObject([{ title: 'Ten off, because you keep coming back' }])
      await until(() => !hasRules(shop), 'it is out of the policy', 15_000)

      expect((await api.checkout()).left).toMatchObject([{ ruleId: id, why }])
      // It is the rule that is left out: of the customer nothing has changed.
      await settled()
      expect(holdsAll(standingIn(shop, regular))).toBe(true)
    })

    test('is kept from whom its limits on one customer hold back, as soon as their order is known', async () => {
      const { shop, api, settled } = await app().openShop()
      const regular = await order(shop, 4)
      await settled()
      const { id, version } = await api.createRule(forRegulars({ limits: { perCustomer: { times: 1, days: 90 } } }))
      await api.setRuleState(id, 'live', version)
      await until(() => holdsAll(standingIn(shop, regular)), 'it is for them')
      expect(standingIn(shop, regular)?.numberOfOrders).toBe(4)

      await shop.buys({ customer: regular, lines: [{ price: '60.00' }] })
      await until(() => standingIn(shop, regular)?.numberOfOrders === 5, 'the order is known')

      expect(standingIn(shop, regular)?.holds(PERMIT)).toBe(false)
      expect(standingIn(shop, regular)?.holds(CONDITION)).toBe(true)
    })

    test('is put right again where somebody changes or deletes its discount in Shopify', async () => {
      const { shop, settled } = await app().openShop([forRegulars()])
      await until(() => hasRules(shop), 'it is published')
      const idOf = () => appDiscountIn(shop)[0]?.id ?? 0
      await settled()

      shop.changesDiscount(idOf(), { title: 'Something else', endsAt: shop.now() })
      await until(() => appDiscountIn(shop)[0]?.title === 'Perennial', 'the title is back')
      expect(appDiscountIn(shop)[0]?.endsAt).toBeNull()

      shop.setsDiscountMetafield(idOf(), `${NAMESPACE}.policy`, '["not", "ours"]')
      await until(() => hasRules(shop), 'the policy is back')

      shop.deletesDiscount(idOf())
      await until(() => hasRules(shop), 'there is a discount again')
      expect(appDiscountIn(shop)).toHaveLength(1)
    })

    test('hears of what it wrote itself and writes nothing because of it', async () => {
      const { shop, settled } = await app().openShop([forRegulars()])
      await until(() => hasRules(shop), 'it is published')
      for (const _ of Array.from({ length: 30 })) shop.newCustomer()
      const customer = await order(shop, 1)
      await until(() => standingIn(shop, customer) !== undefined, 'they are told of')
      await settled()
      const writes = () => shop.calls('metafieldsSet').length + shop.calls('discountAutomaticAppUpdate').length
      const before = writes()
      const sent = shop.webhooks().sent

      // A day's worth of what a customer's record says, all about nothing.
      for (const one of shop.customers()) shop.setsMetafield(one, 'reviews.stars', '5')
      await settled()

      expect(shop.webhooks().sent - sent).toBeGreaterThan(30)
      expect(writes()).toBe(before)
    })

    test('goes on for a customer whom another rule lets keep it', async () => {
      const { shop, api, settled } = await app().openShop([
        forRegulars(),
        {
          format: 1,
          name: 'Keep it anyway',
          trigger: 'order.paid',
          conditions: { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] },
          actions: [{ type: 'offer.keep', params: { offer: 'Ten per cent for regulars', days: 60 } }],
        },
      ])
      await until(() => hasRules(shop), 'it is published')
      const customer = await order(shop, 1)
      await settled()

      await until(() => standingIn(shop, customer)?.holds(HELD) === true, 'they keep it')
      expect(standingIn(shop, customer)?.holds(CONDITION)).toBe(false)
      const [{ decisions } = { decisions: [] }] = (await api.activity('?show=decided')).deliveries
      expect(decisions[0]?.effects[0]).toMatchObject({
        summary: 'lets the customer keep “Ten per cent for regulars” for a time',
        state: 'done',
      })
    })

    test('is refused at going live where orders could not tell it from another, or where it does not fit', async () => {
      const { api } = await app().openShop([forRegulars()])
      const same = await api.createRule(forRegulars({ name: 'The same words' }))
      await expect(api.setRuleState(same.id, 'live', same.version)).rejects.toThrow(
        /“Ten per cent for regulars” is live with the same message/,
      )

      const large = (name: string) => ({
        ...forRegulars({ name }),
        actions: [
          {
            type: 'discount.products',
            params: { percent: 5, skus: LONG_SKUS.map((sku) => `${name}-${sku}`), message: name },
          },
        ],
      })
      const one = await api.createRule(large('One'))
      await api.setRuleState(one.id, 'live', one.version)
      const other = await api.createRule(large('Other'))
      await expect(api.setRuleState(other.id, 'live', other.version)).rejects.toThrow(
        /can hold 9,500 bytes of rules, and this would come to 1\d,\d{3}: (“One” \d|“Other” \d)/,
      )
    })

    test('is shown with its size, and with what telling everybody takes', async () => {
      const { shop, api } = await app().openShop()
      await order(shop, 1)
      const before = await api.checkout()
      expect(before).toMatchObject({ published: null, problem: null, way: 'function' })
      const { id, version } = await api.createRule(forRegulars())
      await api.setRuleState(id, 'live', version)
      await until(async () => (await api.checkout()).customers.told === 1, 'everybody is told of')

      const { published, ...rest } = await api.checkout()
      expect(published?.rules).toEqual([{ ruleId: id, bytes: expect.any(Number) }])
      expect(published?.bytes).toBe(Buffer.byteLength(policyIn(shop)))
      expect(rest).toMatchObject({
        left: [],
        mostBytes: 9_500,
        customers: { all: 1, told: 1, waiting: 0, troubled: 0 },
        cost: { pointsPerSecond: 2_000, secondsForAll: 1, secondsLeft: 0 },
      })
      await api.call('POST', '/stop')
      await until(async () => (await api.checkout()).left.length === 1, 'it is left out')
      expect((await api.checkout()).left).toEqual([{ ruleId: id, why: 'stopped', says: 'Everything is stopped.' }])
    })
  })

  describe('a rule for the checkout, where no function of ours can run', () => {
    const segmentsOf = (shop: EmulatedShop) =>
      shop
        .discounts()
        .flatMap(({ segmentIds = [] }) =>
          segmentIds.flatMap((id) => shop.segments().find((one) => one.id === id) ?? []),
        )
    const freeDelivery = forRegulars({
      name: 'Free delivery for regulars',
      actions: [{ type: 'discount.shipping', params: { percent: 100, atMost: '8.00', message: 'Delivery is on us' } }],
    })

    test('becomes a discount of Shopify’s own, for a segment of customers who carry a tag', async () => {
      const { shop, api, settled } = await app().openShop()
      shop.runsFunctions([])
      const regular = await order(shop, 4)
      const other = await order(shop, 3)
      await settled()
      for (const document of [forRegulars(), freeDelivery]) {
        const { id, version } = await api.createRule(document)
        await api.setRuleState(id, 'live', version)
      }
      await until(() => shop.discounts().length === 2, 'both are discounts of Shopify’s own')
      await until(() => shop.tagsOf(regular).length === 2, 'the regular is tagged')

      const [tenOff, delivery] = shop.discounts().toSorted((one, two) => two.title.localeCompare(one.title))
      expect(tenOff).toMatchObject({ title: 'Ten off, because you keep coming back', value: { percentage: 0.1 } })
      expect(delivery).toMatchObject({ title: 'Delivery is on us', value: { freeShipping: true } })
      expect(
        segmentsOf(shop)
          .map(({ query }) => query)
          .sort(),
      ).toEqual(
        shop
          .tagsOf(regular)
          .map((tag) => `customer_tags CONTAINS '${tag}'`)
          .sort(),
      )
      expect(shop.tagsOf(other)).toEqual([])
      expect(standingIn(shop, regular)).toBeUndefined()
      expect(await api.checkout()).toMatchObject({
        way: 'native',
        wayProblem: 'In a shop below Shopify Plus, a custom app cannot run at the checkout',
        left: [],
      })

      await order(shop, 1, other)
      await until(() => shop.tagsOf(other).length === 2, 'the fourth order makes a regular')
      const [first] = await api.rules()
      await api.setRuleState(first?.id ?? '', 'paused')
      await until(() => shop.discounts().length === 1, 'the paused rule’s discount is gone')
      shop.deletesDiscount(shop.discounts()[0]?.id ?? 0)
      await api.setRuleState(first?.id ?? '', 'live')
      await until(() => shop.discounts().length === 2, 'both are there again')
    })

    test('is refused where it asks for more than that', async () => {
      const { shop, api } = await app().openShop()
      shop.runsFunctions([])
      const { id, version } = await api.createRule(freeDelivery)
      await api.setRuleState(id, 'live', version)
      await until(async () => (await api.checkout()).way === 'native', 'it is known which way rules go here')

      const capped = await api.createRule(
        forRegulars({
          actions: [{ type: 'discount.order', params: { percent: 20, atMost: '100.00', message: 'Capped' } }],
        }),
      )
      await expect(api.setRuleState(capped.id, 'live', capped.version)).rejects.toThrow(
        /own discounts cannot carry this rule, for it takes off no more than a certain amount/,
      )
    })
  })
}
