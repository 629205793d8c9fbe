import { z } from 'zod'
import type { Reading } from '../../engine/ports.ts'
import type { Counters, CustomerEntry } from '../../ledger/entries.ts'
import { parseMoney } from '../../rules/money.ts'
import { consentEntry } from '../payloads/customer-consent.ts'
import { gid, moment } from '../payloads/fields.ts'
import { birthdayEntry } from './birthday.ts'

const marketing = z.object({ marketingState: z.string(), marketingUpdatedAt: moment.nullish() }).nullish()

const customerLine = z.object({
  id: gid,
  createdAt: moment,
  updatedAt: moment,
  tags: z.array(z.string()),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  defaultEmailAddress: marketing,
  defaultPhoneNumber: marketing,
  numberOfOrders: z.coerce.number().int().optional(),
  amountSpent: z.object({ amount: z.string() }).optional(),
  birthday: z.object({ value: z.string(), updatedAt: moment }).nullish(),
})

/**
 * A customer as the shop knows them today. When their tags were put on, Shopify cannot say; they are booked at the moment
 * the customer record was made, under one id, so that reading the history again adds nothing. Consents and the birthday
 * month are dated: they stand where they were last changed.
 */
export const readCustomerLine = (line: string): Reading => {
  const customer = customerLine.parse(JSON.parse(line))
  const firstName = customer.firstName ?? null
  const lastName = customer.lastName ?? null
  return {
    entries: [...tagsOf(customer), ...consentsOf(customer), ...birthdayOf(customer)],
    ...((firstName !== null || lastName !== null) && {
      profile: { customerId: customer.id, firstName, lastName, copiedAt: customer.updatedAt },
    }),
  }
}

/** What their record counts, net of refunds; undefined in files that do not say. */
export const countersOf = (
  line: string,
  currency: string,
): { readonly id: string; readonly counters: Counters } | undefined => {
  const { id, numberOfOrders, amountSpent } = customerLine.parse(JSON.parse(line))
  const spent = amountSpent && parseMoney(amountSpent.amount, currency)
  return numberOfOrders === undefined || spent === undefined
    ? undefined
    : { id, counters: { orders: numberOfOrders, spent } }
}

type CustomerLine = z.infer<typeof customerLine>

const tagsOf = ({ id, createdAt, tags }: CustomerLine): CustomerEntry[] =>
  tags.length === 0
    ? []
    : [{ kind: 'customer', id: `${id}:history`, at: createdAt, customerId: id, addTags: tags, removeTags: [] }]

/** Who was never asked said nothing. */
const consentsOf = ({ id, createdAt, defaultEmailAddress, defaultPhoneNumber }: CustomerLine): CustomerEntry[] =>
  (
    [
      ['email', defaultEmailAddress],
      ['sms', defaultPhoneNumber],
    ] as const
  ).flatMap(([channel, said]) =>
    said == null || (said.marketingState === 'NOT_SUBSCRIBED' && said.marketingUpdatedAt == null)
      ? []
      : [consentEntry(id, channel, { state: said.marketingState, at: said.marketingUpdatedAt ?? createdAt })],
  )

const birthdayOf = ({ id, birthday }: CustomerLine): CustomerEntry[] =>
  [birthday == null ? undefined : birthdayEntry(id, birthday)].filter((entry) => entry !== undefined)
