import type { ReactNode } from 'react'
import styles from './Blank.module.css'

/** A sentence with words in it that can be changed where they stand. */
export const BlankSentence = ({ children }: { readonly children: ReactNode }) => (
  <p className={styles.sentence}>{children}</p>
)

type BlankProps<Value> = {
  /** What it is, for somebody who does not hear the sentence around it. */
  readonly label: string
  readonly value: Value
  readonly wrong?: boolean
  readonly onChange: (value: Value) => void
}

/** NaN while what is written is no number. */
export const NumberBlank = ({
  label,
  value,
  least,
  most,
  wrong = false,
  onChange,
}: BlankProps<number> & { readonly least: number; readonly most: number }) => (
  <input
    type="number"
    inputMode="numeric"
    className={`${styles.blank} ${styles.number}`}
    aria-label={label}
    aria-invalid={wrong}
    min={least}
    max={most}
    value={Number.isNaN(value) ? '' : value}
    onChange={({ target }) => onChange(target.valueAsNumber)}
  />
)

/** HH:MM, empty while it is none. */
export const TimeBlank = ({ label, value, wrong = false, onChange }: BlankProps<string>) => (
  <input
    type="time"
    className={styles.blank}
    aria-label={label}
    aria-invalid={wrong}
    value={value}
    onChange={({ target }) => onChange(target.value)}
  />
)

export const TextBlank = ({
  label,
  value,
  longest,
  wrong = false,
  onChange,
}: BlankProps<string> & { readonly longest: number }) => (
  <input
    type="text"
    className={`${styles.blank} ${styles.text}`}
    aria-label={label}
    aria-invalid={wrong}
    maxLength={longest}
    autoComplete="off"
    spellCheck={false}
    value={value}
    onChange={({ target }) => onChange(target.value)}
  />
)

export const ChoiceBlank = <Id extends string>({
  label,
  value,
  options,
  onChange,
}: BlankProps<Id> & { readonly options: Readonly<Record<Id, string>> }) => (
  <select
    className={styles.blank}
    aria-label={label}
    value={value}
    onChange={({ target }) => onChange(target.value as Id)}
  >
    {Object.entries<string>(options).map(([id, text]) => (
      <option key={id} value={id}>
        {text}
      </option>
    ))}
  </select>
)
