import { DAY_MS } from '../../ledger/entries.ts'
import { contactsOf } from '../contacts.ts'
import { defineCustomerFact } from '../define.ts'

/** Contacts in (at − 30 × 24 h, at]. */
export const contactsLast30Days = defineCustomerFact({
  name: 'customer.contactsLast30Days',
  type: 'number',
  whole: true,
  least: 0,
  label: 'Times they heard from us in the last 30 days',
  meaning: 'Messages, calls and notes that rules brought about. What is sent without a rule is not counted.',
  read: (_customer, at, subject) => contactsOf(subject)?.filter((moment) => moment > at - 30 * DAY_MS).length,
})
