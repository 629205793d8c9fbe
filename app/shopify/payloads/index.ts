import { scopesChanges, uninstallations } from './app-events.ts'
import { compliance } from './compliance.ts'
import { emailConsents, smsConsents } from './customer-consent.ts'
import { customerTags } from './customer-tags.ts'
import { customerDeletions, customers } from './customers.ts'
import { discounts, segments } from './discounts.ts'
import { orderDeletions } from './order-deletions.ts'
import { orderEdits } from './order-edits.ts'
import { orderNodes } from './order-nodes.ts'
import { orders } from './orders.ts'
import { refundNodes } from './refund-nodes.ts'
import { refunds } from './refunds.ts'

/** Every family of payloads; shopify.app.toml subscribes to their topics, but for our own `reread/…`. */
export const payloads = [
  compliance,
  customerDeletions,
  customerTags,
  customers,
  discounts,
  emailConsents,
  orderDeletions,
  orderEdits,
  orderNodes,
  orders,
  refundNodes,
  refunds,
  scopesChanges,
  segments,
  smsConsents,
  uninstallations,
] as const
