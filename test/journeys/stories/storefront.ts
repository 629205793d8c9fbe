import { describe, expect, test } from 'vitest'
import type { RuleDocument } from '../../../app/rules/types.ts'
import type { EmulatedShop, PlacedOrder } from '../../emulator/emulator.ts'
import type { Customer } from '../../emulator/store/records.ts'
import { type OpenShop, type StartedApp, until } from '../../support/start-app.ts'
import { checkoutRule } from './offers.ts'
import { verdictsIn } from './rules.ts'

export const WELCOME_MESSAGE = '10% off, because you keep coming back'

/** The mission's first sentence. */
export const welcomeForRegulars = (given: Partial<RuleDocument> = {}): RuleDocument =>
  checkoutRule({
    name: 'The new-customer offer is for regulars too',
    conditions: {
      any: [
        { fact: 'customer.ordersCount', operator: 'equal', value: 0 },
        { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
      ],
    },
    ...given,
  })

/** Somebody with so many orders. */
export const customerWith = async (shop: EmulatedShop, orders: number, total = '40.00'): Promise<Customer> => {
  const customer = shop.newCustomer()
  for (let placed = 0; placed < orders; placed++) await shop.customerOrders({ by: customer, total })
  return customer
}

/** Until everybody is told of what is live now, and of what they bought. */
export const publishedTo = async ({ shop, settled }: OpenShop, ...customers: readonly Customer[]): Promise<void> => {
  await settled()
  await until(() => shop.discounts().some(({ value }) => 'app' in value), 'the discount is published')
  await until(
    () =>
      customers.every(({ id }) =>
        shop.customers().some((held) => held.id === id && held.metafields?.['$app:perennial.standing'] !== undefined),
      ),
    'they are told of',
  )
}

export const storefrontStories = (app: () => StartedApp): void => {
  describe('at the checkout', () => {
    test('the newcomer and the customer with four earlier orders pay less, the one with three does not, nor a guest', async () => {
      const opened = await app().openShop()
      const { shop, api, settled } = opened
      const [three, four] = [await customerWith(shop, 3), await customerWith(shop, 4)]
      await settled()
      const rule = await api.createRule(welcomeForRegulars())
      await api.setRuleState(rule.id, 'live', rule.version)
      await publishedTo(opened, three, four)
      const newcomer = shop.newCustomer()

      const priceFor = async (customer?: Customer) =>
        (await shop.checkout({ ...(customer && { customer }), lines: [{ price: '86.20' }] })).total
      // Delivery is 4.90.
      expect(await Promise.all([priceFor(newcomer), priceFor(four)])).toEqual([8_248, 8_248])
      expect(await Promise.all([priceFor(three), priceFor()])).toEqual([9_110, 9_110])
    })

    test('what is bought there comes back to the rule, at what it took off', async () => {
      const opened = await app().openShop()
      const { shop, api, settled } = opened
      const four = await customerWith(shop, 4)
      await settled()
      const rule = await api.createRule(welcomeForRegulars({ limits: { perCustomer: { times: 1, days: 90 } } }))
      await api.setRuleState(rule.id, 'live', rule.version)
      await publishedTo(opened, four)

      const first = await shop.buys({ customer: four, lines: [{ price: '86.20' }] })
      await settled()
      // Theirs for this time: the next order is not discounted once the shop has told the checkout, and not before.
      const second: PlacedOrder = await shop.buys({ customer: four, lines: [{ price: '86.20' }] })
      await settled()

      expect(first.priced.discounts).toMatchObject([{ title: WELCOME_MESSAGE, on: 'order' }])
      expect(second.order.total).toBe(9_110)
      expect((await verdictsIn(api)).slice(-2)).toEqual([`${rule.name}: granted`, `${rule.name}: capped`])
      expect(await api.checkoutUse(rule.id)).toEqual({ qualified: 1, carried: 1, overruns: 0 })
    })
  })
}
