import { DAY_MS } from '../../ledger/entries.ts'
import { contactsOf } from '../contacts.ts'
import { defineCustomerFact } from '../define.ts'

/** Whole 24-hour days since a rule last had us write or call; undefined for somebody who never heard from us. */
export const daysSinceLastContact = defineCustomerFact({
  name: 'customer.daysSinceLastContact',
  type: 'number',
  unit: 'days',
  whole: true,
  least: 0,
  label: 'Days since we were last in touch',
  meaning:
    'Whole days since a rule last had somebody write or call, or your mail tool send a message. What is sent without a rule is not counted. Missing for somebody who never heard from a rule.',
  read: (_customer, at, subject) => {
    const last = contactsOf(subject)?.at(-1)
    return last === undefined ? undefined : Math.floor((at - last) / DAY_MS)
  },
})
