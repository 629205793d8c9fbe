import { lotOf } from './draw.ts'
import type { RunnableRule } from './prepare-rule.ts'

/**
 * Whether a customer is left out of a rule to compare the others with them. The same for ever and over all versions of the
 * rule: the customer's place is a hash of the rule's seed and the customer, and ids of customers are unique over all shops.
 */
export const isHeldOut = ({ seed, limits }: Pick<RunnableRule, 'seed' | 'limits'>, customerId: string): boolean =>
  placeOf('compare', seed, customerId) < (limits.holdOutPercent ?? 0)

/** Whether a rule that is live for part of the customers is so for this one: a larger share only ever adds customers. */
export const isInShare = ({ seed, share }: Pick<RunnableRule, 'seed' | 'share'>, customerId: string | null): boolean =>
  share >= 100 || (customerId !== null && placeOf('share', seed, customerId) < share)

/** 0 to 100. Each purpose has its own places: whoever is in a small share is no more likely to be left out. */
const placeOf = (purpose: 'compare' | 'share', seed: string, customerId: string): number =>
  lotOf(`${purpose} ${seed}`, customerId) * 100
