import styles from './Glossary.module.css'

type GlossaryProps = {
  readonly terms: readonly { readonly term: string; readonly label: string; readonly text: string }[]
}

/** Words as they are written, with what they mean. */
export const Glossary = ({ terms }: GlossaryProps) => (
  <dl className={styles.terms}>
    {terms.map(({ term, label, text }) => (
      <div key={term}>
        <dt>
          <code className={styles.term}>{term}</code> {label}
        </dt>
        {text && <dd className={styles.text}>{text}</dd>}
      </div>
    ))}
  </dl>
)
