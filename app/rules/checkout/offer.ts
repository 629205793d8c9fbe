/** What a rule gives at the checkout. Money in the shop's currency, whole minor units; per cent 0 to 100. */
export type Offer = {
  readonly on: 'order' | 'products' | 'shipping'
  readonly worth: { readonly percent: number } | { readonly amount: number }
  /** It never takes off more than that, all in all. */
  readonly atMost?: number
  /** Of what it may be taken off: gift cards and products that are never discounted do not count towards it. */
  readonly minimum?: number
  /** What the customer reads beside it: the rule's name unless the rule says another. */
  readonly message: string
  /** With `products`: a line that has any of these; one list at least is not empty. */
  readonly select?: {
    readonly productTags: readonly string[]
    readonly productTypes: readonly string[]
    readonly skus: readonly string[]
  }
  /** Subscription lines too, for their first bill; left alone unless asked. */
  readonly subscriptions: boolean
}

/** Stands between the messages of rules whose offers are summed into one; no message has it in itself. */
export const MESSAGES_APART = ' + '
