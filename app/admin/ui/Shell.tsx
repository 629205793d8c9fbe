import { Frame } from '@shopify/polaris'
import type { ReactNode } from 'react'
import { NavLink, useLocation } from 'react-router'
import { keepAddress } from '../address.ts'
import { Stack } from './Layout.tsx'
import styles from './Shell.module.css'
import { ToastProvider, Toasts } from './toast.tsx'

type ShellProps = {
  readonly product: string
  readonly shop: string
  readonly navigationLabel: string
  readonly pages: readonly { readonly to: string; readonly label: string }[]
  /** Within reach on every page, at the end of the bar. */
  readonly end: ReactNode
  /** Stand above every page. */
  readonly notices: readonly ReactNode[]
  readonly children: ReactNode
}

export const Shell = ({ notices, children, ...bar }: ShellProps) => (
  <ToastProvider>
    <Frame topBar={<Bar {...bar} />}>
      {notices.length > 0 && (
        <div className={styles.notice}>
          <Stack gap="close">{notices}</Stack>
        </div>
      )}
      <div className={styles.page}>{children}</div>
      <Toasts />
    </Frame>
  </ToastProvider>
)

const Bar = ({ product, shop, navigationLabel, pages, end }: Omit<ShellProps, 'notices' | 'children'>) => {
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
      {end}
    </header>
  )
}
