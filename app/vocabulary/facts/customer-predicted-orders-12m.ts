import { ordersInYear } from '../../models/shop-forecast.ts'
import { defineCustomerFact } from '../define.ts'
import { forecastOf } from '../forecast.ts'

/** BG/NBD (Fader, Hardie & Lee 2005), or a plainer method where that was nearer to the truth in the shop's last quarter. */
export const predictedOrders12m = defineCustomerFact({
  name: 'customer.predictedOrders12m',
  type: 'number',
  unit: 'orders',
  least: 0,
  needsForecast: true,
  label: 'orders expected in the next 12 months',
  meaning:
    'Orders expected in the next 365 days, those of one day being one: worked out anew each day from all orders of the shop. Missing for somebody who never ordered, and while fewer than 20 customers have ordered again.',
  read: (customer, at, subject) => forecastOf(ordersInYear, customer, at, subject),
})
