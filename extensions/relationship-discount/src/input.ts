import type { CartLine } from '../../../app/rules/checkout/cart-line.ts'

/** What the input queries ask for, as it comes. Amounts are decimals in a text. */
export type Input = {
  readonly presentmentCurrencyRate: string
  readonly shop: { readonly localTime: { readonly date: string } }
  readonly discount: {
    readonly discountClasses: readonly ('ORDER' | 'PRODUCT' | 'SHIPPING')[]
    readonly metafield: Metafield | null
  }
  readonly cart: {
    readonly cost: { readonly subtotalAmount: { readonly currencyCode: string } }
    readonly buyerIdentity: BuyerIdentity | null
    readonly deliveryGroups: readonly DeliveryGroup[]
    readonly lines: readonly CartLine[]
  }
}

type Metafield = { readonly jsonValue: unknown }

type BuyerIdentity = {
  readonly isAuthenticated: boolean
  readonly customer: { readonly numberOfOrders: number; readonly metafield: Metafield | null } | null
  readonly purchasingCompany: { readonly company: { readonly id: string } } | null
}

/** Its id and options only where they are asked for. */
export type DeliveryGroup = {
  readonly id?: string
  readonly deliveryOptions?: readonly { readonly handle: string; readonly cost: { readonly amount: string } }[]
  readonly deliveryAddress: { readonly countryCode: string | null } | null
}
