import { describe, expect, test } from 'vitest'
import { type ReadStanding, readStanding } from '../../../app/rules/checkout/standing.ts'
import type { EmulatedShop } from '../../emulator/emulator.ts'
import type { Customer } from '../../emulator/store/records.ts'
import { type StartedApp, until } from '../../support/start-app.ts'

const NAMESPACE = '$app:perennial'

export const forRegulars = (given: Readonly<Record<string, unknown>> = {}) => ({
  format: 1,
  name: 'Ten per cent for regulars',
  trigger: 'checkout',
  conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] },
  actions: [{ type: 'discount.order', params: { percent: 10, message: 'Ten off, because you keep coming back' } }],
  ...given,
})

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

const holdsAll = (standing: ReadStanding | undefined): boolean =>
  standing !== undefined &&
  Array.from({ length: standing.upTo + 1 }, (_, number) => standing.holds(number)).every(Boolean)

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
  })
}
