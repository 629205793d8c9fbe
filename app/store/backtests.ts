import { randomUUID } from 'node:crypto'
import type { RuleBacktestResult } from '../engine/rule-backtest.ts'
import type { RuleDocument } from '../rules/types.ts'
import { iso, storable, toJson } from './json.ts'
import type { Sql } from './sql.ts'

export type BacktestState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** A rule document to be tried on the shop's past; moments in epoch milliseconds. */
export type BacktestRequest = {
  readonly document: RuleDocument
  /** The saved rule that it is a version or a draft of. */
  readonly ruleId: string | null
  readonly from: number | null
  readonly to: number | null
  readonly by: string
}

export type BacktestRow = {
  readonly id: string
  readonly ruleId: string | null
  readonly document: RuleDocument
  readonly from: Date | null
  readonly to: Date | null
  readonly state: BacktestState
  readonly attempts: number
  readonly read: number
  readonly of: number | null
  readonly result: RuleBacktestResult | null
  readonly problem: string | null
  readonly createdAt: Date
  readonly endedAt: Date | null
}

/** More at once would only make each other wait. */
const MOST_UNFINISHED = 3
const KEPT_FOR = '14 days'

/** Has something to do: work, or results that nobody needs any more. */
export const BACKTESTS_TO_WORK = `EXISTS (
  SELECT 1 FROM backtest b WHERE b.shop = shop.id
    AND (b.state IN ('queued', 'running') OR b.ended_at < clock_timestamp() - interval '${KEPT_FOR}'))`

export const createBacktests = (sql: Sql) => ({
  /** Its id; null when the shop has as many under way as it may. */
  create: (shop: string, { document, ruleId, from, to, by }: BacktestRequest): Promise<string | null> =>
    sql.transaction(async (tx) => {
      // Two requests at once must not both be the last that is allowed.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('backtest ' || $1, 0))`, [shop])
      const id = `bkt_${randomUUID().replaceAll('-', '').slice(0, 20)}`
      const made = await tx.query(
        `INSERT INTO backtest (shop, id, rule_id, document, decide_from, decide_to, created_by)
         SELECT $1, $2, $3, $4::jsonb, $5::timestamptz, $6::timestamptz, $7
         WHERE (SELECT count(*) FROM backtest WHERE shop = $1 AND state IN ('queued', 'running')) < ${MOST_UNFINISHED}
         RETURNING id`,
        [shop, id, ruleId, toJson(document), from === null ? null : iso(from), to === null ? null : iso(to), by],
      )
      return made.length > 0 ? id : null
    }),
  find: async (shop: string, id: string): Promise<BacktestRow | null> => {
    const [row] = await sql.query<BacktestRow>(`SELECT ${COLUMNS} FROM backtest WHERE shop = $1 AND id = $2`, [
      shop,
      id,
    ])
    return row ?? null
  },
  /** The last one of a saved rule. */
  latest: async (shop: string, ruleId: string): Promise<BacktestRow | null> => {
    const [row] = await sql.query<BacktestRow>(
      `SELECT ${COLUMNS} FROM backtest WHERE shop = $1 AND rule_id = $2 ORDER BY created_at DESC, id LIMIT 1`,
      [shop, ruleId],
    )
    return row ?? null
  },
  /** False when it was over already, or is not there. */
  cancel: async (shop: string, id: string): Promise<boolean> => {
    const rows = await sql.query(
      `UPDATE backtest SET state = 'cancelled', ${LET_GO}, ended_at = clock_timestamp()
       WHERE shop = $1 AND id = $2 AND state IN ('queued', 'running') RETURNING id`,
      [shop, id],
    )
    return rows.length > 0
  },
  /** The first that waits, or that was left behind, for `holder` alone until `forMs` from now. */
  claim: async (shop: string, holder: string, forMs: number): Promise<BacktestRow | null> => {
    const [row] = await sql.query<BacktestRow>(
      `UPDATE backtest SET state = 'running', holder = $2, held_until = ${fromNow('$3')}, attempts = attempts + 1,
         entries_read = 0
       WHERE shop = $1 AND id = (
         SELECT id FROM backtest
         WHERE shop = $1 AND (state = 'queued' OR (state = 'running' AND held_until <= clock_timestamp()))
         ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [shop, holder, forMs],
    )
    return row ?? null
  },
  /** Milliseconds until one that somebody else holds may be taken up; null when none is under way. */
  nextDueMs: async (shop: string): Promise<number | null> => {
    const [row] = await sql.query<{ ms: number | null }>(
      `SELECT (extract(epoch FROM min(coalesce(held_until, clock_timestamp())) - clock_timestamp()) * 1000)::float8 AS ms
       FROM backtest WHERE shop = $1 AND state IN ('queued', 'running')`,
      [shop],
    )
    return typeof row?.ms === 'number' ? Math.max(0, Math.ceil(row.ms)) : null
  },
  /** Says how far it is and holds on to it; false when it is no longer ours: cancelled, or taken up by another. */
  progress: async (
    shop: string,
    id: string,
    holder: string,
    { read, of, forMs }: { readonly read: number; readonly of: number; readonly forMs: number },
  ): Promise<boolean> => {
    const rows = await sql.query(
      `UPDATE backtest SET entries_read = $4, entries_of = $5, held_until = ${fromNow('$6')}
       WHERE shop = $1 AND id = $2 AND holder = $3 AND state = 'running' RETURNING id`,
      [shop, id, holder, read, of, forMs],
    )
    return rows.length > 0
  },
  finish: async (shop: string, id: string, holder: string, result: RuleBacktestResult): Promise<void> => {
    await sql.query(
      `UPDATE backtest SET state = 'done', result = $4::jsonb, entries_read = coalesce(entries_of, entries_read),
         ${LET_GO}, ended_at = clock_timestamp()
       WHERE shop = $1 AND id = $2 AND holder = $3 AND state = 'running'`,
      [shop, id, holder, toJson(result)],
    )
  },
  fail: async (shop: string, id: string, holder: string, problem: string): Promise<void> => {
    await sql.query(
      `UPDATE backtest SET state = 'failed', problem = $4, ${LET_GO}, ended_at = clock_timestamp()
       WHERE shop = $1 AND id = $2 AND holder = $3 AND state = 'running'`,
      [shop, id, holder, storable(problem)],
    )
  },
  /** Gives one back that somebody else shall take up, as if it had not been begun. */
  release: async (shop: string, id: string, holder: string): Promise<void> => {
    await sql.query(
      `UPDATE backtest SET state = 'queued', attempts = attempts - 1, ${LET_GO}
       WHERE shop = $1 AND id = $2 AND holder = $3 AND state = 'running'`,
      [shop, id, holder],
    )
  },
  removeOld: async (shop: string): Promise<void> => {
    await sql.query(`DELETE FROM backtest WHERE shop = $1 AND ended_at < clock_timestamp() - interval '${KEPT_FOR}'`, [
      shop,
    ])
  },
})

export type Backtests = ReturnType<typeof createBacktests>

const COLUMNS = `id, rule_id AS "ruleId", document, decide_from AS "from", decide_to AS "to", state, attempts,
  entries_read AS read, entries_of AS of, result, problem, created_at AS "createdAt", ended_at AS "endedAt"`

const LET_GO = 'holder = NULL, held_until = NULL'

const fromNow = (ms: string): string => `clock_timestamp() + ${ms}::float8 * interval '1 millisecond'`
