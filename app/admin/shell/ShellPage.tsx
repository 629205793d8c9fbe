import { Suspense } from 'react'
import { Outlet } from 'react-router'
import type { ApiShop } from '../../contracts/api.ts'
import { shopDomain } from '../api.ts'
import { Provider } from '../ui/Provider.tsx'
import { Shell } from '../ui/Shell.tsx'
import { HistoryNotice } from './HistoryNotice.tsx'
import { LoadFailed } from './LoadFailed.tsx'
import { PageLoading } from './PageLoading.tsx'
import { StopEverything } from './StopEverything.tsx'
import { Stopped } from './Stopped.tsx'
import { ShopProvider, useShopQuery } from './shop.tsx'
import { words } from './words.ts'

const PAGES = [
  { to: '/gap', label: words.gap },
  { to: '/rules', label: words.rules },
  { to: '/tasks', label: words.tasks },
  { to: '/activity', label: words.activity },
  { to: '/settings', label: words.settings },
]

export const ShellPage = () => {
  const query = useShopQuery()
  const shop = query.data
  return (
    <Provider>
      <Shell
        product={words.product}
        shop={(shop?.id ?? shopDomain).replace(/\.myshopify\.com$/, '')}
        navigationLabel={words.navigation}
        pages={PAGES}
        end={
          shop?.stopped === null && (
            <ShopProvider shop={shop}>
              <StopEverything />
            </ShopProvider>
          )
        }
        notices={shop ? noticesOf(shop) : []}
      >
        {shop ? (
          <ShopProvider shop={shop}>
            <Suspense fallback={<PageLoading />}>
              <Outlet />
            </Suspense>
          </ShopProvider>
        ) : query.isError ? (
          <LoadFailed page title={words.failed.shop} query={query} />
        ) : (
          <PageLoading />
        )}
      </Shell>
    </Provider>
  )
}

/** What is to be known on every page, the weightiest first. */
const noticesOf = (shop: ApiShop) => [
  ...(shop.stopped === null
    ? []
    : [
        <ShopProvider key="stopped" shop={shop}>
          <Stopped stopped={shop.stopped} />
        </ShopProvider>,
      ]),
  ...(shop.history.state === 'done' ? [] : [<HistoryNotice key="history" history={shop.history} />]),
]
