import { partInWords, witnessInWords } from '../engine/finding-words.ts'
import type { Finding, Witness } from '../rules/findings.ts'
import type { RuleDocument } from '../rules/types.ts'

/**
 * What the static check noticed, for a merchant: which part it is about, what of it, and somebody who shows it. `document`
 * where it is about parts of one.
 */
export const findingInWords = (
  { places, message, witness }: Finding,
  currency: string,
  document?: RuleDocument,
): string => {
  const parts = document === undefined ? [] : places.map(({ path }) => placeInWords(path, document, currency))
  const about = parts.length === 0 ? '' : `${parts.join(' and ')}: `
  const shown = witness === undefined ? '' : ` For instance ${somebodyInWords(witness, currency)}.`
  return `${about}${message}.${shown}`
}

const placeInWords = (path: string, document: RuleDocument, currency: string): string => {
  const words = partInWords(path, document, currency)
  return words === undefined ? path : `“${words}” (${path})`
}

const somebodyInWords = (witness: Witness, currency: string): string => {
  const facts = witnessInWords(witness, currency)
  const known = facts.length === 0 ? 'somebody of whom nothing is known' : `somebody with ${facts.join('; ')}`
  return witness.at === undefined ? known : `${known} at ${witness.at}`
}
