import { defineCustomerFact } from '../define.ts'

/** As the customer's record says. */
export const emailConsent = defineCustomerFact({
  name: 'customer.emailConsent',
  type: 'boolean',
  ofRecord: true,
  label: 'e-mail consent',
  meaning: 'Whether they agreed to marketing by e-mail. No until they do.',
  claims: {
    yes: 'the customer agreed to marketing by e-mail',
    no: 'the customer did not agree to marketing by e-mail',
  },
  read: (customer) => customer.emailConsent,
})
