import type { Trigger } from '../define.ts'
import { checkout } from './checkout.ts'
import { customerCreated } from './customer-created.ts'
import { customerEnters } from './customer-enters.ts'
import { customerLeaves } from './customer-leaves.ts'
import { everyDay } from './every-day.ts'
import { orderCancelled } from './order-cancelled.ts'
import { orderCreated } from './order-created.ts'
import { orderPaid } from './order-paid.ts'
import { refundCreated } from './refund-created.ts'

/** Everything that can start a rule, by name. */
export const triggers: readonly Trigger[] = [
  checkout,
  customerCreated,
  customerEnters,
  customerLeaves,
  everyDay,
  orderCancelled,
  orderCreated,
  orderPaid,
  refundCreated,
]
