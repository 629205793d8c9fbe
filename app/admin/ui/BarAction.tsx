import styles from './BarAction.module.css'

type BarActionProps = {
  /** All of it is read out, though a narrow screen has room for its first word only. */
  readonly label: string
  readonly onAction: () => void
}

/** Something to do from every page, quiet beside the links of the bar. */
export const BarAction = ({ label, onAction }: BarActionProps) => {
  const [first, ...rest] = label.split(' ')
  return (
    <button type="button" className={styles.action} aria-label={label} onClick={onAction}>
      {first}
      <span className={styles.rest}>{` ${rest.join(' ')}`}</span>
    </button>
  )
}
