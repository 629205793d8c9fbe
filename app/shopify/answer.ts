/** What came of asking Shopify. No answer is a value too: `again` tells whether waiting can help. */
export type Answer<Data> = { readonly answered: true; readonly data: Data } | NoAnswer

export type NoAnswer = {
  readonly answered: false
  /** True for throttling, outages and timeouts; false where a person has to change something. */
  readonly again: boolean
  /** In words a merchant understands; never a token, a secret or anything about a customer. */
  readonly reason: string
  readonly afterMs?: number
  /** Shopify does not (or no longer) accept the app's token for this shop. */
  readonly unauthorized?: true
}

export const answer = <Data>(data: Data): Answer<Data> => ({ answered: true, data })
export const later = (reason: string, afterMs?: number): NoAnswer => ({
  answered: false,
  again: true,
  reason,
  ...(afterMs !== undefined && { afterMs }),
})
export const refused = (reason: string): NoAnswer => ({ answered: false, again: false, reason })
export const unauthorized = (reason: string): NoAnswer => ({ ...refused(reason), unauthorized: true })
