import type { ClaimedEffect, EffectState, Effects, KeyedEffect } from '../engine/ports.ts'
import type { EntryKind } from '../ledger/entries.ts'
import { toJson } from './json.ts'
import type { Sql } from './sql.ts'

export const createEffects = (sql: Sql): Effects => ({
  lease: async (shop, holder, forMs) => {
    const held = await sql.query(
      `UPDATE shop SET acting_until = clock_timestamp() + $3::float8 * interval '1 millisecond', acting_holder = $2
       WHERE id = $1 AND (acting_holder = $2 OR acting_until IS NULL OR acting_until < clock_timestamp())
       RETURNING id`,
      [shop, holder, forMs],
    )
    return held.length > 0
  },
  release: async (shop, holder) => {
    await sql.query(`UPDATE shop SET acting_until = NULL, acting_holder = NULL WHERE id = $1 AND acting_holder = $2`, [
      shop,
      holder,
    ])
  },
  due: async (shop, limit) => {
    const rows = await sql.query<EffectRow>(
      `SELECT key, body, subject, entry_kind, entry_id, rule_id, attempts FROM effect
       WHERE shop = $1 AND state = 'pending' AND next_at <= clock_timestamp() ORDER BY id LIMIT $2`,
      [shop, limit],
    )
    return rows.map(
      (row): ClaimedEffect => ({
        key: row.key,
        effect: row.body,
        subject: row.subject,
        entry: { kind: row.entry_kind, id: row.entry_id },
        ruleId: row.rule_id,
        attempts: row.attempts,
      }),
    )
  },
  settle: async (shop, outcomes) => {
    await sql.query(
      `UPDATE effect
       SET state = r.state, attempts = attempts + 1, problem = r.problem, result = coalesce(r.result, effect.result),
           done_at = CASE WHEN r.state = 'done' THEN clock_timestamp() END,
           next_at = clock_timestamp() + r.next_in_ms * interval '1 millisecond'
       FROM jsonb_to_recordset($2::jsonb) AS r (key text, state text, problem text, result jsonb, next_in_ms float8)
       WHERE effect.shop = $1 AND effect.key = r.key AND effect.state = 'pending'`,
      [
        shop,
        toJson(
          outcomes.map(({ key, performed, nextInMs }) => ({
            key,
            state: performed.outcome === 'retry' ? 'pending' : performed.outcome,
            problem: performed.outcome === 'done' ? null : performed.reason,
            result: performed.outcome === 'done' ? (performed.result ?? null) : null,
            next_in_ms: nextInMs,
          })),
        ),
      ],
    )
  },
  find: async (shop, key) => {
    const [row] = await sql.query<EffectState>(
      `SELECT body AS effect, state, problem, result, (extract(epoch FROM planned_at) * 1000)::float8 AS "plannedAt",
         (extract(epoch FROM done_at) * 1000)::float8 AS "doneAt"
       FROM effect WHERE shop = $1 AND key = $2`,
      [shop, key],
    )
    return row ?? null
  },
  nextDueMs: async (shop) => {
    const [row] = await sql.query<{ ms: number | null }>(
      `SELECT (extract(epoch FROM min(next_at) - clock_timestamp()) * 1000)::float8 AS ms
       FROM effect WHERE shop = $1 AND state = 'pending'`,
      [shop],
    )
    return row?.ms === null || row?.ms === undefined ? null : Math.max(0, Math.ceil(row.ms))
  },
  createTask: async (shop, { key, effect, entry, ruleId }) => {
    if (effect.kind !== 'task') return
    await sql.query(
      `INSERT INTO task (shop, id, kind, title, body, customer_id, order_id, due_on, assignee, entry_kind, entry_id, rule_id, priority)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, coalesce(
         (SELECT priority FROM decision
          WHERE shop = $1 AND entry_kind = $10 AND entry_id = $11 AND rule_id = $12 AND subject = $6), 0)
       ON CONFLICT DO NOTHING`,
      [
        shop,
        key,
        effect.taskKind,
        effect.title,
        effect.body,
        effect.customerId,
        effect.orderId,
        effect.dueOn,
        effect.assignee,
        entry.kind,
        entry.id,
        ruleId,
      ],
    )
  },
})

type EffectRow = {
  key: string
  body: KeyedEffect['effect']
  subject: string
  entry_kind: EntryKind
  entry_id: string
  rule_id: string | null
  attempts: number
}
