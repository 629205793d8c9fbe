import type { DailyShop } from '../engine/begin-day.ts'
import { BACKTESTS_TO_WORK } from './backtests.ts'
import { CHECKOUT_TO_WORK } from './checkouts.ts'
import { PARITY_TO_WORK } from './parity.ts'
import type { Sql } from './sql.ts'

export type StoredShop = {
  readonly id: string
  readonly currency: string
  readonly timeZone: string
  readonly scopes: readonly string[]
  /** The customer metafield that holds birthdays, as "namespace.key". */
  readonly birthdayMetafield: string | null
  /** Since when everything is stopped, and who did it; null while it goes on. */
  readonly stoppedAt: Date | null
  readonly stoppedBy: string | null
  readonly isInstalled: boolean
  /** Whether the app holds a token for it: without, opening the app trades for a new one. */
  readonly hasAccess: boolean
  readonly history: {
    readonly state: 'waiting' | 'reading' | 'done' | 'failed'
    readonly read: number
    readonly of: number | null
    readonly problem: string | null
  }
}

export type ShopDetails = Pick<StoredShop, 'id' | 'currency' | 'timeZone' | 'scopes'>

export const createShops = (sql: Sql) => ({
  find: async (id: string): Promise<StoredShop | null> => {
    const [row] = await sql.query<StoredShop>(
      `SELECT id, currency, time_zone AS "timeZone", scopes, birthday_metafield AS "birthdayMetafield",
         stopped_at AS "stoppedAt", stopped_by AS "stoppedBy", uninstalled_at IS NULL AS "isInstalled",
         EXISTS (SELECT 1 FROM session s WHERE s.shop = shop.id AND (s.expires_at IS NULL OR s.expires_at > clock_timestamp()))
           AS "hasAccess",
         jsonb_build_object('state', history_state, 'read', history_read, 'of', history_of, 'problem', history_problem) AS history
       FROM shop WHERE id = $1`,
      [id],
    )
    return row ?? null
  },
  /** Installs, or installs again: what the shop held before stays, and its past is read anew for what was missed. */
  install: ({ id, currency, timeZone, scopes }: ShopDetails): Promise<void> =>
    sql.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO shop (id, currency, time_zone, scopes)
         VALUES ($1, $2, $3, ARRAY(SELECT jsonb_array_elements_text($4::jsonb)))
         ON CONFLICT (id) DO UPDATE SET currency = excluded.currency, time_zone = excluded.time_zone,
           scopes = excluded.scopes, uninstalled_at = NULL,
           history_state = CASE WHEN shop.uninstalled_at IS NULL THEN shop.history_state ELSE 'waiting' END`,
        [id, currency, timeZone, JSON.stringify(scopes)],
      )
      await tx.query(`INSERT INTO lane (shop) VALUES ($1) ON CONFLICT DO NOTHING`, [id])
    }),
  /** False when reading the past has not failed. */
  readAgain: async (id: string): Promise<boolean> => {
    const rows = await sql.query(
      `UPDATE shop SET history_state = 'waiting', history_problem = NULL
       WHERE id = $1 AND history_state = 'failed' AND uninstalled_at IS NULL RETURNING id`,
      [id],
    )
    return rows.length > 0
  },
  /**
   * `set` when the shop's past is now to be read again, for birthdays stand in customers' records and no webhook tells of
   * them; `reading` when it is being read just then, and nothing was changed.
   */
  setBirthdayMetafield: async (id: string, metafield: string | null): Promise<'set' | 'kept' | 'reading'> => {
    const [row] = await sql.query<{ answer: 'set' | 'kept' | 'reading' }>(
      `WITH held AS (SELECT birthday_metafield, history_state FROM shop WHERE id = $1 FOR UPDATE),
       changed AS (
         UPDATE shop SET birthday_metafield = $2,
           history_state = CASE WHEN $2::text IS NULL THEN shop.history_state ELSE 'waiting' END
         FROM held WHERE shop.id = $1 AND held.history_state <> 'reading'
           AND held.birthday_metafield IS DISTINCT FROM $2::text RETURNING shop.id)
       SELECT CASE WHEN held.birthday_metafield IS NOT DISTINCT FROM $2::text THEN 'kept'
         WHEN held.history_state = 'reading' THEN 'reading'
         WHEN $2::text IS NULL THEN 'kept' ELSE 'set' END AS answer
       FROM held`,
      [id, metafield],
    )
    return row?.answer ?? 'kept'
  },
  /** Installed shops with a rule of one of these triggers that is live or watched, and since when. */
  withLiveRules: async (triggers: readonly string[]): Promise<DailyShop[]> => {
    const rows = await sql.query<Omit<DailyShop, 'since'> & { since: Date }>(
      `SELECT shop.id AS shop, shop.time_zone AS "timeZone", min(rule.live_since) AS since, lane.begun_day AS "begunDay"
       FROM shop
       JOIN lane ON lane.shop = shop.id
       JOIN rule ON rule.shop = shop.id AND rule.state IN ('shadow', 'live')
       JOIN rule_version v ON v.shop = rule.shop AND v.rule_id = rule.id AND v.version = rule.runs
       WHERE shop.uninstalled_at IS NULL AND (v.document->>'trigger' IN (SELECT jsonb_array_elements_text($1::jsonb))
           OR v.document->'limits'->>'whenHeardEnough' = 'wait')
       GROUP BY shop.id, lane.begun_day`,
      [JSON.stringify(triggers)],
    )
    return rows.map((row) => ({ ...row, since: row.since.getTime() }))
  },
  /** Shops with something to do: deliveries, effects, a past to be read, rules to be tried on it, offers to be looked at, or a checkout. */
  withWork: async (): Promise<
    {
      shop: string
      reading: boolean
      deliveries: boolean
      effects: boolean
      backtests: boolean
      parity: boolean
      checkout: boolean
    }[]
  > =>
    sql.query(
      `SELECT id AS shop,
         history_state IN ('waiting', 'reading') AS reading,
         EXISTS (SELECT 1 FROM delivery d WHERE d.shop = shop.id AND d.status IN ('pending', 'parked')) AS deliveries,
         stopped_at IS NULL AND EXISTS (SELECT 1 FROM effect e WHERE e.shop = shop.id AND e.state = 'pending') AS effects,
         ${BACKTESTS_TO_WORK} AS backtests,
         ${PARITY_TO_WORK} AS parity,
         history_state = 'done' AND ${CHECKOUT_TO_WORK} AS checkout
       FROM shop WHERE uninstalled_at IS NULL`,
    ),
})

export type Shops = ReturnType<typeof createShops>
