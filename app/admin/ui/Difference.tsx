import styles from './Difference.module.css'

type Line = {
  readonly look: 'same' | 'added' | 'removed'
  readonly mark: string
  readonly label: string
  readonly text: string
}

/** Two texts in one, line by line. */
export const Difference = ({ label, lines }: { readonly label: string; readonly lines: readonly Line[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
  <section className={styles.box} aria-label={label} tabIndex={0}>
    <pre className={styles.text}>
      {lines.map(({ look, mark, label, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no other identity.
        <span key={index} className={styles[look]}>
          <span aria-hidden="true">{mark} </span>
          {label && <span className="visually-hidden">{label}: </span>}
          {`${text}\n`}
        </span>
      ))}
    </pre>
  </section>
)
