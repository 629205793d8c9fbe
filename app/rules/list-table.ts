import { operandsOf } from './domain.ts'
import type { Row } from './rule-rows.ts'
import {
  type Asked,
  askedOf,
  clearBit,
  holdAll,
  isNeed,
  type RuleTable,
  setBit,
  type TestedLiteral,
  wordsFor,
} from './rule-table.ts'
import type { FactValue } from './types.ts'

/**
 * A list's bits are put together from its items: rows that need an item are out until one of theirs is met, rows that
 * must not have one are out as soon as it is. No row needs two things of one list here: `splitRow` sees to that.
 */
export class ListTable implements RuleTable {
  readonly fact: string
  readonly masks: Int32Array
  readonly openness: number
  readonly #asked: readonly Asked[]
  /** Of a list none of whose items is named. */
  readonly #bare: Int32Array
  readonly #letIn: ReadonlyMap<unknown, Int32Array>
  readonly #shutOut: ReadonlyMap<unknown, Int32Array>

  constructor(fact: string, rows: readonly Row[]) {
    this.fact = fact
    this.masks = new Int32Array(wordsFor(rows.length))
    this.#asked = askedOf(rows, fact, 'items')
    this.#letIn = byItem(this.#asked, isNeed, this.masks.length)
    this.#shutOut = byItem(this.#asked, (literal) => !isNeed(literal), this.masks.length)
    this.#bare = new Int32Array(this.masks.length).fill(-1)
    const needy = this.#asked.filter(({ literals }) => literals.some(isNeed))
    for (const { row } of needy) clearBit(this.#bare, 0, row)
    this.openness = 1 - needy.length / rows.length
  }

  placeOf(value: FactValue): number {
    if (!Array.isArray(value)) return this.#askAll(value)
    const { masks } = this
    masks.set(this.#bare)
    for (const item of value) {
      const rows = this.#letIn.get(item)
      if (rows)
        for (let word = 0; word < masks.length; word++) masks[word] = (masks[word] as number) | (rows[word] as number)
    }
    if (this.#shutOut.size === 0) return 0
    for (const item of value) {
      const rows = this.#shutOut.get(item)
      if (rows)
        for (let word = 0; word < masks.length; word++) masks[word] = (masks[word] as number) & ~(rows[word] as number)
    }
    return 0
  }

  /** A missing list, or no list at all. */
  #askAll(value: FactValue): number {
    this.masks.fill(-1)
    for (const { row, literals } of this.#asked) if (!holdAll(literals, value)) clearBit(this.masks, 0, row)
    return 0
  }
}

/** The rows that name each item in a condition of the kind that is meant. */
const byItem = (
  asked: readonly Asked[],
  isMeant: (literal: TestedLiteral) => boolean,
  words: number,
): ReadonlyMap<unknown, Int32Array> => {
  const rows = new Map<unknown, Int32Array>()
  for (const { row, literals } of asked) {
    for (const item of literals.filter(isMeant).flatMap(({ leaf }) => operandsOf(leaf))) {
      const bits = rows.get(item) ?? new Int32Array(words)
      setBit(bits, 0, row)
      rows.set(item, bits)
    }
  }
  return rows
}
