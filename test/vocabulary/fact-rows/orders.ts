import { orderCountry } from '../../../app/vocabulary/facts/order-country.ts'
import { daysSincePrevious } from '../../../app/vocabulary/facts/order-days-since-previous.ts'
import { discountCodes } from '../../../app/vocabulary/facts/order-discount-codes.ts'
import { discountTotal } from '../../../app/vocabulary/facts/order-discount-total.ts'
import { hasNote } from '../../../app/vocabulary/facts/order-has-note.ts'
import { isFirst } from '../../../app/vocabulary/facts/order-is-first.ts'
import { isRenewal } from '../../../app/vocabulary/facts/order-is-renewal.ts'
import { itemsCount } from '../../../app/vocabulary/facts/order-items-count.ts'
import { position } from '../../../app/vocabulary/facts/order-position.ts'
import { previousAverageValue } from '../../../app/vocabulary/facts/order-previous-average-value.ts'
import { previousSilenceRatio } from '../../../app/vocabulary/facts/order-previous-silence-ratio.ts'
import { refundedShare } from '../../../app/vocabulary/facts/order-refunded-share.ts'
import { skus } from '../../../app/vocabulary/facts/order-skus.ts'
import { source } from '../../../app/vocabulary/facts/order-source.ts'
import { subtotal } from '../../../app/vocabulary/facts/order-subtotal.ts'
import { orderTags } from '../../../app/vocabulary/facts/order-tags.ts'
import { total } from '../../../app/vocabulary/facts/order-total.ts'
import { vendors } from '../../../app/vocabulary/facts/order-vendors.ts'
import { cancellation, order, refund } from '../../ledger/entries.ts'
import { ada, ago, bought, first, ordersOf, type Row, second, stranger, testOrder, third } from './row.ts'

const plain = { about: first }
const detailed = {
  about: order('1', {
    subtotal: 4_500,
    discountTotal: 500,
    itemsCount: 3,
    vendors: ['Hollow Hill'],
    tags: ['gift'],
    source: 'pos',
    hasNote: true,
    isRenewal: true,
  }),
}

const ownWords: readonly Row[] = [
  { fact: total, of: 'an order', given: bought, is: 3_000 },
  { fact: total, of: 'an order of nobody', given: { about: third }, is: 3_000 },
  { fact: total, of: 'no order', given: stranger, is: undefined },
  { fact: subtotal, of: 'an order that says it', given: detailed, is: 4_500 },
  { fact: subtotal, of: 'an order that does not', given: plain, is: undefined },
  { fact: discountTotal, of: 'an order that says it', given: detailed, is: 500 },
  { fact: discountTotal, of: 'an order that does not', given: plain, is: undefined },
  { fact: itemsCount, of: 'an order of three pieces', given: detailed, is: 3 },
  { fact: itemsCount, of: 'an order that does not say', given: plain, is: undefined },
  { fact: vendors, of: 'an order from one', given: detailed, is: ['Hollow Hill'] },
  { fact: vendors, of: 'an order that does not say', given: plain, is: [] },
  { fact: orderTags, of: 'a tagged order', given: detailed, is: ['gift'] },
  { fact: orderTags, of: 'an order without', given: plain, is: [] },
  { fact: source, of: 'an order at a till', given: detailed, is: 'pos' },
  { fact: source, of: 'an order that does not say', given: plain, is: undefined },
  { fact: hasNote, of: 'an order with one', given: detailed, is: true },
  { fact: hasNote, of: 'an order that does not say', given: plain, is: undefined },
  { fact: isRenewal, of: 'a bill', given: detailed, is: true },
  { fact: isRenewal, of: 'an order', given: plain, is: false },
  { fact: isRenewal, of: 'no order', given: stranger, is: undefined },
  { fact: orderCountry, of: 'an order to France', given: plain, is: 'FR' },
  { fact: orderCountry, of: 'an order to nobody knows where', given: bought, is: undefined },
  { fact: discountCodes, of: 'an order with one code twice', given: bought, is: ['TEA', 'TEA'] },
  { fact: discountCodes, of: 'an order without', given: plain, is: [] },
  { fact: skus, of: 'an order of two articles', given: bought, is: ['A', 'B'] },
  { fact: skus, of: 'an order without', given: plain, is: [] },
]

const placed = (id: string, days: number) => order(id, { at: ago(days) })
const refundOf = (amount: number) => refund('r', '3', amount, ago(0))
const others = [ordersOf(400, 390), ordersOf(400, 380), ordersOf(400, 370)]

const inItsStory: readonly Row[] = [
  { fact: isFirst, of: 'the first order', given: { ada, about: first }, is: true },
  { fact: isFirst, of: 'the third order', given: bought, is: false },
  {
    fact: isFirst,
    of: 'an order after one that was cancelled',
    given: { ada: [first, cancellation('1', ago(300)), second], about: second },
    is: true,
  },
  { fact: isFirst, of: 'an order that does not count', given: { ada, about: testOrder }, is: undefined },
  { fact: isFirst, of: 'an order of nobody', given: { about: first }, is: undefined },
  { fact: position, of: 'the third order', given: bought, is: 3 },
  { fact: position, of: 'an order of nobody', given: { about: first }, is: undefined },
  { fact: previousAverageValue, of: 'the third order, after a refund of the second', given: bought, is: 5_000 },
  { fact: previousAverageValue, of: 'the first order', given: { ada, about: first }, is: undefined },
  { fact: daysSincePrevious, of: 'an order a moment under 98 days after', given: bought, is: 97 },
  { fact: daysSincePrevious, of: 'the first order', given: { ada, about: first }, is: undefined },
  {
    fact: daysSincePrevious,
    of: 'an order of the same moment as the one before',
    given: { ada: [placed('1', 3), placed('2', 3)], about: placed('2', 3) },
    is: 0,
  },
  {
    fact: daysSincePrevious,
    of: 'an order after one that was cancelled',
    given: { ada: [first, second, cancellation('2', ago(90)), third], about: third },
    is: 397,
  },
  {
    fact: daysSincePrevious,
    of: 'an order ten years after',
    given: { ada: [placed('1', 3_660), placed('2', 8)], about: placed('2', 8) },
    is: 3_652,
  },
  { fact: daysSincePrevious, of: 'an order of nobody', given: { about: first }, is: undefined },
  {
    fact: previousSilenceRatio,
    of: '30 days of silence after orders 10 days apart',
    given: { ada: [...ordersOf(60, 50, 40), placed('back', 10)], about: placed('back', 10), others },
    is: 3,
  },
  {
    fact: previousSilenceRatio,
    of: 'a second order 30 days after the first, 20 being usual in the shop and 30 now among its gaps',
    given: { ada: [placed('1', 40), placed('2', 10)], about: placed('2', 10), others },
    is: 30 / 25,
  },
  { fact: previousSilenceRatio, of: 'the first order', given: { ada, about: first, others }, is: undefined },
  { fact: previousSilenceRatio, of: 'an order of nobody', given: { about: first, others }, is: undefined },
  { fact: refundedShare, of: 'an order without refunds', given: bought, is: 0 },
  { fact: refundedShare, of: 'a third refunded', given: { ada: [third, refundOf(1_000)], about: third }, is: 1 / 3 },
  { fact: refundedShare, of: 'all of it refunded', given: { ada: [third, refundOf(3_000)], about: third }, is: 1 },
  {
    fact: refundedShare,
    of: 'an order of total 0',
    given: { ada: [order('1', { total: 0 })], about: order('1', { total: 0 }) },
    is: undefined,
  },
  { fact: refundedShare, of: 'an order of nobody', given: { about: first }, is: undefined },
]

export const orderRows = [...ownWords, ...inItsStory]
