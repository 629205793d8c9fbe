import { Page } from '@shopify/polaris'
import { type ReactNode, useEffect } from 'react'
import { Menu, type MenuProps } from './Menu.tsx'
import styles from './PageFrame.module.css'

type PageAction = {
  readonly label: string
  readonly busy?: boolean
  readonly disabled?: boolean
  /** In the first place, and not pressed upon anybody. */
  readonly modest?: boolean
} & ({ readonly onAction: () => void } | { readonly to: string })

type PageFrameProps = {
  readonly title: string
  /** Stands beside the title. */
  readonly mark?: ReactNode
  readonly subtitle?: string
  readonly back?: { readonly label: string; readonly to: string }
  readonly primary?: PageAction | MenuProps
  readonly others?: readonly PageAction[]
  readonly children: ReactNode
}

export const PageFrame = ({ title, mark, subtitle, back, primary, others = [], children }: PageFrameProps) => {
  useEffect(() => {
    document.title = `${title} · Perennial`
  }, [title])
  return (
    <Page
      title={title}
      titleMetadata={mark}
      {...(subtitle !== undefined && { subtitle })}
      {...(back && { backAction: { content: back.label, url: back.to } })}
      {...(primary && { primaryAction: 'items' in primary ? <Menu {...primary} /> : toPolaris(primary) })}
      secondaryActions={others.map(toPolaris)}
    >
      <div className={styles.content}>{children}</div>
    </Page>
  )
}

const toPolaris = ({ label, busy = false, disabled = false, modest = false, ...does }: PageAction) => ({
  content: label,
  loading: busy,
  disabled,
  primary: !modest,
  ...('to' in does ? { url: does.to } : { onAction: does.onAction }),
})
