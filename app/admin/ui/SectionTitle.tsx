import type { ReactNode } from 'react'
import styles from './SectionTitle.module.css'

type SectionTitleProps = { readonly id: string; readonly tone?: 'plain' | 'bad'; readonly children: ReactNode }

/** What the lines below it have in common, inside one list. */
export const SectionTitle = ({ id, tone = 'plain', children }: SectionTitleProps) => (
  <h2 id={id} className={`${styles.title} ${tone === 'bad' ? styles.bad : ''}`}>
    {children}
  </h2>
)
