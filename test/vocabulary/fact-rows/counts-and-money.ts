import { averageOrderValue } from '../../../app/vocabulary/facts/customer-average-order-value.ts'
import { grossSpent } from '../../../app/vocabulary/facts/customer-gross-spent.ts'
import { keptOrdersCount } from '../../../app/vocabulary/facts/customer-kept-orders-count.ts'
import { ordersCount } from '../../../app/vocabulary/facts/customer-orders-count.ts'
import { ordersLast30Days } from '../../../app/vocabulary/facts/customer-orders-last-30-days.ts'
import { ordersLast90Days } from '../../../app/vocabulary/facts/customer-orders-last-90-days.ts'
import { ordersLast365Days } from '../../../app/vocabulary/facts/customer-orders-last-365-days.ts'
import { refundRate } from '../../../app/vocabulary/facts/customer-refund-rate.ts'
import { spentLast30Days } from '../../../app/vocabulary/facts/customer-spent-last-30-days.ts'
import { spentLast90Days } from '../../../app/vocabulary/facts/customer-spent-last-90-days.ts'
import { spentLast365Days } from '../../../app/vocabulary/facts/customer-spent-last-365-days.ts'
import { totalSpent } from '../../../app/vocabulary/facts/customer-total-spent.ts'
import { adjustment, order, refund } from '../../ledger/entries.ts'
import { ago, bought, cancelled, first, nobody, ordersOf, type Row, second, stranger } from './row.ts'

const adjusted = { ada: [adjustment('a', 250)] }

const counts: readonly Row[] = [
  { fact: ordersCount, of: 'three orders and a test', given: bought, is: 3 },
  { fact: ordersCount, of: 'somebody who never ordered', given: stranger, is: 0 },
  { fact: ordersCount, of: 'nobody', given: nobody, is: undefined },
  { fact: keptOrdersCount, of: 'three orders, one of them refunded in full', given: bought, is: 2 },
  { fact: keptOrdersCount, of: 'a cancelled order', given: cancelled, is: 0 },
  { fact: keptOrdersCount, of: 'nobody', given: nobody, is: undefined },
  {
    fact: keptOrdersCount,
    of: 'an order refunded but for a penny',
    given: { ada: [order('1'), refund('r', '1', 4_999)] },
    is: 1,
  },
  { fact: ordersLast30Days, of: 'orders 400, 100 and 2 days ago', given: bought, is: 1 },
  { fact: ordersLast30Days, of: 'an order exactly 30 days ago', given: { ada: ordersOf(30) }, is: 0 },
  { fact: ordersLast30Days, of: 'a moment later', given: { ada: [order('1', { at: ago(30, 1) })] }, is: 1 },
  { fact: ordersLast30Days, of: 'somebody who never ordered', given: stranger, is: 0 },
  { fact: ordersLast90Days, of: 'orders 400, 100 and 2 days ago', given: bought, is: 1 },
  { fact: ordersLast90Days, of: 'an order exactly 90 days ago', given: { ada: ordersOf(90) }, is: 0 },
  { fact: ordersLast90Days, of: 'an order a moment later', given: { ada: [order('1', { at: ago(90, 1) })] }, is: 1 },
  { fact: ordersLast90Days, of: 'somebody who never ordered', given: stranger, is: 0 },
  { fact: ordersLast365Days, of: 'orders 400, 100 and 2 days ago', given: bought, is: 2 },
  { fact: ordersLast365Days, of: 'an order exactly 365 days ago', given: { ada: ordersOf(365) }, is: 0 },
  { fact: ordersLast365Days, of: 'a cancelled order', given: cancelled, is: 0 },
]

const money: readonly Row[] = [
  { fact: grossSpent, of: 'three orders, one of them refunded', given: bought, is: 17_001 },
  { fact: grossSpent, of: 'a cancelled order', given: cancelled, is: 0 },
  { fact: grossSpent, of: 'a refund that names no order, and no order', given: adjusted, is: 0 },
  { fact: totalSpent, of: 'three orders, one of them refunded', given: bought, is: 13_000 },
  { fact: totalSpent, of: 'a refund that names no order, and no order', given: adjusted, is: -250 },
  { fact: totalSpent, of: 'somebody who never ordered', given: stranger, is: 0 },
  { fact: averageOrderValue, of: '130.00 over three orders', given: bought, is: 4_333 },
  {
    fact: averageOrderValue,
    of: 'minus 0.01 over two orders',
    given: { ada: [...ordersOf(3, 2), adjustment('a', 10_001)] },
    is: -1,
  },
  { fact: averageOrderValue, of: 'somebody who never ordered', given: stranger, is: undefined },
  { fact: averageOrderValue, of: 'a cancelled order', given: cancelled, is: undefined },
  { fact: refundRate, of: '40.01 of 170.01 refunded', given: bought, is: 1 - 13_000 / 17_001 },
  { fact: refundRate, of: 'an order without refunds', given: { ada: [first] }, is: 0 },
  {
    fact: refundRate,
    of: 'an order refunded in full',
    given: { ada: [second, refund('r', '2', 4_001, ago(1))] },
    is: 1,
  },
  {
    fact: refundRate,
    of: 'more given back than was spent',
    given: { ada: [order('1'), adjustment('a', 10_000, 1)] },
    is: 2,
  },
  { fact: refundRate, of: 'a refund and no order to divide it by', given: adjusted, is: undefined },
  { fact: refundRate, of: 'a cancelled order', given: cancelled, is: undefined },
  { fact: spentLast30Days, of: 'orders 400, 100 and 2 days ago', given: bought, is: 3_000 },
  {
    fact: spentLast30Days,
    of: 'a refund of today of an order 40 days ago',
    given: { ada: [order('1', { at: ago(40) }), refund('r', '1', 900, ago(0))] },
    is: 0,
  },
  { fact: spentLast30Days, of: 'an order exactly 30 days ago', given: { ada: ordersOf(30) }, is: 0 },
  { fact: spentLast30Days, of: 'a cancelled order', given: cancelled, is: 0 },
  {
    fact: spentLast90Days,
    of: 'an order 60 days ago, part of it refunded',
    given: { ada: [order('1', { at: ago(60) }), refund('r', '1', 900, ago(0))] },
    is: 4_100,
  },
  {
    fact: spentLast90Days,
    of: 'an adjustment exactly 90 days ago',
    given: { ada: [first, adjustment('a', 9, ago(90))] },
    is: 0,
  },
  { fact: spentLast365Days, of: 'orders 400, 100 and 2 days ago', given: bought, is: 3_000 },
  { fact: spentLast365Days, of: 'an order exactly 365 days ago', given: { ada: ordersOf(365) }, is: 0 },
  {
    fact: spentLast365Days,
    of: 'an adjustment of this year',
    given: { ada: [first, adjustment('a', 9, ago(1))] },
    is: -9,
  },
]

export const countAndMoneyRows = [...counts, ...money]
