import type { RuleDocument } from '../../../app/rules/types.ts'
import { firstOrderCard } from '../../../app/vocabulary/templates/first-order-card.ts'
import { noteToTheBest } from '../../../app/vocabulary/templates/note-to-the-best.ts'
import { regularTag } from '../../../app/vocabulary/templates/regular-tag.ts'
import { regularsWelcomeCode } from '../../../app/vocabulary/templates/regulars-welcome-code.ts'
import type { AppApi } from '../../support/app-api.ts'

/** What the demo switches on. */
export const starterRules: readonly RuleDocument[] = [
  regularsWelcomeCode,
  firstOrderCard,
  noteToTheBest,
  regularTag,
].map(({ document }) => document)

/** A rule that tags whoever pays, but for what a test says. */
export const tagRule = (name: string, given: Partial<RuleDocument> = {}): RuleDocument => ({
  format: 1,
  name,
  trigger: 'order.paid',
  conditions: { all: [{ fact: 'order.total', operator: 'greaterThan', value: 0 }] },
  actions: [{ type: 'customer.addTag', params: { tag: name } }],
  ...given,
})

/** "rule: granted" or "rule: reason", in ledger order. */
export const verdictsIn = async (api: AppApi): Promise<string[]> =>
  (await Array.fromAsync(api.decisions())).map(({ rule, verdict, reason }) => `${rule}: ${reason ?? verdict}`)

/** What the app says of one customer now. */
export const factsOf = async (api: AppApi, customerId: number): Promise<Readonly<Record<string, unknown>>> => {
  const { customers } = await api.facts()
  return customers.find((customer) => customer.customerId === String(customerId))?.facts ?? {}
}

/** Every effect that the activity shows, newest delivery first. */
export const effectsIn = async (api: AppApi) =>
  (await api.activity()).deliveries.flatMap(({ decisions }) => decisions.flatMap(({ effects }) => effects))

/** A rule that calls whoever pays: they hear from the shop by it. */
export const callRule = (name: string, given: Partial<RuleDocument> = {}): RuleDocument =>
  tagRule(name, {
    actions: [{ type: 'task.create', params: { kind: 'phone_call', title: 'Call {{ customer.name }}' } }],
    ...given,
  })

/** A rule that gives whoever pays a code of so many per cent. */
export const codeRule = (name: string, percent: number, given: Partial<RuleDocument> = {}): RuleDocument =>
  tagRule(name, { actions: [{ type: 'discount.code', params: { percent } }], ...given })

export type KeptBack = { readonly rule: string; readonly because: string | null; readonly freeAt: string | null }

/** What the activity says was kept back, and when it may run; oldest first. */
export const keptBackIn = async (api: AppApi): Promise<KeptBack[]> =>
  (await api.activity('?show=decided')).deliveries
    .toReversed()
    .flatMap(({ decisions }) => decisions)
    .filter(({ verdict }) => verdict === 'withheld')
    .map(({ ruleName, reason, freeAt }) => ({ rule: ruleName, because: reason, freeAt }))
