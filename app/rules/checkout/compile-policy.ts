import type { ReadFact } from '../compile.ts'
import type { CheckoutRule } from './checkout-rule.ts'
import type { StandingLeaf } from './standing-leaf.ts'

/** Of the 10,000 that a function can read of a metafield. */
export const MOST_POLICY_BYTES = 9_500
/** Each is reported for each line: 200 lines with 20 of them would fill the whole of a function's input. */
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
export declare const compilePolicy: (input: PolicyInput) => CompiledPolicy
