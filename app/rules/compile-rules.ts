import { compileCondition, compileLeaf, type Evaluator, type ReadFact } from './compile.ts'
import { ListTable } from './list-table.ts'
import type { Evaluable } from './normalise.ts'
import { type Row, rowsOf } from './rule-rows.ts'
import { type RuleTable, setBit, splitRow, type TableKind, tableKindOf, wordsFor } from './rule-table.ts'
import { ValueTable } from './value-table.ts'

/** The places, ascending, of the rules that match. */
export type Matcher = (read: ReadFact) => readonly number[]

/** Rows that are answered together; more would make tables that no cache holds. */
const BLOCK = 1024

/**
 * Many rules at once: the same answers as `compile` gives one by one, at a fraction of the cost, for each fact is read once and
 * one look-up answers all that every rule asks of it. Every fact that a rule names may be read, so this is for rules of one
 * trigger. No code is generated: it runs where `new Function` may not. Not to be called by `read` itself.
 */
export const compileRules = (evaluables: readonly Pick<Evaluable, 'conditions'>[]): Matcher => {
  const rows: RowOfRule[] = []
  const others: { readonly rule: number; readonly holds: Evaluator }[] = []
  evaluables.forEach(({ conditions }, rule) => {
    const ways = rowsOf(conditions)
    if (ways) rows.push(...ways.map((row) => ({ rule, row })))
    else others.push({ rule, holds: compileCondition(conditions) })
  })
  const blocks: RuleBlock[] = []
  for (let from = 0; from < rows.length; from += BLOCK) blocks.push(new RuleBlock(rows.slice(from, from + BLOCK)))
  return (read) => {
    const matched: number[] = []
    for (const block of blocks) block.match(read, matched)
    if (others.length === 0) return matched
    for (const { rule, holds } of others) if (holds(read)) matched.push(rule)
    return matched.sort((left, right) => left - right)
  }
}

type RowOfRule = { readonly rule: number; readonly row: Row }

/** A condition that no table answers; one that several rules share is evaluated once an event. */
type Loose = { readonly place: number; readonly wanted: boolean }

class RuleBlock {
  readonly #rules: Int32Array
  readonly #tables: readonly RuleTable[]
  /** Of each row, what is left to ask once the tables have not ruled it out. */
  readonly #loose: readonly (readonly Loose[])[]
  readonly #evaluators: readonly Evaluator[]
  readonly #full: Int32Array
  /** Scratch of one call: rows still in, and when each loose condition was last evaluated. */
  readonly #alive: Int32Array
  readonly #askedAt: Float64Array
  readonly #held: Uint8Array
  #event = 0

  constructor(rowsOfRules: readonly RowOfRule[]) {
    const rows = rowsOfRules.map(({ row }) => splitRow(row))
    this.#rules = Int32Array.from(rowsOfRules, ({ rule }) => rule)
    this.#tables = tablesOf(rows.map(({ tabled }) => tabled))
    const places = new Map<string, number>()
    const evaluators: Evaluator[] = []
    this.#loose = rows.map(({ loose }) =>
      loose.map(({ leaf, wanted }) => {
        const key = JSON.stringify(leaf)
        const place = places.get(key) ?? evaluators.push(compileLeaf(leaf)) - 1
        places.set(key, place)
        return { place, wanted }
      }),
    )
    this.#evaluators = evaluators
    this.#full = new Int32Array(wordsFor(rows.length))
    for (const row of rows.keys()) setBit(this.#full, 0, row)
    this.#alive = new Int32Array(this.#full.length)
    this.#askedAt = new Float64Array(evaluators.length)
    this.#held = new Uint8Array(evaluators.length)
  }

  match(read: ReadFact, matched: number[]): void {
    const alive = this.#alive
    const words = alive.length
    alive.set(this.#full)
    for (const table of this.#tables) {
      const place = table.placeOf(read(table.fact))
      const { masks } = table
      let left = 0
      for (let word = 0; word < words; word++) {
        const before = alive[word] as number
        if (before === 0) continue
        const still = before & (masks[place + word] as number)
        alive[word] = still
        left |= still
      }
      if (left === 0) return
    }
    this.#event += 1
    for (let word = 0; word < words; word++) this.#collect(alive[word] as number, word << 5, read, matched)
  }

  #collect(alive: number, from: number, read: ReadFact, matched: number[]): void {
    for (let bits = alive; bits !== 0; bits &= bits - 1) {
      const row = from + 31 - Math.clz32(bits & -bits)
      const rule = this.#rules[row] as number
      // A rule's rows are neighbours: one that holds is enough.
      if (matched[matched.length - 1] !== rule && this.#looseHold(row, read)) matched.push(rule)
    }
  }

  #looseHold(row: number, read: ReadFact): boolean {
    for (const { place, wanted } of this.#loose[row] as readonly Loose[]) {
      if (this.#askedAt[place] !== this.#event) {
        this.#askedAt[place] = this.#event
        this.#held[place] = (this.#evaluators[place] as Evaluator)(read) ? 1 : 0
      }
      if ((this.#held[place] === 1) !== wanted) return false
    }
    return true
  }
}

/** Tables that leave few rows in come first: after them narrow rules are out, and the rest need not be read. */
const tablesOf = (rows: readonly Row[]): readonly RuleTable[] => {
  const kinds = new Map<string, { readonly fact: string; readonly kind: TableKind }>()
  for (const { leaf } of rows.flat()) {
    const kind = tableKindOf(leaf)
    if (kind) kinds.set(`${kind} of ${leaf.fact}`, { fact: leaf.fact, kind })
  }
  return [...kinds.values()]
    .map(({ fact, kind }) => (kind === 'items' ? new ListTable(fact, rows) : new ValueTable(fact, rows, kind)))
    .sort((left, right) => left.openness - right.openness)
}
