import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import styles from './Marked.module.css'

type MarkedProps = { readonly icon: IconName | 'none'; readonly label?: string; readonly children: ReactNode }

/** Words with a small picture before them, or its room left empty; further lines begin below the first word. */
export const Marked = ({ icon, label, children }: MarkedProps) => (
  <div className={styles.marked}>
    <div className={styles.icon}>{icon !== 'none' && <Icon name={icon} {...(label !== undefined && { label })} />}</div>
    <div>{children}</div>
  </div>
)
