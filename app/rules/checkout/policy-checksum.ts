import { checksumOf, MASK, STEP } from './checksum.ts'
import type { ConditionRow, OfferRow, PolicyBody, RuleRow } from './policy.ts'

/** Whether a body of any form at all has this checksum. Forms that are none of ours have none. */
export const hasChecksum = (body: PolicyBody, checksum: unknown): boolean => {
  try {
    return policyChecksum(body) === checksum
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false
    throw error
  }
}

/**
 * Of every number of a policy and every length. Written out field by field: to ask of each value what it is would take the
 * checkout several times as long.
 */
export const policyChecksum = (body: PolicyBody): number => {
  const rules = body[8]
  let sum = checksumOf([body.length, body[2], body[3], body[4], body[5], body[6], body[7], rules.length])
  for (let at = 0; at < rules.length; at++) sum = sumRule(rules[at] as RuleRow, sum)
  return sum
}

const sumRule = (rule: RuleRow, before: number): number => {
  const offers = rule[6]
  let sum = (before * STEP + rule.length) & MASK
  sum = (sum * STEP + rule[0]) & MASK
  sum = (sum * STEP + rule[1]) & MASK
  sum = (sum * STEP + rule[2]) & MASK
  sum = (sum * STEP + rule[3]) & MASK
  sum = (sum * STEP + rule[4]) & MASK
  sum = sumCondition(rule[5], sum)
  sum = (sum * STEP + offers.length) & MASK
  for (let at = 0; at < offers.length; at++) sum = sumOffer(offers[at] as OfferRow, sum)
  return sum
}

const sumCondition = (condition: ConditionRow, before: number): number => {
  if (typeof condition === 'number') return (before * STEP + condition) & MASK
  let sum = (before * STEP + condition.length + 3) & MASK
  for (let at = 0; at < condition.length; at++) sum = sumCondition(condition[at] as ConditionRow, sum)
  return sum
}

const sumOffer = (offer: OfferRow, before: number): number => {
  let sum = (before * STEP + offer.length) & MASK
  sum = (sum * STEP + offer[0]) & MASK
  sum = (sum * STEP + offer[1]) & MASK
  sum = (sum * STEP + offer[2]) & MASK
  sum = (sum * STEP + offer[3]) & MASK
  sum = (sum * STEP + offer[4]) & MASK
  sum = (sum * STEP + offer[5]) & MASK
  sum = (sum * STEP + offer[6].length) & MASK
  sum = (sum * STEP + offer[7]) & MASK
  if (offer[8] === 0 && offer[9] === 0 && offer[10] === 0) return sum
  return checksumOf([sum, offer[8], offer[9], offer[10]])
}
