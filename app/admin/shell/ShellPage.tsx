import { Suspense } from 'react'
import { Outlet } from 'react-router'
import { shopDomain } from '../api.ts'
import { Provider } from '../ui/Provider.tsx'
import { Shell } from '../ui/Shell.tsx'
import { HistoryNotice } from './HistoryNotice.tsx'
import { LoadFailed } from './LoadFailed.tsx'
import { PageLoading } from './PageLoading.tsx'
import { ShopProvider, useShopQuery } from './shop.tsx'
import { words } from './words.ts'

const PAGES = [
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
        notice={shop && shop.history.state !== 'done' && <HistoryNotice history={shop.history} />}
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
