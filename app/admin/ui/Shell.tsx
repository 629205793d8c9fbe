import { Frame } from '@shopify/polaris'
import type { ReactNode } from 'react'
import { NavLink, useLocation } from 'react-router'
import { keepAddress } from '../address.ts'
import styles from './Shell.module.css'
import { ToastProvider } from './toast.tsx'

type ShellProps = {
  readonly product: string
  readonly shop: string
  readonly navigationLabel: string
  readonly pages: readonly { readonly to: string; readonly label: string }[]
  /** Stands above every page. */
  readonly notice: ReactNode
  readonly children: ReactNode
}

export const Shell = ({ notice, children, ...bar }: ShellProps) => (
  <Frame topBar={<Bar {...bar} />}>
    <ToastProvider>
      {notice && <div className={styles.notice}>{notice}</div>}
      <div className={styles.page}>{children}</div>
    </ToastProvider>
  </Frame>
)

const Bar = ({ product, shop, navigationLabel, pages }: Omit<ShellProps, 'notice' | 'children'>) => {
  const { search } = useLocation()
  return (
    <header className={styles.bar}>
      <span className={styles.product}>{product}</span>
      <nav className={styles.links} aria-label={navigationLabel}>
        {pages.map(({ to, label }) => (
          <NavLink key={to} className={styles.link ?? ''} to={keepAddress(to, search)}>
            {label}
          </NavLink>
        ))}
      </nav>
      <span className={styles.shop}>{shop}</span>
    </header>
  )
}
