import {
  changedPolicies,
  differencesOf,
  type PoliciesChange,
  type PolicyName,
  policiesOf,
  withChange,
} from '../contracts/policies.ts'
import type { Policies } from '../rules/policies.ts'
import { toJson } from './json.ts'
import type { Sql } from './sql.ts'

export type StoredPolicies = {
  readonly policies: Policies
  /** Of those that were ever changed, who did it last. */
  readonly changes: Partial<Record<PolicyName, { readonly by: string; readonly at: string }>>
  /** When any of them was changed last; null while all are as they came. */
  readonly changedAt: Date | null
}

/** `stale`: somebody changed the same ones since. `reading`: the past is being read just now. Nothing was changed then. */
export type PoliciesSet =
  | { readonly is: 'set'; readonly changed: readonly PolicyName[]; readonly readsAgain: boolean }
  | { readonly is: 'stale' }
  | { readonly is: 'reading' }

export const policiesIn = async (sql: Sql, shop: string): Promise<Policies> => {
  const [row] = await sql.query<{ settings: unknown }>(`SELECT settings FROM policies WHERE shop = $1`, [shop])
  return policiesOf(row?.settings)
}

/** What a shop holds all its rules to, and whether it does anything at all. */
export const createPolicies = (sql: Sql) => {
  const read = async (shop: string, within: Sql = sql): Promise<StoredPolicies> => {
    const [row] = await within.query<Row>(
      `SELECT settings, changes, changed_at AS "changedAt" FROM policies WHERE shop = $1`,
      [shop],
    )
    return {
      policies: policiesOf(row?.settings),
      changes: row?.changes ?? {},
      changedAt: row?.changedAt ?? null,
    }
  }
  return {
    read: (shop: string): Promise<StoredPolicies> => read(shop),
    find: (shop: string): Promise<Policies> => policiesIn(sql, shop),
    /**
     * `readAt` is the `changedAt` that was read, null where there was none; left out, the change is made whatever has
     * become of them. Where another
     * set of orders is to count, the shop's past is read again.
     */
    set: (shop: string, change: PoliciesChange, by: string, readAt?: Date | null): Promise<PoliciesSet> =>
      sql.transaction(async (tx): Promise<PoliciesSet> => {
        const [held] = await tx.query<{ isReading: boolean }>(
          `SELECT history_state = 'reading' AS "isReading" FROM shop WHERE id = $1 FOR UPDATE`,
          [shop],
        )
        const { policies, changes } = await read(shop, tx)
        const changed = withChange(policies, change)
        const names = changedPolicies(policies, changed)
        if (names.some((name) => isSince(changes[name]?.at, readAt))) return { is: 'stale' }
        if (names.length === 0) return { is: 'set', changed: [], readsAgain: false }
        const readsAgain = names.includes('countFreeOrders')
        if (readsAgain && held?.isReading === true) return { is: 'reading' }
        const at = new Date().toISOString()
        await tx.query(
          `INSERT INTO policies (shop, settings, changes, changed_at, changed_by) VALUES ($1, $2::jsonb, $3::jsonb, $4, $5)
           ON CONFLICT (shop) DO UPDATE SET settings = excluded.settings, changes = excluded.changes,
             changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
          [
            shop,
            toJson(differencesOf(changed)),
            toJson({ ...changes, ...Object.fromEntries(names.map((name) => [name, { by, at }])) }),
            at,
            by,
          ],
        )
        if (readsAgain) await tx.query(`UPDATE shop SET history_state = 'waiting' WHERE id = $1`, [shop])
        return { is: 'set', changed: names, readsAgain }
      }),
    /** No offer and no step from now on; false when everything was stopped already. */
    stop: async (shop: string, by: string): Promise<boolean> => {
      const rows = await sql.query(
        `UPDATE shop SET stopped_at = clock_timestamp(), stopped_by = $2 WHERE id = $1 AND stopped_at IS NULL RETURNING id`,
        [shop, by],
      )
      return rows.length > 0
    },
    /** False when nothing was stopped. */
    start: async (shop: string): Promise<boolean> => {
      const rows = await sql.query(
        `UPDATE shop SET stopped_at = NULL, stopped_by = NULL WHERE id = $1 AND stopped_at IS NOT NULL RETURNING id`,
        [shop],
      )
      return rows.length > 0
    },
  }
}

const isSince = (changedAt: string | undefined, readAt: Date | null | undefined): boolean =>
  changedAt !== undefined && readAt !== undefined && (readAt === null || Date.parse(changedAt) > readAt.getTime())

type Row = { settings: unknown; changes: StoredPolicies['changes']; changedAt: Date }
