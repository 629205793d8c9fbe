import { z } from 'zod'

// GET /api/checkout: how far the rules for the checkout are in Shopify

const way = z.enum(['function', 'native'])

export const checkoutState = z.object({
  /** By the app's own part of the checkout, or where that cannot run by discounts that Shopify decides on itself. */
  way,
  /** Why not by the app's own part; null where it is, or where nothing was tried yet. */
  wayProblem: z.string().nullable(),
  /** Null while nothing is published. */
  published: z
    .object({
      at: z.string(),
      bytes: z.number(),
      rules: z.array(z.object({ ruleId: z.string(), bytes: z.number() })),
    })
    .nullable(),
  mostBytes: z.number(),
  /** Live rules that give nothing there now, each with its reason in words. */
  left: z.array(z.object({ ruleId: z.string(), why: z.string(), says: z.string() })),
  /** What Shopify said the last time; null where all is well. */
  problem: z.string().nullable(),
  /** When what Shopify holds was last seen to be right. */
  checkedAt: z.string().nullable(),
  customers: z.object({
    all: z.number(),
    told: z.number(),
    waiting: z.number(),
    gone: z.number(),
    /** Those among them with whom it did not work yet, and one of the reasons. */
    troubled: z.number(),
    problem: z.string().nullable(),
  }),
  /** What telling Shopify takes: of everybody, before the first rule goes live, and of those who wait. */
  cost: z.object({ pointsPerSecond: z.number(), secondsForAll: z.number(), secondsLeft: z.number() }),
})
export type ApiCheckout = z.infer<typeof checkoutState>
