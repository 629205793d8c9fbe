import type { z } from 'zod'
import type { Delivery, Reading } from '../../engine/ports.ts'
import type { LedgerKey } from '../../ledger/entries.ts'

/** What intake must know of a body: which resource it is about and where it stands in ledger order. */
export type Place = { readonly resourceId: string; readonly key: LedgerKey }
export type Identified = Pick<Delivery, 'resourceId' | 'key' | 'problem' | 'status'>
export type ReadContext = OrderContext & { readonly triggeredAt: number }
export type OrderContext = {
  readonly currency: string
  /** Whether orders of total 0 count; they do not unless told. */
  readonly countFreeOrders?: boolean | undefined
}

/** A payload that is understood but cannot be booked, with the reason for the operator. */
export class UnreadablePayload extends Error {}

/** The reader of one family of topics. Both functions throw what `readPayload` turns into a reason. */
export type PayloadReader = {
  readonly topics: readonly string[]
  readonly place: (payload: unknown, topic: string, triggeredAt: number) => Place
  readonly read: (payload: unknown, topic: string, context: ReadContext) => Reading
  /** Stored for a later part of the app and never claimed. */
  readonly waits?: boolean
}

/**
 * Only the named fields of a payload are looked at; Shopify may add others at any time.
 * Intake parses `stamp` alone, for it runs inside the webhook request.
 */
export const definePayload = <Stamp, Payload>(payload: {
  readonly topics: readonly string[]
  readonly stamp: z.ZodType<Stamp>
  readonly whole: z.ZodType<Payload>
  readonly place: (stamp: Stamp, topic: string, triggeredAt: number) => Place
  readonly read: (payload: Payload, topic: string, context: ReadContext) => Reading
  readonly waits?: boolean
}): PayloadReader => ({
  topics: payload.topics,
  place: (body, topic, triggeredAt) => payload.place(payload.stamp.parse(body), topic, triggeredAt),
  read: (body, topic, context) => payload.read(payload.whole.parse(body), topic, context),
  waits: payload.waits ?? false,
})
