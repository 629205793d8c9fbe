import type { ShopParityReport } from '../engine/shop-parity.ts'
import type { RuleDocument } from '../rules/types.ts'
import { iso, storable, toJson } from './json.ts'
import type { Sql } from './sql.ts'

export type ParityState = 'waiting' | 'reading' | 'done' | 'failed'

export type ParityRow = {
  readonly state: ParityState
  /** Something changed since, or somebody asked. */
  readonly isDue: boolean
  readonly attempts: number
  readonly read: number
  readonly of: number | null
  readonly problem: string | null
  readonly lookedAt: Date | null
  readonly fingerprint: string | null
  readonly foundAt: Date | null
  readonly isCut: boolean
  readonly report: ShopParityReport | null
}

/** What people said of an offer, and the rule that gives regulars the same. */
export type ParityOfferRow = {
  readonly offerId: string
  readonly title: string
  readonly newcomersOnly: boolean | null
  readonly saidBy: string | null
  readonly saidAt: Date | null
  readonly companion: Companion | null
}
export type Companion = {
  readonly ruleId: string
  /** The version that we saved last: a later one is somebody's own. */
  readonly version: number
  /** Its document, as it followed from the offer then. */
  readonly madeFrom: RuleDocument
  readonly madeAt: Date
  /** Why it could not be brought in step with the offer. */
  readonly problem: string | null
}

export type Found = { readonly report: ShopParityReport; readonly fingerprint: string; readonly isCut: boolean }

/** After a look the next one rests, so that a shop that changes its discounts all the time is not read all the time. */
const REST = '20 seconds'
/** So that what changes together is read together. */
const GATHER = '1 second'

const DUE = `coalesce(CASE WHEN p.state = 'reading' THEN p.held_until <= clock_timestamp() ELSE
  p.begun_at IS NULL OR p.due_at <= clock_timestamp()
  OR p.looked_at < clock_timestamp() - interval '24 hours'
  OR (p.state = 'done' AND (
    EXISTS (SELECT 1 FROM rule_change c
      WHERE c.shop = p.shop AND c.what IN ('state', 'restored') AND c.changed_at > p.begun_at)
    OR EXISTS (SELECT 1 FROM policies h WHERE h.shop = p.shop AND h.changed_at > p.begun_at))) END, false)`

/** The shop's offers are to be looked at: for the first time, again, or because whoever did is gone. */
export const PARITY_TO_WORK = `(history_state = 'done'
  AND NOT EXISTS (SELECT 1 FROM parity p WHERE p.shop = shop.id AND NOT ${DUE}))`

/** In the transaction that learns of it. A code that one of our own rules has just made is no change of the shop's. */
export const writeOffersChanged = async (
  tx: Sql,
  shop: string,
  discountIds: readonly (string | null)[],
): Promise<void> => {
  await tx.query(
    `WITH foreign_change AS (
       SELECT 1 FROM jsonb_array_elements_text($2::jsonb) AS changed (id)
       WHERE NOT EXISTS (
         SELECT 1 FROM effect e WHERE e.shop = $1 AND e.state = 'done' AND e.kind = 'code'
           AND e.next_at > clock_timestamp() - interval '1 day' AND e.result->>'discountId' LIKE '%/' || changed.id)
       LIMIT 1)
     UPDATE parity SET due_at = least(due_at, greatest(clock_timestamp() + interval '${GATHER}', begun_at + interval '${REST}'))
     WHERE shop = $1 AND EXISTS (SELECT 1 FROM foreign_change)`,
    [shop, JSON.stringify(discountIds.map((id) => id ?? ''))],
  )
}

/** What the guard found of the shop's offers. One look at a time, wherever it is done. */
export const createParity = (sql: Sql) => ({
  find: async (shop: string): Promise<ParityRow | null> => {
    const [row] = await sql.query<ParityRow>(`SELECT ${COLUMNS} FROM parity p WHERE p.shop = $1`, [shop])
    return row ?? null
  },
  /** Has the offers looked at as soon as may be; `anew` also where nothing seems to have changed. */
  ask: async (shop: string, { anew }: { readonly anew: boolean }): Promise<void> => {
    await sql.query(
      `INSERT INTO parity (shop, due_at) VALUES ($1, clock_timestamp())
       ON CONFLICT (shop) DO UPDATE SET due_at = excluded.due_at,
         fingerprint = CASE WHEN $2 THEN NULL ELSE parity.fingerprint END`,
      [shop, anew],
    )
  },
  /** Null when there is nothing to look at now, or somebody else is at it. */
  claim: (shop: string, holder: string, forMs: number): Promise<ParityRow | null> =>
    sql.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO parity (shop) SELECT id FROM shop
         WHERE id = $1 AND history_state = 'done' AND uninstalled_at IS NULL ON CONFLICT DO NOTHING`,
        [shop],
      )
      const [row] = await tx.query<ParityRow>(
        `UPDATE parity p SET state = 'reading', holder = $2, held_until = ${fromNow('$3')}, begun_at = clock_timestamp(),
           attempts = p.attempts + 1, entries_read = 0, entries_of = NULL, due_at = NULL
         FROM shop WHERE shop.id = p.shop AND p.shop = $1 AND shop.history_state = 'done' AND shop.uninstalled_at IS NULL
           AND ${DUE}
         RETURNING ${COLUMNS}`,
        [shop, holder, forMs],
      )
      return row ?? null
    }),
  /** Milliseconds until there is something to look at that is known of now; null where there is not. */
  nextDueMs: async (shop: string): Promise<number | null> => {
    const [row] = await sql.query<{ ms: number | null }>(
      `SELECT (extract(epoch FROM
         CASE WHEN ${DUE} THEN clock_timestamp() WHEN p.state = 'reading' THEN p.held_until ELSE p.due_at END
         - clock_timestamp()) * 1000)::float8 AS ms
       FROM parity p WHERE p.shop = $1`,
      [shop],
    )
    return typeof row?.ms === 'number' ? Math.max(0, Math.ceil(row.ms)) : null
  },
  /** Says how far it is and holds on to it; false when it is no longer ours. */
  progress: async (
    shop: string,
    holder: string,
    { read, of, forMs }: { readonly read: number; readonly of: number | null; readonly forMs: number },
  ): Promise<boolean> => {
    const rows = await sql.query(
      `UPDATE parity SET entries_read = $3, entries_of = $4, held_until = ${fromNow('$5')}
       WHERE shop = $1 AND holder = $2 AND state = 'reading' RETURNING shop`,
      [shop, holder, read, of, forMs],
    )
    return rows.length > 0
  },
  /** Null: what was found last is still so. `until`, epoch milliseconds, is when an offer begins or ends next. */
  finish: async (shop: string, holder: string, found: Found | null, until: number | null): Promise<void> => {
    await sql.query(
      `UPDATE parity SET state = 'done', ${LET_GO}, attempts = 0, problem = NULL, looked_at = clock_timestamp(),
         due_at = least(due_at, $3::timestamptz)
         ${found === null ? '' : ', report = $4::jsonb, fingerprint = $5, is_cut = $6, found_at = clock_timestamp()'}
       WHERE shop = $1 AND holder = $2 AND state = 'reading'`,
      [
        ...[shop, holder, until === null ? null : iso(until)],
        ...(found === null ? [] : [toJson(found.report), found.fingerprint, found.isCut]),
      ],
    )
  },
  /** What was found before stays; it is tried again after `againMs`, or with the next day. */
  fail: async (shop: string, holder: string, problem: string, againMs: number | null): Promise<void> => {
    await sql.query(
      `UPDATE parity SET state = 'failed', ${LET_GO}, attempts = 0, problem = $3, looked_at = clock_timestamp(),
         due_at = least(due_at, ${fromNow('$4')})
       WHERE shop = $1 AND holder = $2 AND state = 'reading'`,
      [shop, holder, storable(problem), againMs],
    )
  },
  /** Gives it back as if it had not been begun. */
  release: async (shop: string, holder: string): Promise<void> => {
    await sql.query(
      `UPDATE parity SET state = CASE WHEN report IS NULL THEN 'waiting' ELSE 'done' END, ${LET_GO},
         attempts = attempts - 1, due_at = clock_timestamp()
       WHERE shop = $1 AND holder = $2 AND state = 'reading'`,
      [shop, holder],
    )
  },

  offers: async (shop: string): Promise<ParityOfferRow[]> => {
    const rows = await sql.query<OfferRow>(`SELECT ${OFFER_COLUMNS} FROM parity_offer WHERE shop = $1`, [shop])
    return rows.map(toOffer)
  },
  /** Null takes back what was said. */
  answer: async (
    shop: string,
    { id, title }: { readonly id: string; readonly title: string },
    newcomersOnly: boolean | null,
    by: string,
  ): Promise<void> => {
    await sql.query(
      `INSERT INTO parity_offer (shop, offer_id, title, newcomers_only, said_by, said_at)
       VALUES ($1, $2, $3, $4, $5, clock_timestamp())
       ON CONFLICT (shop, offer_id) DO UPDATE SET newcomers_only = excluded.newcomers_only, said_by = excluded.said_by,
         said_at = excluded.said_at`,
      [shop, id, storable(title), newcomersOnly, by],
    )
  },
  /** The rule that gives regulars the same, made just now. */
  link: async (
    shop: string,
    { id, title }: { readonly id: string; readonly title: string },
    rule: { readonly id: string; readonly version: number; readonly document: RuleDocument },
  ): Promise<void> => {
    await sql.query(
      `INSERT INTO parity_offer (shop, offer_id, title, rule_id, rule_version, made_from, made_at)
       VALUES ($1, $2, $3, $4, $5, $6::jsonb, clock_timestamp())
       ON CONFLICT (shop, offer_id) DO UPDATE SET title = excluded.title, rule_id = excluded.rule_id,
         rule_version = excluded.rule_version, made_from = excluded.made_from, made_at = excluded.made_at, problem = NULL`,
      [shop, id, storable(title), rule.id, rule.version, toJson(rule.document)],
    )
  },
  /** The rule follows the offer again, by a version of ours. */
  followed: async (shop: string, offerId: string, version: number, document: RuleDocument): Promise<void> => {
    await sql.query(
      `UPDATE parity_offer SET rule_version = $3, made_from = $4::jsonb, problem = NULL WHERE shop = $1 AND offer_id = $2`,
      [shop, offerId, version, toJson(document)],
    )
  },
  /** It cannot follow the offer, and why. */
  stuck: async (shop: string, offerId: string, problem: string): Promise<void> => {
    await sql.query(`UPDATE parity_offer SET problem = $3 WHERE shop = $1 AND offer_id = $2`, [
      shop,
      offerId,
      storable(problem),
    ])
  },
})

export type ParityStore = ReturnType<typeof createParity>

const COLUMNS = `p.state, ${DUE} AS "isDue", p.attempts, p.entries_read AS read, p.entries_of AS of, p.problem,
  p.looked_at AS "lookedAt", p.fingerprint, p.found_at AS "foundAt", p.is_cut AS "isCut", p.report`

const LET_GO = 'holder = NULL, held_until = NULL'

const OFFER_COLUMNS = `offer_id AS "offerId", title, newcomers_only AS "newcomersOnly", said_by AS "saidBy", said_at AS "saidAt",
  rule_id AS "ruleId", rule_version AS version, made_from AS "madeFrom", made_at AS "madeAt", problem`

type OfferRow = Omit<ParityOfferRow, 'companion'> & {
  readonly [Key in keyof Companion]: Companion[Key] | null
}

const toOffer = ({ ruleId, version, madeFrom, madeAt, problem, ...said }: OfferRow): ParityOfferRow => ({
  ...said,
  companion:
    ruleId === null || version === null || madeFrom === null || madeAt === null
      ? null
      : { ruleId, version, madeFrom, madeAt, problem },
})

const fromNow = (ms: string): string => `clock_timestamp() + ${ms}::float8 * interval '1 millisecond'`
