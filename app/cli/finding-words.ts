import { parseValue, readValue } from '../rules/fact-values.ts'
import type { Finding, Witness } from '../rules/findings.ts'
import { conditionsSentence } from '../rules/sentence.ts'
import type { Condition, RuleDocument } from '../rules/types.ts'
import { factNamed, vocabulary } from '../vocabulary/vocabulary.ts'

/**
 * What the static check noticed, for a merchant: which part it is about, what of it, and somebody who shows it. `document`
 * where it is about parts of one.
 */
export const findingInWords = (
  { places, message, witness }: Finding,
  currency: string,
  document?: RuleDocument,
): string => {
  const parts = document === undefined ? [] : places.map(({ path }) => partInWords(path, document, currency))
  const about = parts.length === 0 ? '' : `${parts.join(' and ')}: `
  const shown = witness === undefined ? '' : ` For instance ${witnessInWords(witness, currency)}.`
  return `${about}${message}.${shown}`
}

const partInWords = (path: string, document: RuleDocument, currency: string): string => {
  const part = partAt(path, document)
  if (part === undefined) return path
  const words = conditionsSentence('fact' in part ? { all: [part] } : part, vocabulary, { currency })
  return `“${words}” (${path})`
}

/** The condition at this JSON Pointer; undefined for what is none. */
const partAt = (path: string, document: RuleDocument): Condition | undefined => {
  if (!path.startsWith('/conditions')) return undefined
  let part: unknown = document
  for (const key of path.split('/').slice(1))
    part = typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined
  return part as Condition | undefined
}

const witnessInWords = ({ at, ...shelves }: Witness, currency: string): string => {
  const facts = Object.entries(shelves).flatMap(([shelf, values]) =>
    Object.entries(values ?? {}).map(([name, written]) => {
      const spec = factNamed(`${shelf}.${name}`)
      if (spec === undefined) return `${shelf}.${name}: ${JSON.stringify(written)}`
      return `${spec.label}: ${readValue(spec, parseValue(spec.type, written, currency), { currency })}`
    }),
  )
  const known = facts.length === 0 ? 'somebody of whom nothing is known' : `somebody with ${facts.join('; ')}`
  return at === undefined ? known : `${known} at ${at}`
}
