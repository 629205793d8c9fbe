import { spendInYear } from '../../models/shop-forecast.ts'
import { defineCustomerFact } from '../define.ts'
import { forecastOf, toMinorUnits } from '../forecast.ts'

/** predictedOrders12m × what an order is expected to be worth (Gamma-Gamma, Fader & Hardie 2013), before refunds. */
export const predictedSpend12m = defineCustomerFact({
  name: 'customer.predictedSpend12m',
  type: 'money',
  least: 0,
  needsForecast: true,
  label: 'spend expected in the next 12 months',
  meaning:
    'What the orders of the next 365 days are expected to come to, before refunds: worked out anew each day from all orders of the shop. Missing for somebody who never ordered, and while fewer than 20 customers have ordered again.',
  read: (customer, at, subject) => toMinorUnits(forecastOf(spendInYear, customer, at, subject)),
})
