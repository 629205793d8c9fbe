import { sumToMinor, toMinor } from '../../store/money.ts'
import type { FileRefund } from './read-lines.ts'

type Lines = FileRefund['lineItems']

/** A refund as Shopify knows it: of one order. */
export type OrderRefund = {
  readonly id: string
  readonly orderId: string
  readonly at: number
  readonly amount: number
  readonly lines: Lines
}
/** What went back without anybody knowing for which order. */
export type Adjustment = {
  readonly id: string
  readonly customerId: string
  readonly at: number
  readonly amount: number
  readonly lines: Lines
}

/**
 * A refund whose lines all share one order stays one, under its own id; one of several orders becomes `R-1`, `R-2`, … in the
 * order in which its lines first name them. Lines that name no order of the file make one adjustment under the refund's own id.
 * A refund that is of one order as a whole, or of none, is worth its own `amount`; parts are worth their lines.
 */
export const splitRefund = (
  refund: FileRefund,
  isKnownOrder: (id: string) => boolean,
  digits: number,
): { refunds: OrderRefund[]; adjustment: Adjustment | null } => {
  const at = Date.parse(refund.processedAt)
  const orderOf = (line: Lines[number]) =>
    line.orderId !== undefined && isKnownOrder(line.orderId) ? line.orderId : null
  const wholeOrder = refund.orderId !== undefined && isKnownOrder(refund.orderId) ? refund.orderId : null

  const whole = { id: refund.refundId, at, amount: toMinor(refund.amount, digits), lines: refund.lineItems }
  if (wholeOrder !== null) return { refunds: [{ ...whole, orderId: wholeOrder }], adjustment: null }
  if (refund.lineItems.every((line) => orderOf(line) === null)) {
    return { refunds: [], adjustment: { ...whole, customerId: refund.customerId } }
  }

  const byOrder = Map.groupBy(refund.lineItems, orderOf)
  const loose = byOrder.get(null) ?? []
  const orderIds = [...byOrder.keys()].filter((id) => id !== null)
  const keepsId = orderIds.length === 1 && loose.length === 0
  return {
    refunds: orderIds.map((orderId, index) => {
      const lines = byOrder.get(orderId) ?? []
      const id = keepsId ? refund.refundId : `${refund.refundId}-${index + 1}`
      return { id, orderId, at, amount: sumToMinor(lines, digits), lines }
    }),
    adjustment:
      loose.length === 0
        ? null
        : { id: refund.refundId, customerId: refund.customerId, at, amount: sumToMinor(loose, digits), lines: loose },
  }
}
