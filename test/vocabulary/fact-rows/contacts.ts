import { contactsLast30Days } from '../../../app/vocabulary/facts/customer-contacts-last-30-days.ts'
import { daysSinceLastContact } from '../../../app/vocabulary/facts/customer-days-since-last-contact.ts'
import { ago, nobody, type Row, stranger } from './row.ts'

const heard = (...moments: readonly number[]) => ({ ...stranger, contacts: moments })

export const contactRows: readonly Row[] = [
  { fact: daysSinceLastContact, of: 'a call 40 days and a note 7 days ago', given: heard(ago(40), ago(7)), is: 7 },
  { fact: daysSinceLastContact, of: 'a note a moment less than 7 days ago', given: heard(ago(7, 1)), is: 6 },
  { fact: daysSinceLastContact, of: 'a contact of just now', given: heard(ago(0)), is: 0 },
  { fact: daysSinceLastContact, of: 'one that is yet to come', given: heard(ago(3), ago(-1)), is: 3 },
  { fact: daysSinceLastContact, of: 'somebody who never heard from the shop', given: heard(), is: undefined },
  { fact: daysSinceLastContact, of: 'somebody of whom nobody knows', given: stranger, is: undefined },
  { fact: daysSinceLastContact, of: 'nobody', given: nobody, is: undefined },
  { fact: contactsLast30Days, of: 'contacts at both ends', given: heard(ago(30), ago(30, 1), ago(0)), is: 2 },
  { fact: contactsLast30Days, of: 'one that is yet to come', given: heard(ago(3), ago(-1)), is: 1 },
  { fact: contactsLast30Days, of: 'somebody who never heard from the shop', given: heard(), is: 0 },
  { fact: contactsLast30Days, of: 'somebody of whom nobody knows', given: stranger, is: undefined },
  { fact: contactsLast30Days, of: 'nobody', given: nobody, is: undefined },
]
