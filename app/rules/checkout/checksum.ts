/**
 * Numbers that change with any one character or value of what they guard: a flipped bit must not become somebody's discount.
 * Small whole numbers and plain loops, for the checkout counts every step.
 */

export const STEP = 31
/** With it a step stays below 2^31. */
export const MASK = 0x3ffffff
/** Above every character that takes one byte, so that changing one of those always shows. */
const TEXT_MASK = 1023

/** Of lists of whole numbers and texts at any depth; of a text its length alone. */
export const checksumOf = (list: readonly unknown[]): number => sumList(list, 17)

const sumList = (list: readonly unknown[], before: number): number => {
  const { length } = list
  let sum = (before * STEP + length + 7) & MASK
  for (let at = 0; at < length; at++) {
    const item = list[at]
    if (typeof item === 'number') sum = (sum * STEP + item) & MASK
    else if (Array.isArray(item)) sum = sumList(item, sum)
    else sum = (sum * STEP + (typeof item === 'string' ? item.length + 3 : item === true ? 1 : 2)) & MASK
  }
  return sum
}

/** Of a text's characters, each times an odd number; small, so that it takes few bytes. Four at a time, for that is a third fewer steps. */
export const checkOf = (text: string): number => {
  const { length } = text
  const whole = length & ~3
  let sum = 1
  for (let at = 0; at < whole; at += 4)
    sum =
      (sum * STEP +
        text.charCodeAt(at) * 3 +
        text.charCodeAt(at + 1) * 5 +
        text.charCodeAt(at + 2) * 7 +
        text.charCodeAt(at + 3) * 11) &
      MASK
  for (let at = whole; at < length; at++) sum = (sum * STEP + text.charCodeAt(at)) & MASK
  return sum & TEXT_MASK
}
