import styles from './Facts.module.css'

type Fact = { readonly name: string; readonly label: string; readonly meaning: string; readonly text: string }

/** What was known; each opens to what it means. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <div className={styles.facts}>
    {facts.map(({ name, label, meaning, text }) => (
      <details key={name} className={styles.fact}>
        <summary className={styles.label} title={meaning}>
          <span className={styles.name}>{label}</span> <span className={styles.value}>{text}</span>
        </summary>
        <div className={styles.meaning}>{meaning}</div>
      </details>
    ))}
  </div>
)
