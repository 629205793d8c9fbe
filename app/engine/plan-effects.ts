import { nameOf } from '../ledger/ledger-order.ts'
import { carryCodes } from './carry-codes.ts'
import type { Circumstances } from './decide.ts'
import type { About } from './judge.ts'
import type { KeyedEffect } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'

/** What a rule's actions ask for, each under a key of its own. */
export const planEffects = (
  rule: RunnableRule,
  { entry, customer, order }: About,
  { currency, timeZone, isRehearsal = false }: Circumstances,
): readonly KeyedEffect[] => {
  if (isRehearsal && !rule.costsMoney) return NOTHING
  const customerId = customer?.id ?? null
  // A tick is about everybody: whom this is for must be in the key.
  const occasion = entry.kind === 'tick' ? `${nameOf(entry)}:${customerId}` : nameOf(entry)
  const context = {
    at: entry.at,
    customerId,
    orderId: order?.id ?? null,
    currency,
    timeZone,
    ruleName: rule.name,
    reason: rule.reason,
  }
  const planned = rule.actions
    .flatMap(({ plan }) => plan(context))
    .map((effect, index) => ({ key: `${occasion}:${rule.id}:${index}`, effect }))
  return carryCodes(planned)
}

const NOTHING: readonly KeyedEffect[] = []
