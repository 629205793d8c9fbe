import { createHash } from 'node:crypto'

/** Without vowels, so that no word can appear, and without characters that are mistaken for one another. */
const ALPHABET = 'CDFGHJKMNPQRTVWXY34679'
const LENGTH = 10

/**
 * The code that belongs to an effect: the same key gives the same code, so doing the effect again cannot make a second one.
 * `attempt` counts on where somebody else already has a code of that text. Guessing one gains nothing: it is its customer's.
 */
export const codeTextOf = (effectKey: string, attempt: number): string => {
  const digest = createHash('sha256').update(`discount code ${attempt}\n${effectKey}`).digest('hex')
  let rest = BigInt(`0x${digest}`)
  let text = ''
  for (let place = 0; place < LENGTH; place += 1) {
    text += ALPHABET[Number(rest % BigInt(ALPHABET.length))]
    rest /= BigInt(ALPHABET.length)
  }
  return `THANKS-${text.slice(0, LENGTH / 2)}-${text.slice(LENGTH / 2)}`
}
