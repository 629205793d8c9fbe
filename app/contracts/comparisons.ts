import { z } from 'zod'

// GET /api/rules/:id/comparison: those whom the rule was for beside those who were left out to compare; of a rule that has
// decided nothing yet, whether its shop is big enough to tell

const range = z.object({ value: z.number(), from: z.number(), to: z.number() })
const moneyRange = z.object({ value: z.string(), from: z.string(), to: z.string() })
const group = z.object({
  /** Who came in, and who of them has been watched to the end. */
  entered: z.number(),
  watched: z.number(),
  cameBack: z.number(),
  /** Net, all of them together. */
  spent: z.string(),
})
export const comparison = z.object({
  /**
   * `untold`: the rule was not tried on past orders, or too little of the past is known. `too_small`: before it is begun, a
   * fifth more coming back could not be found within 12 months. `not_yet`, also before it is begun. `known` for at least one window.
   */
  state: z.enum(['untold', 'too_small', 'not_yet', 'known']),
  /** Of the customers left out; 10 where the rule leaves out nobody. */
  percent: z.number(),
  /** A customer has come in. */
  isBegun: z.boolean(),
  /** The answer, and what stands behind it, in words. */
  says: z.string(),
  explains: z.array(z.string()),
  /** How it is worked out. */
  method: z.string(),
  /** Until the first answer; null where nobody can say, or never. */
  weeksLeft: z.number().nullable(),
  /** Empty unless `not_yet` or `known`. */
  windows: z.array(
    z.object({
      days: z.number(),
      /** A line each. */
      says: z.array(z.string()),
      given: group,
      leftOut: group,
      needed: z.object({ given: z.number(), leftOut: z.number() }).nullable(),
      weeksLeft: z.number().nullable(),
      /** Null before it is known. The truth lies between `from` and `to` with a chance of 95 %. */
      found: z
        .object({
          /** Shares of 1: the first group's rate less the second's, and the chance that it is higher. */
          rate: range.extend({ chanceHigher: z.number() }),
          /** Of a customer; null where too few bought. */
          spent: moneyRange.nullable(),
        })
        .nullable(),
    }),
  ),
})

export type ApiComparison = z.infer<typeof comparison>
