import { isFactOperand, leavesOf, mapLeaves } from './conditions.ts'
import { parseValue } from './fact-values.ts'
import { operators } from './operators.ts'
import type {
  Crossing,
  FactOperand,
  FactSpec,
  FactType,
  Group,
  Leaf,
  Operand,
  RuleDocument,
  Scalar,
  Vocabulary,
} from './types.ts'

/** Conditions ready to be evaluated: operands in minor units and epoch milliseconds, as fact values are. */
export type Evaluable = {
  readonly conditions: Group
  /** With a crossing trigger, the group that it watches. */
  readonly crossing?: Crossing
  /** Every fact that these name, on either side, sorted. The moment, which no document names, is not among them. */
  readonly facts: readonly string[]
}

/** Of a checked document; a word that the vocabulary does not have is thrown, for the check lets none pass. */
export const normalise = (
  { conditions, crossing }: Pick<RuleDocument, 'conditions' | 'crossing'>,
  vocabulary: Vocabulary,
  currency: string,
): Evaluable => {
  const specs = new Map(vocabulary.facts.map((spec) => [spec.name, spec]))
  const prepare = (leaf: Leaf): Leaf => {
    if (isFactOperand(leaf.value)) known(specs, leaf.value.fact)
    return normaliseLeaf(leaf, known(specs, leaf.fact), currency)
  }
  return {
    conditions: mapLeaves(conditions, prepare),
    ...(crossing && { crossing: normaliseCrossing(crossing, prepare(crossing), specs, currency) }),
    facts: factsOf(crossing ? { all: [crossing, conditions] } : conditions),
  }
}

export const normaliseLeaf = ({ fact, operator, value }: Leaf, spec: FactSpec, currency: string): Leaf => ({
  fact,
  operator,
  value: normaliseOperand(value, operandType(spec, { operator }), currency),
})

/** Where a crossing ends is measured as where it begins. */
const normaliseCrossing = (
  { leaveAt }: Crossing,
  leaf: Leaf,
  specs: ReadonlyMap<string, FactSpec>,
  currency: string,
): Crossing =>
  leaveAt === undefined ? leaf : { ...leaf, leaveAt: normaliseScalar(leaveAt, known(specs, leaf.fact).type, currency) }

/** What the written operand of a condition is made of. */
export const operandType = (spec: FactSpec, { operator }: Pick<Leaf, 'operator'>): FactType => {
  switch (operators[operator].wants) {
    case 'value':
    case 'values':
    case 'range':
      return spec.type
    case 'item':
    case 'items':
      return 'text'
    case 'days':
      return 'number'
    case 'nothing':
      return 'boolean'
  }
}

/** Every fact that conditions name, on either side, once and sorted. */
export const factsOf = (conditions: Group | Leaf): readonly string[] => {
  const names = new Set<string>()
  for (const { fact, value } of leavesOf(conditions)) {
    names.add(fact)
    if (isFactOperand(value)) names.add(value.fact)
  }
  return [...names].sort()
}

const normaliseOperand = (operand: Operand, type: FactType, currency: string): Operand => {
  if (typeof operand !== 'object') return normaliseScalar(operand, type, currency)
  return isFactOperand(operand)
    ? normaliseFactOperand(operand, type, currency)
    : operand.map((item) => normaliseScalar(item, type, currency))
}

const normaliseFactOperand = ({ fact, times, plus }: FactOperand, type: FactType, currency: string): FactOperand => ({
  fact,
  ...(times !== undefined && { times }),
  ...(plus !== undefined && { plus: Number(normaliseScalar(plus, type, currency)) }),
  ...(times !== undefined && type === 'money' && { whole: true }),
})

const normaliseScalar = (written: Scalar, type: FactType, currency: string): Scalar => {
  const value = parseValue(type, written, currency)
  if (value === undefined || typeof value === 'object')
    throw new Error(`${String(written)} is not a ${type}: check the document first`)
  return value
}

const known = (specs: ReadonlyMap<string, FactSpec>, name: string): FactSpec => {
  const spec = specs.get(name)
  if (!spec) throw new Error(`There is no fact called ${name}: check the document first`)
  return spec
}
