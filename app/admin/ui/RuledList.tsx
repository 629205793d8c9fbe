import type { ReactNode } from 'react'
import styles from './RuledList.module.css'

type RuledListProps = {
  readonly label: string
  /** A minor one takes less room. */
  readonly items: readonly { readonly id: string; readonly minor?: boolean; readonly content: ReactNode }[]
}

/** Things of one kind below each other, a thin line between them. */
export const RuledList = ({ label, items }: RuledListProps) => (
  <ul className={styles.list} aria-label={label}>
    {items.map(({ id, minor = false, content }) => (
      <li key={id} className={`${styles.item} ${minor ? styles.minor : ''}`}>
        {content}
      </li>
    ))}
  </ul>
)
