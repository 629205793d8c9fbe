import styles from './Cards.module.css'
import { LocalLink } from './LocalLink.tsx'
import { Words } from './Words.tsx'

type CardsProps = {
  readonly label: string
  readonly cards: readonly {
    readonly id: string
    /** What it is for, in two or three words above the title. */
    readonly topic: string
    readonly title: string
    readonly text: string
    readonly to: string
    /** Set back behind the others. */
    readonly plain?: boolean
  }[]
}

/** A few things to choose from, as many beside each other as fit. */
export const Cards = ({ label, cards }: CardsProps) => (
  <ul className={styles.cards} aria-label={label}>
    {cards.map(({ id, topic, title, text, to, plain = false }) => (
      <li key={id} className={`${styles.card} ${plain ? styles.plain : ''}`}>
        <span className={styles.topic}>{topic}</span>
        <h2 className={styles.title}>
          <LocalLink className={styles.link} to={to}>
            {title}
          </LocalLink>
        </h2>
        <Words>{text}</Words>
      </li>
    ))}
  </ul>
)
