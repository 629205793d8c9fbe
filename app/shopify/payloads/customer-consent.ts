import { z } from 'zod'
import type { CustomerEntry } from '../../ledger/entries.ts'
import { definePayload } from './define.ts'
import { moment, restId } from './fields.ts'

type Channel = 'email' | 'sms'

/**
 * What somebody said about marketing, as an entry of its own. Its id comes from what was said and when, so that a repeat, and
 * the customer's record when it is read again, say nothing twice. Every state but `subscribed` is a no: pending is not yes.
 */
export const consentEntry = (
  customerId: string,
  channel: Channel,
  { state, at }: { readonly state: string | null | undefined; readonly at: number },
): CustomerEntry => {
  const agreed = state?.toLowerCase() === 'subscribed'
  return {
    kind: 'customer',
    id: `${customerId}:${at}:${channel}:${agreed ? 'yes' : 'no'}`,
    at,
    customerId,
    addTags: [],
    removeTags: [],
    ...(channel === 'email' ? { emailConsent: agreed } : { smsConsent: agreed }),
  }
}

const consent = z.object({ state: z.string().nullish(), consent_updated_at: moment.nullish() })
const emailPayload = z.object({ customer_id: restId, email_marketing_consent: consent.nullish() })
const smsPayload = z.object({ id: restId, sms_marketing_consent: consent.nullish() })

const entryOf = (customerId: string, channel: Channel, said: z.infer<typeof consent> | null | undefined, now: number) =>
  consentEntry(customerId, channel, { state: said?.state, at: said?.consent_updated_at ?? now })

const placeOf = ({ customerId, at, id }: CustomerEntry) =>
  ({ resourceId: customerId, key: { at, kind: 'customer', id } }) as const

export const emailConsents = definePayload({
  topics: ['customers_email_marketing_consent/update'],
  stamp: emailPayload,
  whole: emailPayload,
  place: (change, _topic, triggeredAt) =>
    placeOf(entryOf(change.customer_id, 'email', change.email_marketing_consent, triggeredAt)),
  read: (change, _topic, { triggeredAt }) => ({
    entries: [entryOf(change.customer_id, 'email', change.email_marketing_consent, triggeredAt)],
  }),
})

export const smsConsents = definePayload({
  topics: ['customers_marketing_consent/update'],
  stamp: smsPayload,
  whole: smsPayload,
  place: (change, _topic, triggeredAt) => placeOf(entryOf(change.id, 'sms', change.sms_marketing_consent, triggeredAt)),
  read: (change, _topic, { triggeredAt }) => ({
    entries: [entryOf(change.id, 'sms', change.sms_marketing_consent, triggeredAt)],
  }),
})
