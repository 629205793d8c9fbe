import type { Line, OrderLine, Trade } from './order-files.ts'

/** Customers whose gaps, days of the year and lines are easily got wrong: one a case, in any year. */
export const rhythmTrade = (): Trade => ({
  orders: [
    ...placed('leap', ['2024-02-29T09:00:00Z']),
    ...placed('new-year', ['2023-12-31T23:30:00Z', '2024-01-01T00:30:00Z']),
    ...placed('decade', ['2014-03-01T12:00:00Z', '2024-03-01T12:00:00Z', '2024-03-11T12:00:00Z']),
    ...placed('at-once', ['2024-05-01T12:00:00Z', '2024-05-01T12:00:00Z', '2024-05-01T12:00:00Z']),
    // At exactly twice and four times its usual gap of 30 days on 1 November and 31 December 2024.
    ...placed('steady', ['2024-05-05', '2024-06-04', '2024-07-04', '2024-08-03', '2024-09-02'].map(atNoon)),
    ...placed('slowing', ['2024-01-01', '2024-01-11', '2024-02-10', '2024-06-09', '2025-06-09'].map(atNoon)),
    ...placed('twice', ['2024-07-01T08:00:00.001Z', '2024-07-01T08:00:00.002Z']),
    // An order and one that takes as much away: two orders, and nothing spent to divide by.
    ...placed('balanced', ['2024-08-01T12:00:00Z'], [goods('GIVE', '5.00')], '5.00'),
    ...placed('balanced', ['2024-08-02T12:00:00Z'], [goods('TAKE', '-5.00')], '-5.00'),
    ...placed('parcel', ['2024-08-05T12:00:00Z'], [goods('CUP', '9.00'), postage, voucher], '11.00'),
    ...placed('parcel', ['2024-09-05T12:00:00Z'], [postage], '4.00'),
    ...placed('unsaid', ['2024-08-06T12:00:00Z'], [], '20.00'),
    ...placed('collector', ['2024-08-07T12:00:00Z'], [goods('B', '1.00'), goods('A', '2.00'), goods('B', '1.00')]),
    ...placed('collector', ['2024-08-08T12:00:00Z'], [goods('C', '1.00'), goods('A', '2.00')]),
  ],
  refunds: [],
})

const atNoon = (day: string): string => `${day}T12:00:00Z`
const goods = (sku: string, price: string): Line => ({ sku, title: 'Cup', quantity: 1, price })
const postage: Line = { ...goods('POST', '4.00'), nonProduct: true }
const voucher: Line = { ...goods('D', '-2.00'), nonProduct: true }

const placed = (
  customerId: string,
  moments: readonly string[],
  lineItems: readonly Line[] = [goods('MUG', '10.00')],
  totalPrice = '10.00',
): OrderLine[] =>
  moments.map((processedAt, index) => ({
    orderId: `${customerId}-${totalPrice}-${lineItems.length}-${index}`,
    customerId,
    processedAt,
    currency: 'GBP',
    totalPrice,
    lineItems,
  }))
