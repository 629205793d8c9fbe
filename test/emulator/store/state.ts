import type { Change, ReplacedToken, TokenPair } from './changes.ts'
import { minorDigits } from './money.ts'
import type {
  BulkOperation,
  Customer,
  Discount,
  DiscountCode,
  Order,
  Refund,
  Segment,
  ShopSettings,
} from './records.ts'

/** Of extensions/relationship-discount. */
const FUNCTION_HANDLE = 'relationship-discount'

export type ShopState = {
  readonly settings: ShopSettings
  /** Digits after the point of the shop's currency. */
  readonly digits: number
  readonly customers: Map<number, Customer>
  readonly orders: Map<number, Order>
  readonly ordersOf: Map<number, number[]>
  readonly refunds: Map<number, Refund>
  readonly refundsOf: Map<number, number[]>
  readonly codes: Map<number, DiscountCode>
  /** By the code in lower case: Shopify compares codes so. */
  readonly codeIds: Map<string, number>
  /** Discounts without a code; their ids are of one row with those of codes. */
  readonly automatics: Map<number, Discount>
  readonly segments: Map<number, Segment>
  readonly bulkOperations: Map<number, BulkOperation>
  readonly nextIds: Record<IdKind, number>
  installed: boolean
  scopes: readonly string[]
  /** Handles of the app's functions that can run here. */
  functions: readonly string[]
  tokens: TokenPair | null
  replaced: ReplacedToken | null
}

export type IdKind =
  | 'customer'
  | 'order'
  | 'orderNumber'
  | 'line'
  | 'refund'
  | 'code'
  | 'segment'
  | 'bulkOperation'
  | 'request'

export const createState = (settings: ShopSettings): ShopState => ({
  settings,
  digits: minorDigits(settings.currency),
  customers: new Map(),
  orders: new Map(),
  ordersOf: new Map(),
  refunds: new Map(),
  refundsOf: new Map(),
  codes: new Map(),
  codeIds: new Map(),
  automatics: new Map(),
  segments: new Map(),
  bulkOperations: new Map(),
  // As large as Shopify's, so that whoever keeps ids in 32 bits is found out.
  nextIds: {
    customer: 7_100_000_000_001,
    order: 5_600_000_000_001,
    orderNumber: 1001,
    line: 13_900_000_000_001,
    refund: 930_000_000_001,
    code: 1_460_000_000_001,
    segment: 590_000_000_001,
    bulkOperation: 4_800_000_000_001,
    request: 1,
  },
  installed: false,
  scopes: [],
  functions: [FUNCTION_HANDLE],
  tokens: null,
  replaced: null,
})

export const applyChange = (state: ShopState, change: Change, at: number): void => {
  switch (change.kind) {
    case 'installed':
      state.installed = true
      state.scopes = change.scopes
      return
    case 'uninstalled':
      state.installed = false
      state.scopes = []
      state.tokens = null
      state.replaced = null
      return
    case 'scopesChanged':
      state.scopes = change.scopes
      return
    case 'tokensIssued':
      state.tokens = change.pair
      state.replaced = change.replaced
      return
    case 'customerCreated':
      putCustomer(state, change.customer)
      return
    case 'customerChanged':
      changeCustomer(state, change.id, (customer) => ({ ...customer, ...change.details, updatedAt: at }))
      return
    case 'consentChanged':
      changeCustomer(state, change.id, (customer) => ({
        ...customer,
        consents: { ...customer.consents, [change.channel]: { state: change.state, at } },
        updatedAt: at,
      }))
      return
    case 'metafieldSet':
      changeCustomer(state, change.id, (customer) => ({
        ...customer,
        metafields: { ...customer.metafields, [change.name]: { value: change.value, updatedAt: at } },
        updatedAt: at,
      }))
      return
    case 'customerDeleted':
      state.customers.delete(change.id)
      return
    case 'tagsAdded':
      changeTags(state, change, at, (tags) => [...tags, ...change.tags].sort())
      return
    case 'tagsRemoved':
      changeTags(state, change, at, (tags) => tags.filter((tag) => !change.tags.includes(tag)))
      return
    case 'orderPlaced':
      putOrder(state, change.order)
      return
    case 'orderPaid':
      changeOrder(state, change.id, (order) => ({ ...order, paidAt: at, updatedAt: at }))
      return
    case 'orderCancelled':
      changeOrder(state, change.id, (order) => ({ ...order, cancelledAt: at, updatedAt: at }))
      return
    case 'orderDeleted':
      deleteOrder(state, change.id)
      return
    case 'orderEdited':
      changeOrder(state, change.id, (order) => ({
        ...order,
        lines: [...order.lines, ...change.added],
        total: change.total,
        updatedAt: at,
      }))
      for (const line of change.added) passId(state, 'line', line.id)
      return
    case 'noteWritten':
      changeOrder(state, change.id, (order) => ({ ...order, note: change.note, updatedAt: at }))
      return
    case 'refunded':
      putRefund(state, change.refund)
      changeOrder(state, change.refund.orderId, (order) => ({ ...order, updatedAt: at }))
      return
    case 'codeCreated':
      state.codes.set(change.code.id, change.code)
      state.codeIds.set(change.code.code.toLowerCase(), change.code.id)
      passId(state, 'code', change.code.id)
      return
    case 'codeDeactivated': {
      const code = state.codes.get(change.id)
      if (code) state.codes.set(code.id, { ...code, endsAt: at, updatedAt: at })
      return
    }
    case 'automaticCreated':
      state.automatics.set(change.discount.id, change.discount)
      passId(state, 'code', change.discount.id)
      return
    case 'discountChanged':
      changeDiscount(state, change.id, { ...change.details, updatedAt: at })
      return
    case 'discountDeleted': {
      const code = state.codes.get(change.id)
      if (code) state.codeIds.delete(code.code.toLowerCase())
      state.codes.delete(change.id)
      state.automatics.delete(change.id)
      return
    }
    case 'discountMetafieldSet': {
      const metafields = discountOf(state, change.id)?.metafields
      changeDiscount(state, change.id, {
        metafields: { ...metafields, [change.name]: { value: change.value, updatedAt: at } },
        updatedAt: at,
      })
      return
    }
    case 'functionsChanged':
      state.functions = change.handles
      return
    case 'segmentSaved':
      state.segments.set(change.segment.id, change.segment)
      passId(state, 'segment', change.segment.id)
      return
    case 'bulkChanged':
      state.bulkOperations.set(change.operation.id, change.operation)
      passId(state, 'bulkOperation', change.operation.id)
      return
    case 'complianceRequested':
      passId(state, 'request', change.request.id)
      return
    default:
      throw new Error(`unknown change ${JSON.stringify(change satisfies never)}`)
  }
}

/** With a code and without, oldest first. */
export const discountsIn = ({ codes, automatics }: ShopState): Discount[] =>
  [...codes.values(), ...automatics.values()].sort((a, b) => a.id - b.id)

export const discountOf = ({ codes, automatics }: ShopState, id: number): Discount | undefined =>
  codes.get(id) ?? automatics.get(id)

export const refundedTotal = (state: ShopState, orderId: number): number =>
  refundsOfOrder(state, orderId).reduce((sum, refund) => sum + refund.amount, 0)

export const refundsOfOrder = (state: ShopState, orderId: number): Refund[] =>
  (state.refundsOf.get(orderId) ?? []).flatMap((id) => state.refunds.get(id) ?? [])

export const ordersOfCustomer = (state: ShopState, customerId: number): Order[] =>
  (state.ordersOf.get(customerId) ?? []).flatMap((id) => state.orders.get(id) ?? [])

const putCustomer = (state: ShopState, customer: Customer) => {
  state.customers.set(customer.id, customer)
  passId(state, 'customer', customer.id)
}

const putOrder = (state: ShopState, order: Order) => {
  state.orders.set(order.id, order)
  if (order.customerId !== null) append(state.ordersOf, order.customerId, order.id)
  for (const { code } of order.discountCodes) countUse(state, code)
  passId(state, 'order', order.id)
  passId(state, 'orderNumber', order.number)
  for (const line of order.lines) passId(state, 'line', line.id)
}

const deleteOrder = (state: ShopState, id: number) => {
  const customerId = state.orders.get(id)?.customerId
  state.orders.delete(id)
  if (customerId != null)
    state.ordersOf.set(
      customerId,
      (state.ordersOf.get(customerId) ?? []).filter((other) => other !== id),
    )
}

const putRefund = (state: ShopState, refund: Refund) => {
  state.refunds.set(refund.id, refund)
  append(state.refundsOf, refund.orderId, refund.id)
  passId(state, 'refund', refund.id)
  for (const line of refund.lines) passId(state, 'line', line.id)
}

const countUse = (state: ShopState, code: string) => {
  const discount = state.codes.get(state.codeIds.get(code.toLowerCase()) ?? 0)
  if (discount) state.codes.set(discount.id, { ...discount, usageCount: discount.usageCount + 1 })
}

const changeCustomer = (state: ShopState, id: number, change: (customer: Customer) => Customer) => {
  const customer = state.customers.get(id)
  if (customer) state.customers.set(id, change(customer))
}

const changeDiscount = ({ codes, automatics }: ShopState, id: number, change: Partial<Omit<Discount, 'code'>>) => {
  const [code, automatic] = [codes.get(id), automatics.get(id)]
  if (code) codes.set(id, { ...code, ...change })
  if (automatic) automatics.set(id, { ...automatic, ...change })
}

const changeOrder = (state: ShopState, id: number, change: (order: Order) => Order) => {
  const order = state.orders.get(id)
  if (order) state.orders.set(id, change(order))
}

const changeTags = (
  state: ShopState,
  { on, id }: { on: 'Customer' | 'Order'; id: number },
  at: number,
  change: (tags: readonly string[]) => readonly string[],
) => {
  if (on === 'Customer')
    changeCustomer(state, id, (customer) => ({ ...customer, tags: change(customer.tags), updatedAt: at }))
  else changeOrder(state, id, (order) => ({ ...order, tags: change(order.tags), updatedAt: at }))
}

/** The next id of this kind is above all that were ever given out. */
const passId = (state: ShopState, kind: IdKind, id: number) => {
  state.nextIds[kind] = Math.max(state.nextIds[kind], id + 1)
}

const append = (map: Map<number, number[]>, key: number, id: number) => {
  const ids = map.get(key)
  if (ids) ids.push(id)
  else map.set(key, [id])
}
