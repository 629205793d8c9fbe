import type { ReactNode } from 'react'
import styles from './LinkList.module.css'
import { LocalLink } from './LocalLink.tsx'

type LinkListProps = {
  readonly label: string
  readonly items: readonly {
    readonly id: string
    readonly to: string
    readonly current?: boolean
    readonly content: ReactNode
  }[]
}

/** A list each line of which opens something. `data-item` names a line for keys that move along it. */
export const LinkList = ({ label, items }: LinkListProps) => (
  <ul className={styles.list} aria-label={label}>
    {items.map(({ id, to, current = false, content }) => (
      <li key={id} className={styles.item}>
        <LocalLink className={styles.link} to={to} data-item={id} {...(current && { 'aria-current': true as const })}>
          {content}
        </LocalLink>
      </li>
    ))}
  </ul>
)
