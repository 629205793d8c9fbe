import type { LedgerKey } from '../ledger/entries.ts'
import type { Read } from './arrange.ts'
import type { Brought, Decision, KeyedEffect, PlannedWork } from './ports.ts'

/** The effects of decisions as work to be done, each on its subject: what one customer or order gets is done in order. */
export const planWork = (decisions: readonly (Decision & Brought)[]): (PlannedWork & Brought)[] =>
  decisions.flatMap(({ effects, key, ruleId, deliveryId }) =>
    effects.map((keyed) => ({ ...keyed, subject: subjectOf(keyed.effect), entry: nameable(key), ruleId, deliveryId })),
  )

/** What messages left out must be asked for. */
export const rereadWork = (reads: readonly Read[]): (PlannedWork & Brought)[] =>
  reads.flatMap(({ reading: { reread }, delivery }) =>
    reread === undefined
      ? []
      : [
          {
            key: `reread:${reread.kind}:${reread.id}:${delivery.id}`,
            effect: { kind: 'reread' as const, what: reread.kind, id: reread.id, triggeredAt: delivery.triggeredAt },
            subject: `${reread.kind}:${reread.id}`,
            entry: nameable(delivery.key),
            ruleId: null,
            deliveryId: delivery.id,
          },
        ],
  )

const nameable = ({ kind, id }: LedgerKey): Pick<LedgerKey, 'kind' | 'id'> => ({ kind, id })

const subjectOf = (effect: KeyedEffect['effect']): string => {
  switch (effect.kind) {
    case 'code':
    case 'tag':
    case 'task':
    case 'notify':
      return `customer:${effect.customerId}`
    case 'note':
      return `order:${effect.orderId}`
    case 'reread':
      return `${effect.what}:${effect.id}`
    default:
      return effect satisfies never
  }
}
