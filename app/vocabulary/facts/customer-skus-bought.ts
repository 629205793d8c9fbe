import { isCounted } from '../../ledger/customer.ts'
import { defineCustomerFact } from '../define.ts'

/** Distinct SKUs of counted orders, in the order they were first bought. */
export const skusBought = defineCustomerFact({
  name: 'customer.skusBought',
  type: 'list',
  label: 'SKUs bought',
  meaning: 'The article numbers (SKU) of everything they ever ordered. Empty without any.',
  read: (customer) => [...new Set(customer.orders.filter(isCounted).flatMap(({ skus }) => skus))],
})
