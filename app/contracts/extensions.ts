import { z } from 'zod'

/**
 * The JSON API between web/ and extensions/: what stands at the checkout, in customers' accounts and in the Shopify admin.
 * Any origin may ask, with a session token of Shopify's as bearer and never with a cookie. The first two take the token of a
 * checkout or an account, and whose data they answer with is what the token says and nothing else; the third takes that of
 * the admin. Times are ISO 8601 in UTC, money decimal strings in the shop's currency.
 */

// GET /extensions/offers: the codes that whoever is signed in may still use

const worth = z.union([z.object({ percent: z.number() }), z.object({ amount: z.string() })])
export const customerOffers = z.object({
  signedIn: z.boolean(),
  currency: z.string(),
  /** The first to run out first; none for somebody who is not signed in. */
  offers: z.array(
    z.object({
      code: z.string(),
      worth,
      /** Of what is ordered. */
      minimum: z.string().nullable(),
      until: z.string().nullable(),
      /** When and for what it was given, in words. */
      reason: z.string().nullable(),
    }),
  ),
})

// POST /extensions/reasons: why discounts that the checkout shows were given; those that are not ours are left out

/** Several rules' messages may stand in one title. */
const TITLE = 1_000
export const reasonsRequest = z.object({
  /** Of automatic discounts, as the checkout shows them. */
  titles: z.array(z.string().max(TITLE)).max(50).default([]),
  codes: z.array(z.string().max(TITLE)).max(50).default([]),
})
export const reasons = z.object({
  signedIn: z.boolean(),
  /** Somebody who is signed in may be given something at the checkout: worth asking a guest to sign in for. */
  moreForSignedIn: z.boolean(),
  /** Codes only of whoever is signed in. */
  reasons: z.array(z.object({ shownAs: z.string(), reasons: z.array(z.string()) })),
})

// GET /extensions/customers/:id: how a customer stands, for people of the shop

export const customerBrief = z.object({
  id: z.string(),
  name: z.string().nullable(),
  /** "6 orders, £812.40 so far", a line each; none for somebody who never ordered. */
  lines: z.array(z.string()),
  neverContact: z.object({ by: z.string(), at: z.string() }).nullable(),
  tasks: z.array(z.object({ id: z.string(), title: z.string(), dueOn: z.string(), overdue: z.boolean() })),
  /** How many open tasks there are beyond those. */
  moreTasks: z.boolean(),
  /** Each that is live or watched. */
  rules: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      state: z.enum(['shadow', 'live']),
      /** The conditions hold as things stand; null where that depends on what is not known beforehand. */
      holds: z.boolean().nullable(),
      /** What they bring to it, or what it would take. */
      why: z.array(z.string()),
      /** What the rule decided last, in words; null where it was never asked. */
      last: z.object({ says: z.string(), at: z.string() }).nullable(),
    }),
  ),
})

export type ApiCustomerOffers = z.infer<typeof customerOffers>
export type ApiReasons = z.infer<typeof reasons>
export type ApiCustomerBrief = z.infer<typeof customerBrief>
