import type { Circumstances } from '../../app/engine/decide.ts'
import type { Grant } from '../../app/engine/grants.ts'
import type { Decision } from '../../app/engine/ports.ts'
import { compareRules, prepareRule, type RunnableRule } from '../../app/engine/prepare-rule.ts'
import { emptyState } from '../../app/engine/replay.ts'
import { type Stepped, step } from '../../app/engine/step.ts'
import type { Entry } from '../../app/ledger/entries.ts'
import type { RuleDocument } from '../../app/rules/types.ts'

/** A rule that gives every paid order a tag, but for what a test says. Its id is its name. */
export const rule = (given: Partial<RuleDocument> = {}): RunnableRule => {
  const document: RuleDocument = {
    format: 1,
    name: 'Tag everybody',
    trigger: 'order.paid',
    conditions: { all: [{ fact: 'order.total', operator: 'greaterThanInclusive', value: 0 }] },
    actions: [{ type: 'customer.addTag', params: { tag: 'vip' } }],
    ...given,
  }
  return prepareRule({ id: document.name, version: 1, state: 'live', document, liveSince: 0 }, 'GBP')
}

/** A shop in memory: `live` learns an entry and decides on it, heard of at once unless told otherwise. */
export const openShop = (rules: readonly RunnableRule[]) => {
  const state = emptyState('UTC')
  const sorted = [...rules].sort(compareRules)
  const take = (entry: Entry, given: Partial<Circumstances> = {}): Stepped =>
    step(state, entry, sorted, { currency: 'GBP', timeZone: 'UTC', triggeredAt: entry.at, ...given })
  const live = (entry: Entry, given: Partial<Circumstances> = {}): readonly Decision[] => take(entry, given).decisions
  return { state, live, take }
}

/** "granted", or the reason why not, by rule. */
export const verdictsOf = (decisions: readonly Decision[]): Readonly<Record<string, string>> =>
  Object.fromEntries(decisions.map(({ ruleName, verdict, reason }) => [ruleName, reason ?? verdict]))

/** A grant to Ada that stands, but for what a test says. */
export const grant = (given: Partial<Grant> = {}): Grant => ({
  name: `${given.ruleId ?? 'rule-1'} payment 1 ${given.customerId ?? 'ada'}`,
  ruleId: 'rule-1',
  entry: { kind: 'payment', id: '1' },
  customerId: 'ada',
  orderId: null,
  at: 0,
  amount: 0,
  beside: 0,
  expiresAt: null,
  code: null,
  offers: [],
  isContact: false,
  isHeld: false,
  state: 'reserved',
  usedBy: null,
  settledAt: null,
  ...given,
})
