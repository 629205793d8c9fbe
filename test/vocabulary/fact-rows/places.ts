import { frequencyScore } from '../../../app/vocabulary/facts/customer-frequency-score.ts'
import { monetaryScore } from '../../../app/vocabulary/facts/customer-monetary-score.ts'
import { recencyScore } from '../../../app/vocabulary/facts/customer-recency-score.ts'
import { revenueShare365 } from '../../../app/vocabulary/facts/customer-revenue-share-365.ts'
import { rfmGroup } from '../../../app/vocabulary/facts/customer-rfm-group.ts'
import { spendRank } from '../../../app/vocabulary/facts/customer-spend-rank.ts'
import { spendRank365 } from '../../../app/vocabulary/facts/customer-spend-rank-365.ts'
import { spendTopPercent } from '../../../app/vocabulary/facts/customer-spend-top-percent.ts'
import { spendTopPercent365 } from '../../../app/vocabulary/facts/customer-spend-top-percent-365.ts'
import { adjustment, order } from '../../ledger/entries.ts'
import { ada, ago, cancelled, ordersOf, type Row, stranger } from './row.ts'

const among = (ahead: number, behind: number, ranked: number) => ({ ada, place: { ahead, behind, ranked } })
const spent = (total: number, days = 10) => [order('1', { at: ago(days), total })]
const owed = (amount: number) => [adjustment('a', amount, ago(10))]

const ranks: readonly Row[] = [
  { fact: spendRank, of: 'nobody ahead', given: among(0, 6, 7), is: 1 },
  {
    fact: spendRank,
    of: 'the second of two who tie, behind a third',
    given: { ada: spent(5), others: [spent(9), spent(5)] },
    is: 2,
  },
  {
    fact: spendRank,
    of: 'minus 1.00 where others have minus 2.00',
    given: { ada: [...spent(100), ...owed(200)], others: [[...spent(100), ...owed(300)]] },
    is: 1,
  },
  { fact: spendRank, of: 'somebody without a place', given: stranger, is: undefined },
  { fact: spendRank365, of: 'two ahead', given: among(2, 4, 7), is: 3 },
  {
    fact: spendRank365,
    of: 'an order older than others spent this year',
    given: { ada: spent(9, 366), others: [spent(5)] },
    is: undefined,
  },
  { fact: spendRank365, of: 'somebody without a place', given: stranger, is: undefined },
  { fact: spendTopPercent, of: 'one of forty ahead', given: among(1, 38, 40), is: 2.5 },
  { fact: spendTopPercent, of: 'all equal', given: { ada: spent(5), others: [spent(5), spent(5)] }, is: 0 },
  { fact: spendTopPercent, of: 'somebody without a place', given: stranger, is: undefined },
  { fact: spendTopPercent365, of: 'five of a hundred ahead', given: among(5, 94, 100), is: 5 },
  { fact: spendTopPercent365, of: 'nobody ahead', given: among(0, 0, 1), is: 0 },
  { fact: spendTopPercent365, of: 'somebody without a place', given: stranger, is: undefined },
]

const scores: readonly Row[] = [
  { fact: recencyScore, of: 'the latest of five', given: among(0, 4, 5), is: 5 },
  { fact: recencyScore, of: 'the second latest of six', given: among(1, 4, 6), is: 4 },
  { fact: recencyScore, of: 'a day before the only other', given: { ada: ordersOf(2), others: [ordersOf(1)] }, is: 1 },
  { fact: recencyScore, of: 'the only customer', given: { ada: ordersOf(2) }, is: 1 },
  { fact: recencyScore, of: 'a cancelled order', given: cancelled, is: undefined },
  { fact: frequencyScore, of: 'the third of four', given: among(2, 1, 4), is: 2 },
  {
    fact: frequencyScore,
    of: 'two orders where others have one',
    given: { ada: ordersOf(2, 1), others: [ordersOf(9), ordersOf(8)] },
    is: 4,
  },
  { fact: frequencyScore, of: 'all equal', given: { ada: ordersOf(2), others: [ordersOf(9), ordersOf(8)] }, is: 1 },
  { fact: frequencyScore, of: 'somebody who never ordered', given: stranger, is: undefined },
  { fact: monetaryScore, of: 'one of a hundred ahead', given: among(1, 98, 100), is: 5 },
  {
    fact: monetaryScore,
    of: 'the least of two by a refund',
    given: { ada: [...spent(100), ...owed(200)], others: [spent(1)] },
    is: 1,
  },
  { fact: monetaryScore, of: 'somebody who never ordered', given: stranger, is: undefined },
  {
    fact: rfmGroup,
    of: 'the latest, with the fewest orders and the most spent of two',
    given: { ada: spent(99_999, 1), others: [ordersOf(9, 8)] },
    is: '313',
  },
  { fact: rfmGroup, of: 'the only customer', given: { ada }, is: '111' },
  { fact: rfmGroup, of: 'the best of five in all', given: among(0, 4, 5), is: '555' },
  { fact: rfmGroup, of: 'somebody who never ordered', given: stranger, is: undefined },
]

const shares: readonly Row[] = [
  { fact: revenueShare365, of: 'a quarter', given: { ada: spent(100), others: [spent(300)] }, is: 0.25 },
  { fact: revenueShare365, of: 'the only customer', given: { ada: spent(100) }, is: 1 },
  {
    fact: revenueShare365,
    of: 'an order before the year',
    given: { ada: spent(100, 365), others: [spent(300)] },
    is: 0,
  },
  {
    fact: revenueShare365,
    of: 'a shop that gave money back to somebody without orders',
    given: { ada: spent(100), others: [spent(300), owed(200)] },
    is: 0.5,
  },
  {
    fact: revenueShare365,
    of: 'minus 1.00 of 3.00',
    given: { ada: [...spent(100), ...owed(200)], others: [spent(400)] },
    is: -1 / 3,
  },
  {
    fact: revenueShare365,
    of: 'a shop that earned nothing on balance',
    given: { ada: spent(100), others: [owed(100)] },
    is: undefined,
  },
  {
    fact: revenueShare365,
    of: 'a refund and no order',
    given: { ada: owed(100), others: [spent(300)] },
    is: undefined,
  },
]

export const placeRows = [...ranks, ...scores, ...shares]
