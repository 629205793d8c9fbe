import { z } from 'zod'
import type { LedgerKey } from '../../ledger/entries.ts'
import { definePayload } from './define.ts'
import { moment, restId } from './fields.ts'

/** About the shop rather than anybody in it: behind everything else of its moment. */
export const shopKey = (at: number): LedgerKey => ({ at, kind: 'customer', id: 'shop' })

const uninstallation = z.object({ id: restId })

export const uninstallations = definePayload({
  topics: ['app/uninstalled'],
  stamp: uninstallation,
  whole: uninstallation,
  place: ({ id }, _topic, triggeredAt) => ({ resourceId: id, key: shopKey(triggeredAt) }),
  read: () => ({ entries: [], shopEvent: { kind: 'uninstalled' } }),
})

const scopesChange = z.object({ id: restId, current: z.array(z.string()), updated_at: moment.nullish() })

export const scopesChanges = definePayload({
  topics: ['app/scopes_update'],
  stamp: scopesChange,
  whole: scopesChange,
  place: ({ id, updated_at: updatedAt }, _topic, triggeredAt) => ({
    resourceId: id,
    key: shopKey(updatedAt ?? triggeredAt),
  }),
  read: ({ current }) => ({ entries: [], shopEvent: { kind: 'scopes', scopes: current } }),
})
