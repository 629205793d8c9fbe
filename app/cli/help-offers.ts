import { columns } from './help.ts'

const OFFERS = [
  '{"id": "1", "title": "Welcome", "method": "automatic", "percent": 10, "oncePerCustomer": false, "customers": {"segment": "number_of_orders = 0"}, "startsAt": "2026-01-01"}',
  '{"id": "2", "title": "Pop-up", "method": "code", "codes": ["WELCOME10"], "amount": "5.00", "minimum": "20.00", "oncePerCustomer": true, "customers": "all", "startsAt": "2026-01-01", "endsAt": "2027-01-01"}',
]

const OF_AN_OFFER: readonly (readonly [string, string])[] = [
  ['id', 'in quotes; each stands once'],
  ['title', 'what people call it'],
  ['method', '"code" or "automatic"'],
  ['codes', 'of a code: one or more; each belongs to one offer'],
  ['percent', "of the order's subtotal: 10; or else"],
  ['amount', 'what it takes off the order, in quotes: "5.00"'],
  ['minimum', "the order's subtotal from which it applies, in quotes; may be left out"],
  ['oncePerCustomer', 'true or false'],
  ['customers', `"all", or {"segment": QUERY} with the segment's query as Shopify shows it`],
  ['startsAt', 'a day, or a time with its offset from UTC'],
  ['endsAt', 'left out, or null, where it never ends'],
  [
    'newcomersOnly',
    'your word on a code that is open to all by its terms: true where something else keeps regulars from it, false where nothing does; left out, the orders that carry it are looked at',
  ],
]

/** What the file given with --offers looks like. */
export const helpOfOffers = [
  'What --offers takes',
  '',
  "One of the shop's discounts a line, each a JSON object; plain or packed (offers.jsonl, offers.jsonl.gz):",
  '',
  ...OFFERS,
  '',
  ...columns(OF_AN_OFFER),
  '',
  'Codes are looked for in the orders: in discountCodes of each line, or of the JSONL of a bulk operation.',
  '',
  'Segments are worked out from the orders where these can tell: number_of_orders, amount_spent, first_order_date,',
  'last_order_date, customer_added_date, customer_countries, and customer_tags and email_subscription_status where the file',
  'has customers. Whatever else a query asks about is not known, unless newcomers and regulars come out alike all the same.',
  '',
].join('\n')
