import type { EmulatedShop } from '../emulator/emulator.ts'

/** A shop with four offers for newcomers only, one of them a rule of ours, and four that are not. */

export const NEWCOMERS_RULE = {
  format: 1,
  name: 'Come again soon',
  trigger: 'order.paid',
  conditions: { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] },
  actions: [{ type: 'discount.code', params: { percent: 10, expiresInDays: 30 } }],
}
export const REGULARS_RULE = {
  ...NEWCOMERS_RULE,
  name: 'Thanks for coming back',
  conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] },
  limits: { perCustomer: { times: 1, days: 365 } },
}

export const NEWCOMERS_OFFERS = ['FIRST15', 'First visit', 'HELLO5', NEWCOMERS_RULE.name]
export const OTHER_OFFERS = ['SUMMER', 'Spring for all', 'For our friends', REGULARS_RULE.name]

const DAY_MS = 86_400_000

/** Orders of the last months until today, the shop's clock included, and the discounts. */
export const fillShop = async (shop: EmulatedShop, now: number) => {
  const day = (daysAgo: number) => now - daysAgo * DAY_MS
  shop.setClock(day(300))
  const first = shop.createsDiscount({ code: 'FIRST15', percent: 15 })
  const segment = shop.createsDiscount({
    title: 'First visit',
    percent: 5,
    minimum: '40.00',
    segment: 'number_of_orders = 0',
  })
  const popUp = shop.createsDiscount({ code: 'HELLO5', amount: '5.00', minimum: '20.00', oncePerCustomer: true })
  shop.createsDiscount({ code: 'SUMMER', percent: 20 })
  shop.createsDiscount({ title: 'Spring for all', percent: 5 })
  shop.createsDiscount({ title: 'For our friends', percent: 10, segment: "customer_tags CONTAINS 'friend'" })

  const regulars = ['Ada', 'Bea', 'Cyd', 'Dan'].map((firstName) => shop.newCustomer({ firstName, lastName: 'Example' }))
  const greeted = ['HELLO5', 'HELLO5', undefined, 'FIRST15']
  const visits = Array.from({ length: 6 }, (_, visit) => visit)
  for (const visit of visits) {
    for (const [person, by] of regulars.entries()) {
      const code = visit === 0 ? greeted[person] : visit === 4 ? 'SUMMER' : undefined
      await shop.customerOrders({ by, on: day(280 - 30 * visit - person), total: '100.00', ...(code && { code }) })
    }
  }
  const newcomers = [
    'FIRST15',
    'FIRST15',
    'FIRST15',
    'FIRST15',
    'FIRST15',
    'HELLO5',
    'HELLO5',
    'HELLO5',
    'HELLO5',
    'SUMMER',
  ]
  for (const [index, code] of newcomers.entries())
    await shop.customerOrders({ on: day(100 - index), total: '50.00', code })
  shop.setClock(now)
  return { first, segment, popUp, regulars }
}
