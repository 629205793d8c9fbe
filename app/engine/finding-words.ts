import { parseValue, readValue } from '../rules/fact-values.ts'
import type { Witness } from '../rules/findings.ts'
import { conditionsSentence } from '../rules/sentence.ts'
import type { Condition, RuleDocument } from '../rules/types.ts'
import { factNamed, vocabulary } from '../vocabulary/vocabulary.ts'

/** The condition at this JSON Pointer in words; undefined for what is none. */
export const partInWords = (path: string, document: RuleDocument, currency: string): string | undefined => {
  const part = partAt(path, document)
  return part && conditionsSentence('fact' in part ? { all: [part] } : part, vocabulary, { currency })
}

const partAt = (path: string, document: RuleDocument): Condition | undefined => {
  if (!path.startsWith('/conditions')) return undefined
  let part: unknown = document
  for (const key of path.split('/').slice(1))
    part = typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined
  return part as Condition | undefined
}

/** What is known of somebody who shows a finding, a fact a line: "kept orders: 4". */
export const witnessInWords = ({ at: _, ...shelves }: Witness, currency: string): string[] =>
  Object.entries(shelves).flatMap(([shelf, values]) =>
    Object.entries(values ?? {}).map(([name, written]) => {
      const spec = factNamed(`${shelf}.${name}`)
      if (spec === undefined) return `${shelf}.${name}: ${JSON.stringify(written)}`
      return `${spec.label}: ${readValue(spec, parseValue(spec.type, written, currency), { currency })}`
    }),
  )
