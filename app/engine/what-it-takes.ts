import type { SpendRanking } from '../ledger/spend-to-reach.ts'
import type { ReadFact } from '../rules/compile.ts'
import type { ExplainedLeaf, Explanation } from '../rules/explain.ts'
import { readValue } from '../rules/fact-values.ts'
import { readMoney } from '../rules/money.ts'
import { operators } from '../rules/operators.ts'
import { lookUp, type Phrasebook, sayLeaf, sayNumber } from '../rules/sentence-leaf.ts'
import type { FactSpec, FactValue, Leaf, RuleDocument } from '../rules/types.ts'
import { rankInWords } from './rank-in-words.ts'

/** A part of a rule's conditions with what one customer brings to it, in words. */
export type Finding = FindingGroup | FindingLeaf
export type FindingGroup = {
  readonly kind: 'all' | 'any' | 'not'
  readonly path: string
  readonly held: boolean
  readonly parts: readonly Finding[]
}
export type FindingLeaf = {
  readonly kind: 'leaf'
  readonly path: string
  readonly held: boolean
  readonly fact: string
  readonly value: FactValue
  /** "the customer has more than 3 kept orders". */
  readonly condition: string
  /** "2 kept orders". */
  readonly found: string
  /** "2 kept orders; needs more than 3 (2 more)"; for a part that must not hold, where it does: "…; must not be". */
  readonly needs: string
}

/** What must change: everything of `all`, one of `any`. */
export type Need =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Need[] }
  | { readonly kind: 'one'; readonly path: string; readonly text: string }

export type FindingContext = {
  readonly document: Pick<RuleDocument, 'conditions' | 'crossing'>
  readonly book: Phrasebook
  readonly read: ReadFact
  /** Spends of everybody else who is ranked, minor units. */
  readonly othersOf: (ranking: SpendRanking) => readonly number[]
}

/** An explanation in words, part by part. */
export const tell = (explanation: Explanation, context: FindingContext, wanted = true): Finding => {
  if (explanation.kind === 'leaf') return tellLeaf(explanation, context, wanted)
  const { kind, path, held, parts } = explanation
  const inside = kind === 'not' ? !wanted : wanted
  return { kind, path, held, parts: parts.map((part) => tell(part, context, inside)) }
}

/** What it would take for the whole to hold (or not to); undefined where it does already. */
export const whatItTakes = (finding: Finding, wanted = true): Need | undefined => {
  if (finding.held === wanted) return undefined
  switch (finding.kind) {
    case 'leaf':
      return { kind: 'one', path: finding.path, text: finding.needs }
    case 'not':
      return together(
        'all',
        finding.parts.map((part) => whatItTakes(part, !wanted)),
      )
    case 'all':
    case 'any': {
      const isEvery = (finding.kind === 'all') === wanted
      return together(
        isEvery ? 'all' : 'any',
        finding.parts.map((part) => whatItTakes(part, wanted)),
      )
    }
  }
}

const together = (kind: 'all' | 'any', needs: readonly (Need | undefined)[]): Need | undefined => {
  const parts = needs.filter((need) => need !== undefined).flatMap((need) => (need.kind === kind ? need.parts : [need]))
  return parts.length > 1 ? { kind, parts } : parts[0]
}

const tellLeaf = (leaf: ExplainedLeaf, context: FindingContext, wanted: boolean): FindingLeaf => {
  const { book } = context
  const { spec } = lookUp(leaf.fact, book)
  const { path, held, fact, value } = leaf
  const condition = sayLeaf(leafAt(path, context.document), book)
  const rank = rankInWords(leaf, context.read, context.othersOf, book.words)
  const operand = leaf.operandFact === undefined ? '' : ` (${readValue(spec, leaf.operand as FactValue, book.words)})`
  const found = rank?.found ?? have(spec, value, book)
  const needs = !wanted
    ? `${found}; must not be so: ${condition}${operand}`
    : rank !== undefined
      ? `${found}${rank.short === undefined ? '' : ` (${readMoney(rank.short, book.words.currency)} more)`}`
      : `${found}; needs ${wantInWords(leaf, spec, book) ?? `to be so: ${condition}${operand}`}`
  return { kind: 'leaf', path, held, fact, value, condition, found, needs }
}

/** "2 kept orders" where the label says what is counted, else "average order value: £45.00". */
const have = (spec: FactSpec, value: FactValue, { words }: Phrasebook): string => {
  const { label, unit, claims } = spec
  if (claims !== undefined && typeof value === 'boolean') return value ? claims.yes : claims.no
  const text = readValue(spec, value, words)
  const isCounted = typeof value === 'number' && unit !== undefined && label.toLowerCase().includes(unit)
  if (!isCounted) return `${label}: ${text}`
  return `${text} ${value === 1 && unit.endsWith('s') ? label.replace(unit, unit.slice(0, -1)) : label}`
}

/** "more than 3 (2 more)"; undefined where the condition's own words say it better. */
const wantInWords = (
  { operator, operand, operandFact, value }: ExplainedLeaf,
  spec: FactSpec,
  { words }: Phrasebook,
): string | undefined => {
  const isMoney = spec.type === 'money'
  if (typeof operand !== 'number' || operandFact !== undefined || (!isMoney && spec.type !== 'number')) return undefined
  const { words: verb, wants } = operators[operator]
  if (wants !== 'value' || !verb.startsWith('is ')) return undefined
  const short = shortBy(operator, operand, value, isMoney || spec.unit === 'orders')
  const more = short === undefined ? '' : ` (${isMoney ? readMoney(short, words.currency) : short} more)`
  return `${verb.slice('is '.length)} ${sayNumber(operand, spec.type, spec, words)}${more}`
}

/** How much more there must be of what comes in whole steps: orders, and the smallest coins. */
const shortBy = (operator: string, operand: number, value: FactValue, isWhole: boolean): number | undefined => {
  if (!isWhole || typeof value !== 'number') return undefined
  const least =
    operator === 'greaterThan'
      ? Math.floor(operand) + 1
      : operator === 'greaterThanInclusive'
        ? Math.ceil(operand)
        : undefined
  return least === undefined || least <= value ? undefined : least - value
}

/** The condition as the document has it, by its JSON Pointer; a crossing is asked as it stands once it has happened. */
const leafAt = (path: string, { conditions, crossing }: FindingContext['document']): Leaf => {
  if (crossing !== undefined && path === '/crossing') return crossing
  if (crossing !== undefined && path === '/crossing/not')
    return { ...crossing, value: crossing.leaveAt ?? crossing.value }
  let part: unknown = { conditions }
  for (const key of path.split('/').slice(1))
    part = typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined
  return part as Leaf
}
