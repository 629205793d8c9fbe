import type { Customer } from '../../store/records.ts'
import type { ShopState } from '../../store/state.ts'
import { timestamp } from './money-set.ts'

/** `withheld`: what an app without protected customer data access gets. */
export type ProtectedData = 'given' | 'withheld'

/** Since 2025-01 without tags, consents and totals. */
export const customerPayload = (state: ShopState, customer: Customer, protectedData: ProtectedData) => {
  const address = addressPayload(customer, protectedData)
  return {
    ...customerInOrder(state, customer, protectedData),
    note: customer.note ?? '',
    addresses: [{ ...address, company: '', address2: '' }],
  }
}

export const customerInOrder = (state: ShopState, customer: Customer, protectedData: ProtectedData) => ({
  id: customer.id,
  created_at: timestamp(customer.createdAt, state.settings.timeZone),
  updated_at: timestamp(customer.updatedAt, state.settings.timeZone),
  first_name: given(customer.firstName, protectedData),
  last_name: given(customer.lastName, protectedData),
  state: 'disabled',
  note: customer.note,
  verified_email: true,
  multipass_identifier: null,
  tax_exempt: false,
  email: given(customer.email, protectedData),
  phone: given(customer.phone, protectedData),
  currency: state.settings.currency,
  tax_exemptions: [],
  admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
  default_address: addressPayload(customer, protectedData),
})

export const customerDeletePayload = (id: number) => ({
  id,
  tax_exemptions: [],
  admin_graphql_api_id: `gid://shopify/Customer/${id}`,
})

export const tagsPayload = (customerId: number, tags: readonly string[], at: number) => ({
  customerId: `gid://shopify/Customer/${customerId}`,
  tags,
  occurredAt: new Date(at).toISOString(),
})

const addressPayload = (customer: Customer, protectedData: ProtectedData) => ({
  id: customer.id + 1_000_000_000_000,
  customer_id: customer.id,
  company: null,
  ...placePayload(customer, customer.address.countryCode, protectedData),
  country_name: countryName(customer.address.countryCode),
  default: true,
})

/** The part that a customer's address shares with an order's. */
export const placePayload = (customer: Customer, countryCode: string | null, protectedData: ProtectedData) => ({
  first_name: given(customer.firstName, protectedData),
  last_name: given(customer.lastName, protectedData),
  name: given(`${customer.firstName} ${customer.lastName}`, protectedData),
  address1: given(customer.address.address1, protectedData),
  address2: null,
  city: given(customer.address.city, protectedData),
  zip: given(customer.address.zip, protectedData),
  province: '',
  province_code: '',
  country: countryName(countryCode),
  country_code: countryCode,
  phone: given(customer.phone ?? '', protectedData),
})

const given = <T>(value: T, protectedData: ProtectedData): T | null => (protectedData === 'given' ? value : null)

const countryNames = new Intl.DisplayNames('en', { type: 'region' })

export const countryName = (code: string | null): string | null =>
  code === null ? null : (countryNames.of(code) ?? code)
