import { customersCount } from '../../../app/vocabulary/facts/shop-customers-count.ts'
import { dayOfMonth } from '../../../app/vocabulary/facts/shop-day-of-month.ts'
import { hour } from '../../../app/vocabulary/facts/shop-hour.ts'
import { month } from '../../../app/vocabulary/facts/shop-month.ts'
import { shopOrdersLast30Days } from '../../../app/vocabulary/facts/shop-orders-last-30-days.ts'
import { repeatRate } from '../../../app/vocabulary/facts/shop-repeat-rate.ts'
import { topCustomerShare } from '../../../app/vocabulary/facts/shop-top-customer-share.ts'
import { weekday } from '../../../app/vocabulary/facts/shop-weekday.ts'
import { adjustment, order } from '../../ledger/entries.ts'
import { ago, cancelled, nobody, ordersOf, type Row, stranger } from './row.ts'

const spent = (total: number) => [order('1', { at: ago(10), total })]
const clock = (moment: string, timeZone: string) => ({ given: { timeZone }, at: Date.parse(moment) })

export const shopRows: readonly Row[] = [
  {
    fact: customersCount,
    of: 'two who ordered and one who never did',
    given: { ada: [], others: [ordersOf(9), ordersOf(8)] },
    is: 2,
  },
  { fact: customersCount, of: 'one whose only order was cancelled', given: cancelled, is: 0 },
  { fact: customersCount, of: 'an empty shop', given: nobody, is: 0 },
  {
    fact: shopOrdersLast30Days,
    of: 'orders 31, 30, 29 and 0 days ago',
    given: { ada: ordersOf(31, 30), others: [ordersOf(29, 0)] },
    is: 2,
  },
  { fact: shopOrdersLast30Days, of: 'an empty shop', given: nobody, is: 0 },
  {
    fact: repeatRate,
    of: 'one of three who came back',
    given: { ada: ordersOf(9), others: [ordersOf(8), ordersOf(8, 7)] },
    is: 1 / 3,
  },
  { fact: repeatRate, of: 'one customer', given: { ada: ordersOf(9) }, is: 0 },
  { fact: repeatRate, of: 'nobody who ordered', given: stranger, is: undefined },
  { fact: topCustomerShare, of: '3.00 of 4.00', given: { ada: spent(100), others: [spent(300)] }, is: 0.75 },
  { fact: topCustomerShare, of: 'one customer', given: { ada: spent(100) }, is: 1 },
  { fact: topCustomerShare, of: 'orders before the year alone', given: { ada: ordersOf(365) }, is: undefined },
  {
    fact: topCustomerShare,
    of: 'a shop that earned nothing on balance',
    given: { ada: spent(100), others: [[adjustment('a', 100, ago(10))]] },
    is: undefined,
  },
  { fact: topCustomerShare, of: 'an empty shop', given: nobody, is: undefined },

  { fact: month, of: 'the last hour of June in UTC', ...clock('2026-06-30T23:30:00Z', 'UTC'), is: 6 },
  { fact: month, of: 'the same moment in Berlin', ...clock('2026-06-30T23:30:00Z', 'Europe/Berlin'), is: 7 },
  { fact: dayOfMonth, of: 'the last hour of June in UTC', ...clock('2026-06-30T23:30:00Z', 'UTC'), is: 30 },
  { fact: dayOfMonth, of: 'the same moment in Berlin', ...clock('2026-06-30T23:30:00Z', 'Europe/Berlin'), is: 1 },
  { fact: dayOfMonth, of: 'a leap day in Honolulu', ...clock('2028-03-01T09:00:00Z', 'Pacific/Honolulu'), is: 29 },
  { fact: weekday, of: 'a Sunday evening in UTC', ...clock('2026-11-22T23:30:00Z', 'UTC'), is: 7 },
  { fact: weekday, of: 'the same moment in Berlin', ...clock('2026-11-22T23:30:00Z', 'Europe/Berlin'), is: 1 },
  { fact: hour, of: 'midnight', ...clock('2026-11-22T00:00:00Z', 'UTC'), is: 0 },
  {
    fact: hour,
    of: 'a moment before Berlin’s clocks go forward',
    ...clock('2026-03-29T00:59:59Z', 'Europe/Berlin'),
    is: 1,
  },
  { fact: hour, of: 'the moment they do', ...clock('2026-03-29T01:00:00Z', 'Europe/Berlin'), is: 3 },
  { fact: hour, of: 'half an hour past in Kathmandu', ...clock('2026-11-22T18:15:00Z', 'Asia/Kathmandu'), is: 0 },
]
