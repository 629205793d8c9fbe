import type { CheckoutCart, CheckoutLine } from './checkout-cart.ts'

/**
 * A line as Shopify tells the checkout of it. It is read in that form, for to write 200 of them anew in words of our own takes a
 * fifth of all steps there are.
 */
export type CartLine = {
  readonly id: string
  readonly quantity: number
  /** A decimal in a text, or minor units already. */
  readonly cost: { readonly subtotalAmount: { readonly amount: string | number } }
  readonly sellingPlanAllocation: object | null
  /** Without a product where it is no article of the shop's, such as a repair that was agreed on. */
  readonly merchandise: Variant | { readonly sku?: undefined; readonly product?: undefined }
}

type Variant = {
  readonly sku: string | null
  readonly product: {
    readonly isGiftCard: boolean
    readonly productType: string | null
    readonly hasTags: readonly { readonly tag: string; readonly hasTag: boolean }[]
  }
}

/** A cart with its lines in that form; their amounts times `unit` are minor units. */
export type ToldCart = Omit<CheckoutCart, 'lines'> & { readonly lines: readonly CartLine[]; readonly unit: number }

export const toldCartOf = (cart: CheckoutCart): ToldCart => ({ ...cart, lines: cart.lines.map(cartLineOf), unit: 1 })

const cartLineOf = (line: CheckoutLine): CartLine => ({
  id: line.id,
  quantity: line.quantity,
  cost: { subtotalAmount: { amount: line.amount } },
  sellingPlanAllocation: line.isSubscription ? {} : null,
  merchandise: {
    sku: line.sku ?? null,
    product: {
      isGiftCard: line.isGiftCard,
      productType: line.productType ?? null,
      hasTags: line.productTags.map((tag) => ({ tag, hasTag: true })),
    },
  },
})

/** Of each line before discounts, minor units; no number where it is none. */
export const amountsOf = ({ lines, unit }: ToldCart): readonly number[] => {
  const { length } = lines
  const { round } = Math
  const amounts: number[] = []
  for (let at = 0; at < length; at++) amounts[at] = round(+(lines[at] as CartLine).cost.subtotalAmount.amount * unit)
  return amounts
}
