import type { ReactNode } from 'react'
import styles from './Foldable.module.css'

type FoldableProps = {
  readonly label: ReactNode
  readonly quiet?: boolean
  readonly onOpen?: () => void
  readonly children: ReactNode
}

/** Detail that most people will not need most of the time. */
export const Foldable = ({ label, quiet = false, onOpen, children }: FoldableProps) => (
  <details onToggle={({ currentTarget }) => currentTarget.open && onOpen?.()}>
    <summary className={`${styles.label} ${quiet ? styles.quiet : ''}`}>{label}</summary>
    <div className={styles.content}>{children}</div>
  </details>
)

type FoldingLineProps = {
  readonly line: ReactNode
  /** Stands at the end of the line, whatever the width. */
  readonly end: ReactNode
  readonly children: ReactNode
}

/** A line of a list that opens to its details. */
export const FoldingLine = ({ line, end, children }: FoldingLineProps) => (
  <details>
    <summary className={styles.line}>
      <span>{line}</span>
      <span>{end}</span>
    </summary>
    <div className={styles.content}>{children}</div>
  </details>
)
