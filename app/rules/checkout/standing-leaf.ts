import { isFactOperand, leavesOf } from '../conditions.ts'
import { shelfOf } from '../fact-names.ts'
import type { Leaf, Operand, Operator, Scalar } from '../types.ts'
import type { CheckoutRule } from './checkout-rule.ts'

/**
 * What only the server knows of a customer and the checkout must be told. `permit`: nothing of the rule's own stands in the
 * way, such as its limits, its comparison group or its share. `held`: the customer holds a grant of the rule for a time,
 * conditions or not.
 */
export type StandingLeaf =
  | { readonly kind: 'condition'; readonly leaf: Leaf }
  | { readonly kind: 'permit'; readonly ruleId: string }
  | { readonly kind: 'held'; readonly ruleId: string }

/** One text for one meaning: what a leaf's number is kept under. */
export const keyOf = (standing: StandingLeaf): string =>
  standing.kind === 'condition' ? keyOfCondition(standing.leaf) : JSON.stringify([standing.kind, standing.ruleId])

/** Every standing leaf that the rule asks for, each once; `isHeld` where customers may hold a grant of it. */
export const standingLeavesOf = (
  rule: Pick<CheckoutRule, 'id' | 'conditions'>,
  isHeld: boolean,
): readonly StandingLeaf[] => {
  const leaves: StandingLeaf[] = [
    { kind: 'permit', ruleId: rule.id },
    ...(isHeld ? [{ kind: 'held', ruleId: rule.id } as const] : []),
    ...leavesOf(rule.conditions)
      .filter((leaf) => knownBy(leaf) === 'customer')
      .map((leaf) => ({ kind: 'condition', leaf }) as const),
  ]
  return [...new Map(leaves.map((leaf) => [keyOf(leaf), leaf])).values()]
}

/**
 * Who can answer a leaf: the cart, by what is in it; the shop, whose answer is the same for everybody; or only the server, for
 * each customer. A cart's fact beside anybody else's is answered by nobody, and the check lets no such leaf pass.
 */
export const knownBy = (leaf: Leaf): 'cart' | 'shop' | 'customer' => {
  const shelves = [leaf.fact, ...(isFactOperand(leaf.value) ? [leaf.value.fact] : [])].map(shelfOf)
  if (shelves.every((shelf) => shelf === 'cart')) return 'cart'
  if (shelves.every((shelf) => shelf === 'shop')) return 'shop'
  if (!shelves.includes('cart') && shelves.every((shelf) => shelf === 'shop' || shelf === 'customer')) return 'customer'
  throw new Error(
    `No checkout can answer ${leaf.fact} ${leaf.operator} ${JSON.stringify(leaf.value)}: check the rule first`,
  )
}

const keyOfCondition = ({ fact, operator, value }: Leaf): string => {
  const [kept, operand] = sameMeaning(operator, value)
  return JSON.stringify([fact, kept, operand])
}

/** Lists of which any item will do, or all must: neither order nor repetition changes what they mean. */
const UNORDERED: ReadonlySet<Operator> = new Set(['in', 'notIn', 'includesAny', 'includesAll', 'includesNone'])

/** A list of one says what its item says. */
const OF_ONE: Readonly<Partial<Record<Operator, Operator>>> = {
  in: 'equal',
  notIn: 'notEqual',
  includesAny: 'contains',
  includesAll: 'contains',
  includesNone: 'doesNotContain',
}

const sameMeaning = (operator: Operator, value: Operand): readonly [Operator, unknown] => {
  if (isFactOperand(value)) return [operator, [value.fact, value.times ?? 1, value.plus ?? 0, value.whole === true]]
  if (typeof value !== 'object') return [operator, plain(value)]
  if (!UNORDERED.has(operator)) return [operator, value.map(plain)]
  const items = [...new Set(value.map(plain))].sort(compareScalars)
  const one = items.length === 1 ? OF_ONE[operator] : undefined
  return one === undefined ? [operator, items] : [one, items[0]]
}

/** −0 is 0. */
const plain = (value: Scalar): Scalar => (value === 0 ? 0 : value)

const compareScalars = (left: Scalar, right: Scalar): number => {
  const [one, other] = [JSON.stringify(left), JSON.stringify(right)]
  return one < other ? -1 : one > other ? 1 : 0
}
