import { lastCountedOrder } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** Two-letter code of the latest counted order. */
export const country = defineCustomerFact({
  name: 'customer.country',
  type: 'text',
  label: 'country',
  meaning: 'Two-letter code of the country of the latest order, such as GB. Missing when it is not known.',
  read: (customer) => lastCountedOrder(customer)?.country ?? undefined,
})
