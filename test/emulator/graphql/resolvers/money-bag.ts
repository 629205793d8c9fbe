import { toGraphqlDecimal } from '../../store/money.ts'
import type { ShopState } from '../../store/state.ts'

export const moneyV2 = ({ digits, settings }: ShopState, minor: number) => ({
  __typename: 'MoneyV2',
  amount: toGraphqlDecimal(minor, digits),
  currencyCode: settings.currency,
})

/** Customers pay in the shop's currency here, so both halves agree. */
export const moneyBag = (state: ShopState, minor: number) => ({
  __typename: 'MoneyBag',
  shopMoney: moneyV2(state, minor),
  presentmentMoney: moneyV2(state, minor),
})
