import styles from './StateDot.module.css'

type StateDotProps = { readonly label: string; readonly look: 'on' | 'off' | 'open' }

/** A state that something is always in: quieter than a mark, which says that something is out of the ordinary. */
export const StateDot = ({ label, look }: StateDotProps) => (
  <span className={`${styles.state} ${styles[look] ?? ''}`}>
    <span className={styles.dot} />
    {label}
  </span>
)
