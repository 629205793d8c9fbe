/** What a checkout is told to take off, one candidate for every class and line. Money in the cart's currency, whole minor units. */
export type Discounts = {
  readonly order: OrderDiscount | undefined
  /** No two of them share a line. */
  readonly products: readonly ProductDiscount[]
  /** No two of them share a delivery or an option of one. */
  readonly shipping: readonly ShippingDiscount[]
}

/** Per cent 0 to 100. */
export type Worth = { readonly percent: number } | { readonly amount: number }

export type OrderDiscount = {
  readonly message: string
  readonly worth: Worth
  /** Ids of lines that it is not taken off. */
  readonly excluded: readonly string[]
}

/** An amount is taken off all these lines together, from each in proportion. */
export type ProductDiscount = { readonly message: string; readonly worth: Worth; readonly lines: readonly string[] }

/** Off every option of these deliveries, or off these options alone. */
export type ShippingDiscount = {
  readonly message: string
  readonly worth: Worth
  readonly on: { readonly deliveries: readonly string[] } | { readonly options: readonly string[] }
}

export const NO_DISCOUNTS: Discounts = { order: undefined, products: [], shipping: [] }
