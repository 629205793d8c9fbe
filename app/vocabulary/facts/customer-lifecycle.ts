import { type CustomerHistory, firstOrderEver, isSubscriber } from '../../ledger/customer.ts'
import { DAY_MS } from '../../ledger/entries.ts'
import type { ShopReader } from '../../ledger/shop-figures.ts'
import { silenceRatioOf } from '../cadence.ts'
import { defineCustomerFact } from '../define.ts'

/** The first that holds of new, loyal, lapsed, slipping, active. Who has no silence ratio yet is neither loyal nor slipping. */
export const lifecycle = defineCustomerFact({
  name: 'customer.lifecycle',
  type: 'text',
  label: 'stage',
  meaning:
    'New: one order, under 60 days ago; loyal: 4 kept orders or more and at most twice their usual gap ago; slipping: over twice; lapsed: over four times; else active. A subscriber neither slips nor lapses. Missing for somebody who never ordered.',
  read: (customer, at, { shop }) => {
    if (customer.ordersCount === 0) return undefined
    const first = firstOrderEver(customer)
    if (first !== undefined && customer.ordersCount === 1 && at - first.at < 60 * DAY_MS) return 'new'
    const silence = silenceOf(customer, at, shop)
    if (silence === undefined) return 'active'
    if (customer.keptOrdersCount >= 4 && silence <= 2) return 'loyal'
    return silence > 4 ? 'lapsed' : silence > 2 ? 'slipping' : 'active'
  },
})

/** Bills that pay themselves are no silence. */
const silenceOf = (customer: CustomerHistory, at: number, shop: ShopReader): number | undefined =>
  isSubscriber(customer, at) ? 0 : silenceRatioOf(customer, at, shop)
