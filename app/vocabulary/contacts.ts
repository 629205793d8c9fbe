import type { Subject } from './define.ts'

const NAMES = ['customer.daysSinceLastContact', 'customer.contactsLast30Days'] as const

/** Whether a fact looks back on everything that a customer ever heard from the shop. */
export const isAboutContacts = (fact: string): boolean => NAMES.some((name) => name === fact)

/** Moments up to the subject's own at which they heard from the shop, oldest first; undefined where nobody knows. */
export const contactsOf = ({ at, customer, contacts }: Subject): readonly number[] | undefined =>
  customer && contacts?.contactsWith(customer.id).filter((moment) => moment <= at)
