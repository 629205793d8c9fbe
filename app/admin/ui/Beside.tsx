import type { ReactNode } from 'react'
import styles from './Beside.module.css'

type BesideProps = {
  /** What the work comes to, in short: on a narrow screen it comes first. */
  readonly lead: ReactNode
  readonly main: ReactNode
  readonly rest: ReactNode
}

/** The work on the left, what follows from it on the right. */
export const Beside = ({ lead, main, rest }: BesideProps) => (
  <div className={styles.beside}>
    <div className={styles.lead}>{lead}</div>
    <div className={styles.main}>{main}</div>
    <div className={styles.rest}>{rest}</div>
  </div>
)
