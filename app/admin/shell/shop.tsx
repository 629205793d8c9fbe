import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { type ApiShop, shop as shopShape } from '../../contracts/api.ts'
import { parseMoney, readMoney } from '../../rules/money.ts'
import { api } from '../api.ts'
import { englishOf, type Place } from '../format/moments.ts'

const KEY = ['shop']
const ShopContext = createContext<ApiShop | undefined>(undefined)

export const ShopProvider = ({ shop, children }: { readonly shop: ApiShop; readonly children: ReactNode }) => (
  <ShopContext.Provider value={shop}>{children}</ShopContext.Provider>
)

export const useShopQuery = () =>
  useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get('/api/shop', shopShape, signal),
    // Once the past is read, the calendar day moves on, and somebody may stop everything.
    refetchInterval: ({ state }) => (state.data?.history.state === 'done' ? 60_000 : 2_000),
  })

/** The shop whose admin this is; pages are shown only once it is known. */
export const useShop = (): ApiShop => {
  const shop = useContext(ShopContext)
  if (!shop) throw new Error('useShop outside the shell')
  return shop
}

export const usePlace = (): Place => {
  const { timeZone } = useShop()
  return { timeZone, locale: englishOf(navigator.languages) }
}

/** Amounts of the API, such as "1812.40", as people read them: "£1,812.40". */
export const useSayMoney = () => {
  const { currency } = useShop()
  return (amount: string): string => readMoney(parseMoney(amount, currency) ?? 0, currency)
}

export const useReadShopAgain = () => {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: KEY })
}
