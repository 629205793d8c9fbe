import { type ReactNode, useEffect } from 'react'
import { LocalLink } from './LocalLink.tsx'
import styles from './Split.module.css'

type SplitProps = {
  readonly list: ReactNode
  readonly one: ReactNode
  /** On a narrow screen only one of the two fits: the list, until somebody opened one. */
  readonly openedId: string | undefined
  readonly back: { readonly label: string; readonly to: string }
}

/** As in the styles. */
const NARROW = '(max-width: 47.99em)'

/** A list on the left, the one of it that is open on the right. */
export const Split = ({ list, one, openedId, back }: SplitProps) => {
  useEffect(() => {
    // Alone on the screen, another one begins at its top; beside the list nothing moves.
    if (openedId !== undefined && window.matchMedia(NARROW).matches) window.scrollTo(0, 0)
  }, [openedId])
  return (
    <div className={`${styles.split} ${openedId !== undefined ? styles.opened : styles.closed}`}>
      <div className={styles.list}>{list}</div>
      <div className={styles.one}>
        <div className={styles.back}>
          <LocalLink to={back.to}>← {back.label}</LocalLink>
        </div>
        {one}
      </div>
    </div>
  )
}
