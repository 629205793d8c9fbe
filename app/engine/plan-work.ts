import type { LedgerKey } from '../ledger/entries.ts'
import { nameOf } from '../ledger/ledger-order.ts'
import { addWorkingDays, dayIn } from '../vocabulary/calendar.ts'
import type { Read } from './arrange.ts'
import type { Brought, Decision, KeyedEffect, PlannedWork } from './ports.ts'
import type { Undone } from './undo.ts'

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

/** What customers hold of something that was undone, or were told of it, a person decides on. */
export const reviewWork = (
  { grant, ruleName, because, why }: Undone,
  deliveryId: string | undefined,
  timeZone: string,
): (PlannedWork & Brought)[] =>
  grant.isHeld && grant.usedBy === null
    ? [
        {
          // Once, though an order is often both refunded and cancelled.
          key: `undo:${occasionOf(grant)}:${grant.ruleId}`,
          effect: {
            kind: 'task',
            taskKind: 'review',
            customerId: grant.customerId,
            orderId: grant.orderId,
            title: 'Decide what {{ customer.name }} keeps',
            body: `${why}, and “${ruleName}” would not have given anything without it. What was given stays as it is unless you take it back.`,
            assignee: null,
            dueOn: addWorkingDays(dayIn(timeZone, because.at), 1),
          },
          subject: `customer:${grant.customerId}`,
          entry: grant.entry,
          ruleId: grant.ruleId,
          deliveryId,
        },
      ]
    : []

/** A day that begins is about many. */
const occasionOf = ({ entry, customerId }: Undone['grant']): string =>
  entry.kind === 'tick' ? `${nameOf(entry)}:${customerId}` : nameOf(entry)

const nameable = ({ kind, id }: LedgerKey): Pick<LedgerKey, 'kind' | 'id'> => ({ kind, id })

const subjectOf = (effect: KeyedEffect['effect']): string => {
  switch (effect.kind) {
    case 'code':
    case 'tag':
    case 'task':
    case 'notify':
    case 'withdraw':
    case 'keep':
      return `customer:${effect.customerId}`
    case 'note':
      return `order:${effect.orderId}`
    case 'reread':
      return `${effect.what}:${effect.id}`
    default:
      return effect satisfies never
  }
}
