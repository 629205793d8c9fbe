import { z } from 'zod'
import { DAY_MS } from '../../ledger/entries.ts'
import { quoteText } from '../../rules/quoted-text.ts'
import { defineAction } from '../define.ts'

const LONGEST_NAME = 200

/** The customer goes on getting what another rule gives at the checkout, though they no longer meet its conditions. */
export const keepOffer = defineAction({
  name: 'offer.keep',
  label: 'Let the customer keep an offer for a time',
  needsCustomer: true,
  params: z.strictObject({
    /** The name of the rule that gives it. */
    offer: z.string().trim().min(1).max(LONGEST_NAME),
    days: z.number().int().min(1).max(3650),
  }),
  sentence: ({ offer, days }) =>
    `let the customer keep ${quoteText(offer)} for ${days} more ${days === 1 ? 'day' : 'days'}, whether they qualify or not`,
  traits: () => ({ isHeld: true }),
  plan: ({ offer, days }, { customerId, at }) =>
    customerId === null ? [] : [{ kind: 'keep', customerId, offer, until: at + days * DAY_MS }],
})

type Ruled = {
  readonly actions: readonly { readonly type: string; readonly params: Readonly<Record<string, unknown>> }[]
}

/** The names of the offers that a rule lets customers keep, each with its place among the actions. */
export const offersKeptBy = ({ actions }: Ruled): readonly { readonly index: number; readonly offer: string }[] =>
  actions.flatMap(({ type, params }, index) =>
    type === keepOffer.name && typeof params.offer === 'string' ? [{ index, offer: params.offer.trim() }] : [],
  )
