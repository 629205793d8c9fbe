import { z } from 'zod'

// GET /api/rules/:id/checkout-use

/** What came of a rule at the checkout: of the orders by people whom it was for, those that came with it. */
export const checkoutUse = z.object({
  qualified: z.number(),
  carried: z.number(),
  /** Given in spite of a limit, or of conditions that held no longer. */
  overruns: z.number(),
})
export type ApiCheckoutUse = z.infer<typeof checkoutUse>

/** What a rule took off an order at the checkout, with a decision. */
export const offerTaken = z.object({
  order: z.string(),
  /** In words. */
  amount: z.string(),
  /** What it was given in spite of, in words; null where nothing stood in the way. */
  overrun: z.string().nullable(),
  /** The order was called off. */
  cameBack: z.boolean(),
})
export type ApiOfferTaken = z.infer<typeof offerTaken>

/** What our discount took off, and nobody can tell for which rule. */
export const unclearOffer = z.object({
  order: z.string(),
  /** What the customer read. */
  title: z.string(),
  amount: z.string(),
  at: z.string(),
})
