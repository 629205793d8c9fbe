/** What the ledger keeps of an order's lines; a line without a SKU or vendor brings none. */
export type OrderLines = {
  readonly skus: readonly string[]
  readonly vendors: readonly string[]
  /** Absent when a line does not say how many. */
  readonly itemsCount?: number
}

type Line = {
  readonly sku?: string | null | undefined
  readonly vendor?: string | null | undefined
  readonly quantity?: number | null | undefined
}

export const readOrderLines = (lines: readonly Line[]): OrderLines => {
  const quantities = lines.flatMap(({ quantity }) => quantity ?? [])
  return {
    skus: distinct(lines.map(({ sku }) => sku)),
    vendors: distinct(lines.map(({ vendor }) => vendor)),
    ...(quantities.length === lines.length && { itemsCount: quantities.reduce((sum, quantity) => sum + quantity, 0) }),
  }
}

type ShopMoney = { readonly shopMoney: { readonly amount: string; readonly currencyCode: string } }
type AskedLine = {
  readonly isGiftCard?: boolean | null | undefined
  readonly discountedTotalSet?: ShopMoney | null | undefined
}

/** What each line of gift cards came to, of lines that we asked for. */
export const giftCardsIn = (lines: readonly AskedLine[]): ShopMoney[] =>
  lines.flatMap(({ isGiftCard, discountedTotalSet }) => (isGiftCard && discountedTotalSet ? [discountedTotalSet] : []))

const distinct = (texts: readonly (string | null | undefined)[]): string[] =>
  [...new Set(texts.filter((text) => text != null && text !== ''))] as string[]
