import type { ReadFact } from '../compile.ts'
import { type CheckoutRule, compareCheckoutRules } from './checkout-rule.ts'
import { sealPolicy } from './policy.ts'
import { PolicyWriter } from './policy-writer.ts'
import type { StandingLeaf } from './standing-leaf.ts'

/** Of the 10,000 that a function can read of a metafield. */
export const MOST_POLICY_BYTES = 9_500
/** Each is answered for each line: 200 lines with 20 of them would fill the whole of a function's input. */
export const MOST_TAGS = 10

export type PolicyInput = {
  readonly rules: readonly CheckoutRule[]
  /** Rules of which a customer may hold a grant for a time. */
  readonly heldRuleIds: ReadonlySet<string>
  /** 0 to 100: no line is discounted further by all rules together. */
  readonly ceilingPercent: number
  /** Products with it are never discounted; empty for none. */
  readonly noDiscountTag: string
  /** Companies get nothing from a rule that does not ask about them. */
  readonly leaveOutBusiness: boolean
  readonly currency: string
  /** The number of a standing leaf by its key: one for ever, given out in rising order. */
  readonly numberOf: (key: string) => number
  /** What is true of somebody without history. */
  readonly newcomer: (leaf: StandingLeaf) => boolean
  /** `shop.` facts as they are now: the policy is made anew when one of them turns. */
  readonly readShop: ReadFact
}

export type CompiledPolicy =
  | {
      readonly kind: 'policy'
      /** What `decideOffers` reads. */
      readonly policy: readonly unknown[]
      /** The metafield's value. */
      readonly text: string
      readonly bytes: number
      /** In the policy's order; rules that can never hold are not in it. */
      readonly rules: readonly RuleBytes[]
      /** Every number that a standing must answer, rising. */
      readonly numbers: readonly number[]
      /** Product tags that must be asked about. */
      readonly tags: readonly string[]
      /** The variables metafield's value. */
      readonly variables: string
    }
  | { readonly kind: 'tooLarge'; readonly bytes: number; readonly rules: readonly RuleBytes[] }
  | { readonly kind: 'tooManyTags'; readonly tags: readonly string[] }

export type RuleBytes = { readonly ruleId: string; readonly bytes: number }

/** The same bytes for the same rules, in whatever order they come. */
export const compilePolicy = (input: PolicyInput): CompiledPolicy => {
  const { noDiscountTag } = input
  const rules = input.rules.toSorted(compareCheckoutRules)
  const writer = new PolicyWriter(input, rules)
  const kept = rules.flatMap((rule) => {
    const row = writer.rowOf(rule)
    return row === undefined ? [] : [{ ruleId: rule.id, row }]
  })
  const asked = [...new Set([...(noDiscountTag === '' ? [] : [noDiscountTag]), ...writer.tags, ...writer.tagsOfLeaves])]
  if (asked.length > MOST_TAGS) return { kind: 'tooManyTags', tags: asked }
  const policy = sealPolicy(writer.bodyOf(kept.map(({ row }) => row)))
  const text = JSON.stringify(policy)
  const bytes = bytesOf(text)
  const sizes = kept.map(({ ruleId, row }) => ({ ruleId, bytes: bytesOf(JSON.stringify(row)) }))
  if (bytes > MOST_POLICY_BYTES) return { kind: 'tooLarge', bytes, rules: sizes }
  const numbers = [...writer.numbers].sort((left, right) => left - right)
  const variables = JSON.stringify({ tags: asked })
  return { kind: 'policy', policy, text, bytes, rules: sizes, numbers, tags: asked, variables }
}

/** In UTF-8. */
const bytesOf = (text: string): number => new TextEncoder().encode(text).length
