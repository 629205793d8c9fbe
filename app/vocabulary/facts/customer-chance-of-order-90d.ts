import { chanceInQuarter } from '../../models/shop-forecast.ts'
import { defineCustomerFact } from '../define.ts'
import { forecastOf } from '../forecast.ts'

/** BG/NBD (Fader, Hardie & Lee 2005), or a plainer method where that told apart better who came in the shop's last quarter. */
export const chanceOfOrder90d = defineCustomerFact({
  name: 'customer.chanceOfOrder90d',
  type: 'number',
  unit: 'ratio',
  least: 0,
  most: 1,
  needsForecast: true,
  label: 'chance of an order in the next 90 days',
  meaning:
    'The chance of at least one order in the next 90 days, from 0 to 1: worked out anew each day from all orders of the shop. Missing for somebody who never ordered, and while fewer than 20 customers have ordered again.',
  read: (customer, at, subject) => forecastOf(chanceInQuarter, customer, at, subject),
})
