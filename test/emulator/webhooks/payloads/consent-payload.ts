import type { Channel, Customer } from '../../store/records.ts'
import type { ShopState } from '../../store/state.ts'
import type { ProtectedData } from './customer-payload.ts'
import { timestamp } from './money-set.ts'

/** Each channel has a topic and a shape of its own, and the two name the customer differently. */
export const consentPayload = (
  state: ShopState,
  customer: Customer,
  channel: Channel,
  protectedData: ProtectedData,
): unknown => {
  const consent = customer.consents?.[channel]
  const said = {
    state: consent?.state ?? 'not_subscribed',
    opt_in_level: consent ? 'single_opt_in' : null,
    consent_updated_at: consent ? timestamp(consent.at, state.settings.timeZone) : null,
  }
  const isGiven = protectedData === 'given'
  return channel === 'email'
    ? { customer_id: customer.id, email_address: isGiven ? customer.email : null, email_marketing_consent: said }
    : {
        id: customer.id,
        phone: isGiven ? customer.phone : null,
        sms_marketing_consent: { ...said, consent_collected_from: 'shopify' },
      }
}
