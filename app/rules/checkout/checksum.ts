/**
 * A number that changes with any one value in lists of numbers and texts, and with where a list ends. What it guards was
 * damaged if it differs: a flipped bit must not become another customer's discount.
 */
export const checksumOf = (value: unknown): number => add(SEED, value)

const SEED = 17
/** The largest prime below 2^31: a step stays far below 2^53. */
const MODULUS = 2_147_483_647
const STEP = 48_271

const add = (sum: number, value: unknown): number => {
  if (typeof value === 'number') return (sum * STEP + value + 1) % MODULUS
  if (typeof value === 'string') return addText(sum, value)
  if (!Array.isArray(value)) return Number.NaN
  let next = (sum * STEP + value.length + 3) % MODULUS
  for (const item of value) next = add(next, item)
  return next
}

const addText = (sum: number, text: string): number => {
  let next = (sum * STEP + text.length + 2) % MODULUS
  for (let at = 0; at < text.length; at++) next = (next * STEP + text.charCodeAt(at)) % MODULUS
  return next
}
