/** What privacy law makes a shop ask of its apps. */
export type ComplianceDemand =
  | { readonly topic: 'customers/data_request' | 'customers/redact'; readonly customerId: number }
  | { readonly topic: 'shop/redact' }

/** `id` numbers the requests of a shop. */
export type ComplianceRequest = ComplianceDemand & { readonly id: number }
