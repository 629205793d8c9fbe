import type { ShopState } from '../../store/state.ts'
import type { ComplianceRequest } from '../compliance.ts'
import { countryName } from './customer-payload.ts'

export const appUninstalledPayload = ({ settings }: ShopState) => ({
  id: settings.id,
  name: settings.name,
  email: 'owner@example.com',
  domain: settings.domain,
  province: '',
  country: settings.countryCode,
  address1: '1 Example Street',
  zip: '00000',
  city: 'Exampleton',
  source: null,
  phone: '',
  latitude: null,
  longitude: null,
  primary_locale: 'en',
  address2: null,
  created_at: null,
  updated_at: null,
  country_code: settings.countryCode,
  country_name: countryName(settings.countryCode),
  currency: settings.currency,
  customer_email: 'owner@example.com',
  timezone: settings.timeZone,
  iana_timezone: settings.timeZone,
  shop_owner: 'Olive Owner',
  money_format: '{{amount}}',
  money_with_currency_format: `{{amount}} ${settings.currency}`,
  weight_unit: 'kg',
  province_code: '',
  taxes_included: null,
  auto_configure_tax_inclusivity: null,
  tax_shipping: null,
  county_taxes: null,
  plan_display_name: 'Basic',
  plan_name: 'basic',
  has_discounts: true,
  has_gift_cards: false,
  myshopify_domain: settings.domain,
  google_apps_domain: null,
  google_apps_login_enabled: null,
  money_in_emails_format: '{{amount}}',
  money_with_currency_in_emails_format: `{{amount}} ${settings.currency}`,
  eligible_for_payments: true,
  requires_extra_payments_agreement: false,
  password_enabled: null,
  has_storefront: true,
  finances: true,
  primary_location_id: 1,
  checkout_api_supported: true,
  multi_location_enabled: true,
  setup_required: false,
  pre_launch_enabled: false,
  enabled_presentment_currencies: [settings.currency],
  marketing_sms_consent_enabled_at_checkout: false,
  transactional_sms_disabled: false,
})

export const scopesUpdatePayload = (
  { settings }: ShopState,
  scopes: { previous: readonly string[]; current: readonly string[]; at: number },
) => ({
  id: 1,
  shop_id: `gid://shopify/Shop/${settings.id}`,
  previous: scopes.previous,
  current: scopes.current,
  updated_at: new Date(scopes.at).toISOString(),
})

export const compliancePayload = (state: ShopState, request: ComplianceRequest) => {
  const shop = { shop_id: state.settings.id, shop_domain: state.settings.domain }
  if (request.topic === 'shop/redact') return shop
  const customer = state.customers.get(request.customerId)
  const asked = {
    ...shop,
    customer: { id: request.customerId, email: customer?.email ?? 'gone@example.com', phone: customer?.phone ?? '' },
  }
  const orders = state.ordersOf.get(request.customerId) ?? []
  return request.topic === 'customers/redact'
    ? { ...asked, orders_to_redact: orders }
    : { ...asked, orders_requested: orders, data_request: { id: request.id } }
}
