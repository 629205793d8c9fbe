import { defineCustomerFact } from '../define.ts'

/** 1 to 12, from the customer's record. */
export const birthdayMonth = defineCustomerFact({
  name: 'customer.birthdayMonth',
  type: 'number',
  ofRecord: true,
  label: 'birthday month',
  meaning: '1 for January to 12 for December. Missing when it is not known.',
  read: (customer) => customer.birthdayMonth ?? undefined,
})
