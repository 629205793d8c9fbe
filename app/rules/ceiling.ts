import { combinedPercent, outcomesOf, percentIn } from './outcomes.ts'
import type { Problem, RuleDocument, Vocabulary, Words } from './types.ts'

/**
 * Actions of one checked rule that give more than a product may be discounted by, in per cent: each by itself, and all of
 * them where they may be used together. Amounts are not held against it, for what they are taken off is not known beforehand.
 */
export const discountsPastCeiling = (
  document: RuleDocument,
  vocabulary: Vocabulary,
  words: Words,
  ceilingPercent: number,
): readonly Problem[] => {
  const outcomes = outcomesOf(document, vocabulary, words)
  const expected = `at most ${ceilingPercent}%`
  const alone = outcomes.flatMap(({ discount }, index) => {
    const percent = percentIn(discount)
    const message = `${percent}% off is more than the ${ceilingPercent}% that a product may be discounted by: it cannot go live`
    return percent > ceilingPercent ? [{ path: `/actions/${index}`, message, found: `${percent}%`, expected }] : []
  })
  const together = combinedPercent(outcomes)
  if (alone.length > 0 || together <= ceilingPercent) return alone
  const message = `Its discounts may be used together, ${together}% off, and ${ceilingPercent}% is the most: it cannot go live`
  return [{ path: '/actions', message, found: `${together}%`, expected }]
}
