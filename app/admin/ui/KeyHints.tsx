import styles from './KeyHints.module.css'

/** Which keys work here; left out where there is no keyboard to speak of. */
export const KeyHints = ({ hints }: { readonly hints: readonly { readonly key: string; readonly does: string }[] }) => (
  <div className={styles.hints}>
    {hints.map(({ key, does }) => (
      <span key={key}>
        <kbd className={styles.key}>{key}</kbd> {does}
      </span>
    ))}
  </div>
)
