import { defineCustomerFact } from '../define.ts'

/** As the customer's record says. */
export const smsConsent = defineCustomerFact({
  name: 'customer.smsConsent',
  type: 'boolean',
  ofRecord: true,
  label: 'SMS consent',
  meaning: 'Whether they agreed to marketing by SMS. No until they do.',
  claims: { yes: 'the customer agreed to marketing by SMS', no: 'the customer did not agree to marketing by SMS' },
  read: (customer) => customer.smsConsent,
})
