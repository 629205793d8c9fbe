import { checksumOf, MASK, STEP } from './checksum.ts'
import type { ConditionRow, OfferRow, Places, PolicyBody, RuleRow } from './policy.ts'

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
 * Of every number of a policy and every length, each times an odd number of its own, so that no change of one is lost. Written
 * out field by field: to ask of each value what it is would take the checkout several times as long.
 */
export const policyChecksum = (body: PolicyBody): number => {
  const rules = body[8]
  let sum = checksumOf([body.length, body[2], body[3], body[4], body[5], body[6], body[7], rules.length])
  for (let at = 0; at < rules.length; at++) sum = sumRule(rules[at] as RuleRow, sum)
  return sum
}

const sumRule = (rule: RuleRow, before: number): number => {
  const condition = rule[5]
  const offers = rule[6]
  const { length } = offers
  const terms = rule[0] * 3 + rule[1] * 5 + rule[2] * 7 + rule[3] * 11 + rule[4] * 13
  let sum = (before * STEP + rule.length * 17 + length + terms) & MASK
  sum = typeof condition === 'number' ? (sum * STEP + condition) & MASK : sumCondition(condition, sum)
  for (let at = 0; at < length; at++) sum = sumOffer(offers[at] as OfferRow, sum)
  return sum
}

const sumCondition = (condition: Exclude<ConditionRow, number>, before: number): number => {
  const { length } = condition
  let sum = (before * STEP + length + 3) & MASK
  for (let at = 0; at < length; at++) {
    const part = condition[at] as ConditionRow
    sum = typeof part === 'number' ? (sum * STEP + part) & MASK : sumCondition(part, sum)
  }
  return sum
}

const sumOffer = (offer: OfferRow, before: number): number => {
  const worth = offer[0] * 3 + offer[1] * 5 + offer[2] * 7 + offer[3] * 11 + offer[4] * 13 + offer[5] * 17
  const sum = (before * STEP + offer.length * 19 + offer[6].length * 23 + offer[7] * 29 + worth) & MASK
  if (offer[8] === 0 && offer[9] === 0 && offer[10] === 0) return sum
  return sumPlaces(offer[10], sumPlaces(offer[9], sumPlaces(offer[8], sum)))
}

/** Of a list its length too, so that none passes for the empty one that 0 stands for. */
const sumPlaces = (places: Places, before: number): number => {
  if (places === 0) return before
  const { length } = places
  let sum = (before * STEP + length + 5) & MASK
  for (let at = 0; at < length; at++) sum = (sum * STEP + (places[at] as number)) & MASK
  return sum
}
