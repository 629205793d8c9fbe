import { orderedForACompany } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** A counted order was placed for a company. */
export const isBusiness = defineCustomerFact({
  name: 'customer.isBusiness',
  type: 'boolean',
  label: 'business customer',
  meaning: 'Whether an order of theirs was placed for a company. Missing for somebody who never ordered.',
  claims: { yes: 'the customer is a business', no: 'the customer is not a business' },
  read: (customer) => (customer.ordersCount === 0 ? undefined : orderedForACompany(customer)),
})
