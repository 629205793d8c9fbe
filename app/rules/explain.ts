import { compileLeaf, type ReadFact } from './compile.ts'
import { isFactOperand, open } from './conditions.ts'
import type { OperandValue } from './holds.ts'
import type { Evaluable } from './normalise.ts'
import { operandValue } from './operand-value.ts'
import type { Condition, FactValue, Leaf, Operator } from './types.ts'

/** The conditions with what each found; `path` is the JSON Pointer of the same part in the document. */
export type Explanation = ExplainedGroup | ExplainedLeaf

type ExplainedGroup = {
  readonly kind: 'all' | 'any' | 'not'
  readonly path: string
  readonly held: boolean
  readonly parts: readonly Explanation[]
}

export type ExplainedLeaf = {
  readonly kind: 'leaf'
  readonly path: string
  readonly held: boolean
  readonly fact: string
  readonly operator: Operator
  /** Undefined where the fact is missing. */
  readonly value: FactValue
  /** What it was compared with, normalised; `operandFact` where that came from another fact. */
  readonly operand: OperandValue
  readonly operandFact?: string
}

/** Every part is asked, also where the answer is settled: a merchant wants to see all that was missing. */
export const explain = ({ conditions }: Evaluable, read: ReadFact): Explanation =>
  explainCondition(conditions, '/conditions', read)

/** Of one part, whose place in the document is `path`. */
export const explainCondition = (condition: Condition, path: string, read: ReadFact): Explanation => {
  const opened = open(condition)
  switch (opened.kind) {
    case 'all':
    case 'any': {
      const { kind } = opened
      const parts = opened.parts.map((part, index) => explainCondition(part, `${path}/${kind}/${index}`, read))
      return { kind, path, held: groupHolds(kind, parts), parts }
    }
    case 'not': {
      const part = explainCondition(opened.part, `${path}/not`, read)
      return { kind: 'not', path, held: !part.held, parts: [part] }
    }
    case 'leaf':
      return explainLeaf(opened.leaf, path, read)
  }
}

const groupHolds = (kind: 'all' | 'any', parts: readonly Explanation[]): boolean =>
  kind === 'all' || parts.length === 0 ? parts.every(({ held }) => held) : parts.some(({ held }) => held)

const explainLeaf = (leaf: Leaf, path: string, read: ReadFact): ExplainedLeaf => ({
  kind: 'leaf',
  path,
  held: compileLeaf(leaf)(read),
  fact: leaf.fact,
  operator: leaf.operator,
  value: read(leaf.fact),
  operand: operandValue(leaf.value, read),
  ...(isFactOperand(leaf.value) && { operandFact: leaf.value.fact }),
})
