import { ordersInBulk } from '../shopify/operations/bulk-documents.ts'
import { columns } from './help.ts'

const ORDER =
  '{"orderId": "1043", "customerId": "77", "processedAt": "2026-12-01T09:30:00+01:00", "currency": "GBP", "totalPrice": "42.50", "lineItems": [{"sku": "MUG-1", "title": "Mug", "quantity": 2, "price": "21.25"}], "country": "GB"}'
const REFUND =
  '{"refundId": "R-7", "orderId": "1043", "customerId": "77", "processedAt": "2026-12-05T12:00:00Z", "currency": "GBP", "amount": "21.25"}'

const OF_AN_ORDER: readonly (readonly [string, string])[] = [
  ['orderId', 'in quotes; each stands once'],
  ['customerId', 'in quotes; left out, or null, where nobody knows who ordered'],
  ['processedAt', 'when it was ordered, with the offset from UTC; it is taken to be paid at once'],
  ['currency', "the shop's, the same in every line"],
  ['totalPrice', 'before refunds, in quotes: "42.50"'],
  [
    'lineItems',
    'may be left out; each with price and quantity, and perhaps sku and title. "nonProduct": true marks postage and fees',
  ],
  ['cancelledAt', 'when it was called off; "cancelled": true where nobody knows when'],
  ['country', 'a code such as GB, or an English name'],
  ['discountCodes', 'a list of the codes that it was placed with; may be left out'],
]

const OF_A_REFUND: readonly (readonly [string, string])[] = [
  ['refundId', 'in quotes; each stands once'],
  ['orderId', 'left out where the money went back for no known order, or for several: their lines may name them'],
  ['customerId', 'in quotes'],
  ['amount', 'what went back, in quotes: "21.25"'],
  ['lineItems', 'as above, each perhaps with the orderId that it belongs to'],
]

/** Lines by the depth of the brackets around them. */
const indented = (query: string): string[] => {
  let depth = 1
  return query.split('\n').map((line) => {
    const text = line.trim()
    if (text.startsWith('}')) depth -= 1
    const shown = '  '.repeat(depth) + text
    if (text.endsWith('{')) depth += 1
    return shown
  })
}

/** What the files given with --orders and --refunds look like. */
export const helpOfOrders = [
  'What --orders and --refunds take',
  '',
  'One order a line, each a JSON object, in any sequence; plain or packed (orders.jsonl, orders.jsonl.gz):',
  '',
  ORDER,
  '',
  ...columns(OF_AN_ORDER),
  '',
  'Refunds stand in a file of their own, one a line:',
  '',
  REFUND,
  '',
  ...columns(OF_A_REFUND),
  '',
  'Files are read whole or not at all: every line that cannot be read, stands twice or is in another currency is named.',
  '',
  'Orders straight from Shopify work too, as the JSONL of a bulk operation. Their refunds are in it, so it needs no',
  'second file. Run this query with bulkOperationRunQuery, and download the file when it is done:',
  '',
  ...indented(ordersInBulk({ personal: true })),
  '',
].join('\n')
