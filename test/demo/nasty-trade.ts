import type { Line, OrderLine, RefundLine, Trade } from './order-files.ts'

/** Whatever an orders file can hold that is easily got wrong: one small invented customer a case. */
export const nastyTrade = (): Trade => ({
  orders: [
    ...sameMoment,
    ...sameSpend,
    ...calledOff,
    ...partsOfSeveral,
    ...belowNothing,
    ...free,
    ...guests,
    ...tenthsOfPennies,
    ...nowhere,
    ...windowEdges,
    ...limitEdges,
  ].sort((left, right) => Date.parse(left.processedAt) - Date.parse(right.processedAt)),
  refunds: [...refunds].sort((left, right) => Date.parse(left.processedAt) - Date.parse(right.processedAt)),
})

const order = (
  orderId: string,
  customerId: string | null | undefined,
  processedAt: string,
  totalPrice: string,
  more: Partial<OrderLine> = {},
): OrderLine => ({
  orderId,
  ...(customerId === undefined ? {} : { customerId }),
  processedAt,
  currency: 'GBP',
  totalPrice,
  lineItems: [line(1, totalPrice)],
  country: 'United Kingdom',
  ...more,
})

const line = (quantity: number, price: string, orderId?: string): Line => ({
  sku: 'MUG-1',
  title: 'Mug',
  quantity,
  price,
  ...(orderId === undefined ? {} : { orderId }),
})

const refund = (
  refundId: string,
  customerId: string,
  processedAt: string,
  amount: string,
  lineItems: readonly Line[],
  orderId?: string,
): RefundLine => ({
  refundId,
  ...(orderId === undefined ? {} : { orderId }),
  customerId,
  processedAt,
  currency: 'GBP',
  amount,
  lineItems,
})

/** Ids of one moment sort as numbers, before those that are none; each order sees all orders of its moment, paid or not. */
const sameMoment = [
  order('1009', 'tina', '2024-02-01T10:00:00+00:00', '30.00'),
  order('1010', 'tina', '2024-02-01T10:00:00+00:00', '20.00', { country: 'France' }),
  order('999', 'tina', '2024-02-01T10:00:00+00:00', '10.00', { country: 'Germany' }),
  order('X-1', 'tina', '2024-02-01T11:00:00+01:00', '40.00', { country: 'Italy' }),
  order('1011', '9', '2024-02-01T10:00:00+00:00', '15.00'),
  order('1012', '10', '2024-02-01T10:00:00+00:00', '15.00'),
]

/** Three who spent the same share the better place, and the next one comes after all three. */
const sameSpend = ['sam', 'sue', 'sid'].map((name, index) =>
  order(String(1101 + index), name, `2024-03-0${index + 1}T09:00:00Z`, '500.00'),
)

const calledOff = [
  // The first order goes, so that the third is first again after the second has gone as well.
  order('1201', 'cora', '2024-04-01T08:00:00Z', '50.00', { cancelled: true, cancelledAt: '2024-04-02T08:00:00Z' }),
  order('1202', 'cora', '2024-04-03T08:00:00Z', '60.00', { cancelled: true, cancelledAt: '2024-04-05T08:00:00Z' }),
  order('1203', 'cora', '2024-04-05T08:00:00Z', '70.00'),
  order('1204', 'cora', '2024-04-06T08:00:00Z', '80.00'),
  // Refunded before it was called off, and once more after: neither counts from then on.
  order('1211', 'cleo', '2024-04-10T08:00:00Z', '90.00', { cancelled: true, cancelledAt: '2024-04-20T08:00:00Z' }),
  order('1212', 'cleo', '2024-04-11T08:00:00Z', '35.00'),
  // Without a time: at once, yet after its payment.
  order('1221', 'carl', '2024-04-12T08:00:00Z', '25.00', { cancelled: true }),
  // Two of one moment, the one with the higher id placed first.
  order('1232', 'cato', '2024-04-13T08:00:00Z', '21.00', { cancelled: true, cancelledAt: '2024-04-15T12:00:00Z' }),
  order('1231', 'cato', '2024-04-14T08:00:00Z', '22.00', { cancelled: true, cancelledAt: '2024-04-15T12:00:00Z' }),
  // The latest order goes: country and moment are the one's before.
  order('1241', 'cyra', '2024-04-16T08:00:00Z', '23.00', { country: 'Spain' }),
  order('1242', 'cyra', '2024-04-17T08:00:00Z', '24.00', { country: 'Portugal', cancelledAt: '2024-04-18T08:00:00Z' }),
]

/** Regulars, some of whose orders come back: three kept ones are not more than three. */
const partsOfSeveral = [1, 2, 3, 4, 5, 6].map((day) =>
  order(String(1300 + day), 'rita', `2024-05-0${day}T12:00:00Z`, `${day}0.00`),
)

const belowNothing = [
  order('1401', 'nils', '2024-05-10T12:00:00Z', '10.00'),
  order('1402', 'nils', '2024-05-11T12:00:00Z', '10.00'),
  order('1411', 'nora', '2024-05-12T12:00:00Z', '5.00'),
]

/** An order of total 0 is in the story and no fact counts it; it is paid all the same. */
const free = [
  order('1501', 'frida', '2024-05-15T12:00:00Z', '0.00'),
  order('1502', 'frida', '2024-05-16T12:00:00Z', '12.00'),
  order('1511', 'fred', '2024-05-17T12:00:00Z', '0.00', { country: 'Norway' }),
  ...[1, 2, 3, 4].map((day) => order(String(1520 + day), 'flora', `2024-05-2${day}T12:00:00Z`, '8.00')),
  order('1525', 'flora', '2024-05-25T12:00:00Z', '0.00'),
]

const guests = [
  order('1601', null, '2024-06-01T12:00:00Z', '900.00'),
  order('1602', undefined, '2024-06-02T12:00:00Z', '900.00'),
]

/** Sums are rounded once, halves away from zero, below zero too. */
const tenthsOfPennies = [
  order('1701', 'theo', '2024-06-05T12:00:00Z', '12.345', { lineItems: [line(5, '2.469')] }),
  order('1702', 'theo', '2024-06-06T12:00:00Z', '0.50'),
  order('1711', 'tess', '2024-06-07T12:00:00Z', '0.01'),
  order('1712', 'tess', '2024-06-08T12:00:00Z', '0.02'),
]

const nowhere = [
  order('1801', 'una', '2024-06-10T12:00:00Z', '31.00', { country: 'Belgium' }),
  order('1802', 'una', '2024-06-11T12:00:00Z', '32.00', { country: 'Unspecified' }),
  order('1811', 'ugo', '2024-06-12T12:00:00Z', '33.00', { country: 'European Community' }),
  order('1812', 'ugo', '2024-06-13T12:00:00Z', '34.00', { country: 'Atlantis' }),
  { ...order('1813', 'ulf', '2024-06-14T12:00:00Z', '35.00'), country: 'EIRE' },
]

/** Exactly 90 and 365 days before the file's last moment an order is out of the window; a second later it is in. */
export const LAST_MOMENT = '2025-09-01T12:00:00Z'
const windowEdges = [
  order('1901', 'wanda', '2024-09-01T12:00:00Z', '1000.00'),
  order('1902', 'wanda', '2025-06-03T12:00:00Z', '3.00'),
  order('1911', 'willi', '2024-09-01T12:00:01Z', '1000.00'),
  order('1912', 'willi', '2025-06-03T12:00:01Z', '3.00'),
  order('1921', 'wim', '2024-09-01T12:00:00Z', '700.00'),
  order('1931', 'wolf', LAST_MOMENT, '77.00'),
]

/** A code again exactly 90 days after the last one, not a second earlier; a note again after 180. */
const limitEdges = [
  ...['2024-07-01T12:00:00Z', '2024-07-02T12:00:00Z', '2024-07-03T12:00:00Z', '2024-07-04T12:00:00Z'].map((at, index) =>
    order(String(2001 + index), 'lena', at, '2500.00'),
  ),
  order('2005', 'lena', '2024-09-29T11:59:59Z', '2500.00'),
  order('2006', 'lena', '2024-09-29T12:00:00Z', '2500.00'),
  order('2007', 'lena', '2024-12-28T11:59:59Z', '2500.00'),
  order('2008', 'lena', '2024-12-28T12:00:00Z', '2500.00'),
]

const refunds: readonly RefundLine[] = [
  refund('C1', 'cleo', '2024-04-15T08:00:00Z', '40.00', [line(1, '40.00', '1211')], '1211'),
  refund('C2', 'cleo', '2024-04-21T08:00:00Z', '10.00', [line(1, '10.00', '1211')], '1211'),
  // At the moment of the order: after its payment.
  refund('C3', 'tina', '2024-02-01T10:00:00Z', '10.00', [line(1, '10.00', '999')], '999'),
  // Of two orders, one of them in full, with a line that is of none.
  refund('C4', 'rita', '2024-05-04T12:00:00Z', '17.00', [
    line(1, '10.00', '1301'),
    line(2, '1.50'),
    line(1, '4.00', '1302'),
  ]),
  // Of one order, though only its lines say so; in full, in two goes.
  refund('C5', 'rita', '2024-05-05T12:00:00Z', '15.00', [line(1, '15.00', '1303')]),
  refund('C6', 'rita', '2024-05-05T18:00:00Z', '15.00', [line(1, '15.00', '1303')], '1303'),
  // More than the order came to.
  refund('C7', 'rita', '2024-05-07T12:00:00Z', '45.00', [line(1, '45.00', '1304')], '1304'),
  // Of none: more than was ever spent; by somebody who never ordered; before the first order.
  refund('C8', 'nils', '2024-05-10T18:00:00Z', '25.25', [line(1, '25.25')]),
  refund('C9', 'nobody-yet', '2024-05-11T12:00:00Z', '3.00', [line(1, '3.00')]),
  refund('C10', 'nora', '2024-05-11T12:00:00Z', '6.01', [line(1, '6.01')]),
  // A guest's order goes back: nobody's total changes.
  refund('C11', 'guest', '2024-06-03T12:00:00Z', '900.00', [line(1, '900.00', '1601')], '1601'),
  // 3 × 0.335 is 1.005, a penny more than three prices rounded down; 0.004 + 0.004 is a penny as a sum.
  refund('C12', 'theo', '2024-06-07T12:00:00Z', '1.01', [line(3, '0.335', '1701')], '1701'),
  refund('C13', 'theo', '2024-06-07T13:00:00Z', '0.02', [
    line(1, '0.004', '1701'),
    line(1, '0.004', '1701'),
    line(1, '0.005', '1702'),
  ]),
  // −0.05 in two orders: an average of −0.025, which is −0.03.
  refund('C14', 'tess', '2024-06-09T12:00:00Z', '0.08', [line(1, '0.08')]),
  // An order of the window's edge: out of the last 365 days with its refund, however late that came.
  refund('C15', 'wim', '2025-08-01T12:00:00Z', '100.00', [line(1, '100.00', '1921')], '1921'),
  refund('C16', 'willi', '2025-08-01T12:00:00Z', '100.00', [line(1, '100.00', '1911')], '1911'),
  // Adjustments at the edges of the last 365 days.
  refund('C17', 'wanda', '2024-09-01T12:00:00Z', '50.00', [line(1, '50.00')]),
  refund('C18', 'wanda', '2024-09-01T12:00:01Z', '0.70', [line(1, '0.70')]),
]
