import type { CarriedOffer } from '../ledger/entries.ts'
import type { Cart } from '../rules/checkout/cart.ts'
import { MESSAGES_APART } from '../rules/checkout/offer.ts'
import { DISCOUNT_TITLE } from './checkout-terms.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { takeOff } from './take-off.ts'

/** What an order shows that a rule took off it, and by what that was found. */
export type Carried = { readonly amount: number; readonly foundBy: 'message' | 'replay' }

/** What an order carried of ours. */
export type CarriedOffers = {
  readonly byRule: ReadonlyMap<string, Carried>
  /** Of ours by their title, and nobody can tell of which rule. */
  readonly unclear: readonly CarriedOffer[]
}

/** A rule that may have given at the checkout, and whether it was met there. */
export type Suspect = { readonly rule: RunnableRule; readonly isMet: boolean; readonly isInForce: boolean }

/**
 * Which rules an order carried. Live rules have different messages, so a title tells its rule; one that names several is
 * parted as they would have shared it. Where the customer read our discount's own title, the rules that were in force and
 * met are tried: all of them, else one alone, whichever comes to what was taken off.
 */
export const readCarried = (
  offers: readonly CarriedOffer[],
  suspects: readonly Suspect[],
  cart: Cart,
): CarriedOffers => {
  const byRule = new Map<string, Carried>()
  const unclear: CarriedOffer[] = []
  for (const { title, amount } of offers) {
    const named = namedBy(title, suspects)
    const rules = named ?? (title === DISCOUNT_TITLE ? replayed(amount, suspects, cart) : [])
    if (rules === undefined) unclear.push({ title, amount })
    for (const [index, part] of share(amount, rules ?? [], cart).entries()) {
      const id = rules?.[index]?.id ?? ''
      const before = byRule.get(id)?.amount ?? 0
      byRule.set(id, { amount: before + part, foundBy: named === undefined ? 'replay' : 'message' })
    }
  }
  return { byRule, unclear }
}

/** The rules whose messages a title is made of; undefined where a part of it is nobody's. */
const namedBy = (title: string, suspects: readonly Suspect[]): readonly RunnableRule[] | undefined => {
  const rules = title
    .split(MESSAGES_APART)
    .map((message) => suspects.find(({ rule }) => saysOf(rule).includes(message)))
  const found = rules.flatMap((suspect) => suspect?.rule ?? [])
  return found.length === rules.length ? [...new Set(found)] : undefined
}

const saysOf = ({ checkout }: RunnableRule): readonly string[] => checkout?.offers.map(({ message }) => message) ?? []

/** Undefined where nothing that could have been given comes to the amount, or more than one thing does. */
const replayed = (amount: number, suspects: readonly Suspect[], cart: Cart): readonly RunnableRule[] | undefined => {
  const likely = suspects.filter(({ isMet, isInForce }) => isMet && isInForce).map(({ rule }) => rule)
  const [only] = likely
  // What was taken off may differ from what we would have expected: of lines that we do not know.
  if (only !== undefined && likely.length === 1) return [only]
  const expected = (rules: readonly RunnableRule[]) => rules.reduce((sum, rule) => sum + expectedOf(rule, cart), 0)
  const sets = [likely, ...likely.map((rule) => [rule])]
  const fitting = sets.filter((rules) => rules.length > 0 && Math.abs(expected(rules) - amount) <= rules.length)
  return fitting.length === 1 ? fitting[0] : undefined
}

/** An amount in parts as the rules would have shared it, the remainder with the last: the parts come to the whole. */
const share = (amount: number, rules: readonly RunnableRule[], cart: Cart): readonly number[] => {
  const weights = rules.map((rule) => expectedOf(rule, cart))
  const sum = weights.reduce((left, weight) => left + weight, 0)
  let left = amount
  return weights.map((weight, index) => {
    const part =
      index === rules.length - 1 ? left : Math.floor(sum === 0 ? amount / rules.length : (amount * weight) / sum)
    left -= part
    return part
  })
}

const expectedOf = ({ checkout }: RunnableRule, cart: Cart): number => takeOff(checkout?.offers ?? [], cart) ?? 0
