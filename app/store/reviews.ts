import type { WithdrawEffect } from '../engine/ports.ts'
import { OF_GRANT } from './grants.ts'
import { toJson } from './json.ts'
import type { Sql } from './sql.ts'

/** How far the taking back of a code is. */
export type TakeBack = {
  readonly code: string
  /** Null where nobody has asked for it. */
  readonly state: 'pending' | 'failed' | null
  readonly problem: string | null
}

/** What a person may take back of something that has lost its reason: a code that was not used and has not run out. */
export const createReviews = (sql: Sql) => ({
  /** Null where there is nothing to take back. */
  takeBackOf: async (shop: string, taskId: string): Promise<TakeBack | null> => {
    const [row] = await sql.query<TakeBack>(`SELECT f.code, w.state, w.problem ${CODE} ORDER BY f.id LIMIT 1`, [
      shop,
      taskId,
    ])
    return row ?? null
  },
  /** Has it taken back, once more where that failed; the task is done when it is. False where there is nothing to take back. */
  takeBack: (shop: string, taskId: string, by: string): Promise<boolean> =>
    sql.transaction(async (tx) => {
      const [found] = await tx.query<Found>(
        `SELECT f.key AS "codeKey", f.code, f."discountId", f.subject, f.entry_kind, f.entry_id, f.rule_id,
           t.customer_id AS "customerId" ${CODE} ORDER BY f.id LIMIT 1`,
        [shop, taskId],
      )
      if (found === undefined) return false
      const { codeKey, code, discountId, customerId } = found
      const effect: WithdrawEffect = { kind: 'withdraw', customerId, code, codeKey, discountId, taskId, by }
      await tx.query(
        `INSERT INTO effect (shop, key, kind, subject, entry_kind, entry_id, rule_id, body)
         VALUES ($1, $2, 'withdraw', $3, $4, $5, $6, $7::jsonb)
         ON CONFLICT (shop, key) DO UPDATE SET state = 'pending', problem = NULL, next_at = clock_timestamp()
           WHERE effect.state = 'failed'`,
        [
          shop,
          `${WITHDRAWALS}${codeKey}`,
          found.subject,
          found.entry_kind,
          found.entry_id,
          found.rule_id,
          toJson(effect),
        ],
      )
      return true
    }),
})

/** Keys of these begin so. */
const WITHDRAWALS = 'undo:withdraw:'

export const isWithdrawal = (key: string): boolean => key.startsWith(WITHDRAWALS)

type Found = Pick<WithdrawEffect, 'codeKey' | 'code' | 'discountId' | 'customerId'> & {
  subject: string
  entry_kind: string
  entry_id: string
  rule_id: string
}

const CODE = `
  FROM task t
  JOIN granted g ON g.shop = t.shop AND g.entry_kind = t.entry_kind AND g.entry_id = t.entry_id AND g.rule_id = t.rule_id
    AND g.customer_id = t.customer_id AND g.state = 'reserved'
    AND (g.expires_at IS NULL OR g.expires_at > clock_timestamp())
  JOIN (SELECT *, result->>'code' AS code, result->>'discountId' AS "discountId" FROM effect) f
    ON ${OF_GRANT} AND f.kind = 'code' AND f.state = 'done' AND f.code = g.code
  LEFT JOIN effect w ON w.shop = f.shop AND w.key = '${WITHDRAWALS}' || f.key
  WHERE t.shop = $1 AND t.id = $2 AND t.kind = 'review' AND t.state = 'open'`

/** In the lane's turn: codes that are taken back give back what they took, and whoever decided on them is done. */
export const takeBackCodes = async (tx: Sql, shop: string, keys: readonly string[]): Promise<void> => {
  await tx.query(
    `WITH taken AS (
       UPDATE effect f SET state = 'undone'
       FROM effect w, granted g
       WHERE w.shop = $1 AND w.key IN (SELECT jsonb_array_elements_text($2::jsonb)) AND w.state = 'done'
         AND f.shop = w.shop AND f.key = w.body->>'codeKey' AND f.state = 'done' AND ${OF_GRANT} AND g.state = 'reserved'
       RETURNING f.shop, f.entry_kind, f.entry_id, f.rule_id, f.subject, w.body),
     released AS (
       UPDATE granted g SET state = 'released', settled_at = clock_timestamp() FROM taken f
       WHERE ${OF_GRANT} AND g.state = 'reserved' RETURNING g.shop),
     decided AS (
       UPDATE task t SET state = 'done', outcome = 'taken_back', note = '', completed_by = f.body->>'by',
         completed_at = clock_timestamp()
       FROM taken f WHERE t.shop = f.shop AND t.id = f.body->>'taskId' AND t.state = 'open')
     UPDATE lane SET version = version + 1 WHERE shop IN (SELECT shop FROM released)`,
    [shop, JSON.stringify(keys)],
  )
}
