import { z } from 'zod'
import { ruleState } from './api.ts'

// The gap: which of the shop's offers newcomers get and regulars don't. GET /api/parity
// POST /api/parity/refresh looks at all offers anew; 409 `conflict` while past orders are being read
// POST /api/parity/offers/:id/answer says of a code that is open to all by its terms whether it is for newcomers only
// POST /api/parity/offers/:id/companion makes the rule that gives regulars the same, or changes how it runs;
// 422 `offer.not_closable` for an offer that no rule can give, 422 `rule.invalid` for one that must not go live
// All answer with the report as it stands then; where something changed, it is worked out anew in the background.

export const parityAnswer = z.object({
  /** Null takes back what was said. */
  newcomersOnly: z.boolean('expected true, false or null').nullable(),
})
export const companionChange = z.object({
  /** `in_step`: another version, as it follows from the offer now, in the place of the one that runs. */
  action: z.enum(['watch', 'live', 'in_step', 'pause'], 'expected "watch", "live", "in_step" or "pause"'),
})

/** The rule that gives regulars what an offer gives newcomers. */
const companion = z.object({
  ruleId: z.string(),
  name: z.string(),
  state: ruleState,
  share: z.number(),
  /** `edited`: somebody changed it, and it is left to them. `offer_gone`: the offer has lapsed or was deleted. */
  follows: z.enum(['offer', 'edited', 'offer_gone']),
  /** Where it follows no more: what would bring it in step, a line a part. */
  differences: z.array(z.string()),
  /** Why it could not be brought in step by itself. */
  problem: z.string().nullable(),
})

/**
 * `gap` counts as one, `proposed` waits for a person's word, `closed` by its live companion, `open` keeps no regular from
 * anything, `over` ended or is used up.
 */
export const parityOfferIs = z.enum(['gap', 'proposed', 'closed', 'not_known', 'open', 'over'])

export const parityOffer = z.object({
  /** A discount's number, or one of our rules. */
  id: z.string(),
  title: z.string(),
  method: z.enum(['code', 'automatic', 'rule']),
  codes: z.array(z.string()),
  /** "10%, on orders from £25.00, once per customer". */
  terms: z.string(),
  segment: z.string().nullable(),
  endsAt: z.string().nullable(),
  is: parityOfferIs,
  why: z.string(),
  toClose: z.string().nullable(),
  shutOut: z.number(),
  /** Some of them. */
  people: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  /** Of how many regulars nobody can tell. */
  notKnown: z.number(),
  /** Of including them, in the last 12 months; null where what it takes off is not in our figures. */
  cost: z.string().nullable(),
  /** What somebody said of it. */
  answer: z.object({ newcomersOnly: z.boolean(), by: z.string(), at: z.string() }).nullable(),
  companion: companion.nullable(),
  /** The rule that one click would make; null where no rule can give that. */
  closing: z.object({ name: z.string(), sentence: z.string(), document: z.unknown() }).nullable(),
})

export const parity = z.object({
  /** `waiting` until past orders are read and the offers are looked at; `reading` also while there is an older report. */
  state: z.enum(['waiting', 'reading', 'ready', 'failed']),
  /** Entries of the ledger; `of` is null while the discounts are being read. */
  progress: z.object({ read: z.number(), of: z.number().nullable() }),
  problem: z.string().nullable(),
  /** Null before the first one. */
  report: z
    .object({
      /** "Two of your offers are for newcomers only. 412 regulars don't get them. …" */
      sentence: z.string(),
      gaps: z.object({ offers: z.number(), shutOut: z.number(), cost: z.string() }),
      proposed: z.number(),
      regulars: z.number(),
      regularAbove: z.number(),
      /** The last 12 months before this moment. */
      asOf: z.string(),
      /** When it was made, and when the offers were looked at last without anything new. */
      foundAt: z.string(),
      lookedAt: z.string(),
      /** Something changed since, and it is about to be worked out anew. */
      isDue: z.boolean(),
      /** There are more discounts than are looked at. */
      isCut: z.boolean(),
      offers: z.array(parityOffer),
      /** Rules whose offer is not there any more. */
      left: z.array(z.object({ offerId: z.string(), title: z.string(), companion })),
    })
    .nullable(),
})

export type ApiParity = z.infer<typeof parity>
export type ApiParityOffer = z.infer<typeof parityOffer>
export type ApiParityCompanion = z.infer<typeof companion>
export type ApiCompanionAction = z.infer<typeof companionChange>['action']
