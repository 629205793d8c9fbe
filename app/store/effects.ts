import type { ClaimedEffect, EffectOutcome, EffectState, Effects, KeyedEffect, Performed } from '../engine/ports.ts'
import type { EntryKind } from '../ledger/entries.ts'
import { OF_GRANT } from './grants.ts'
import { iso, storable, toJson } from './json.ts'
import { isWithdrawal, takeBackCodes } from './reviews.ts'
import type { Sql } from './sql.ts'

export const createEffects = (sql: Sql): Effects => ({
  lease: async (shop, holder, forMs) => {
    const held = await sql.query(
      `UPDATE shop SET acting_until = clock_timestamp() + $3::float8 * interval '1 millisecond', acting_holder = $2
       WHERE id = $1 AND stopped_at IS NULL
         AND (acting_holder = $2 OR acting_until IS NULL OR acting_until < clock_timestamp())
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
  begin: async (shop, key) => {
    const rows = await sql.query(
      `UPDATE effect SET begun_at = coalesce(begun_at, clock_timestamp()) WHERE shop = $1 AND key = $2 AND state = 'pending'
       RETURNING key`,
      [shop, key],
    )
    return rows.length > 0
  },
  settle: (shop, outcomes) =>
    outcomes.some(({ key, performed }) => needsMore(key, performed))
      ? sql.transaction((tx) => settle(tx, shop, outcomes))
      : writeOutcomes(sql, shop, outcomes),
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
       FROM effect WHERE shop = $1 AND state = 'pending' AND NOT ${IS_STOPPED}`,
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
  keepOffer: async (shop, { key, effect }) => {
    if (effect.kind !== 'keep') return true
    const kept = await sql.query(
      `INSERT INTO held_offer (shop, rule_id, customer_id, effect_key, until)
       SELECT $1, rule.id, $2, $3, $4::timestamptz FROM rule
       JOIN rule_version v ON v.shop = rule.shop AND v.rule_id = rule.id AND v.version = coalesce(rule.runs, rule.version)
       WHERE rule.shop = $1 AND rule.name = $5 AND rule.state <> 'archived' AND v.document->>'trigger' = 'checkout'
       ORDER BY rule.state = 'live' DESC, rule.created_at, rule.id LIMIT 1
       ON CONFLICT (shop, customer_id, rule_id, effect_key) DO UPDATE SET until = excluded.until
       RETURNING rule_id`,
      [shop, effect.customerId, key, iso(effect.until), storable(effect.offer)],
    )
    return kept.length > 0
  },
})

const needsMore = (key: string, performed: Performed): boolean =>
  performed.outcome === 'failed' || codeOf(performed) !== undefined || isWithdrawal(key)

const settle = async (tx: Sql, shop: string, outcomes: readonly EffectOutcome[]): Promise<void> => {
  const failed = outcomes.flatMap(({ key, performed }) => (performed.outcome === 'failed' ? [key] : []))
  // First of all, as whoever decides does: what is given back must not be decided on at the same time.
  const withdrawn = outcomes.flatMap(({ key, performed }) =>
    performed.outcome === 'done' && isWithdrawal(key) ? [key] : [],
  )
  if (failed.length + withdrawn.length > 0) await tx.query(HOLD_LANE, [shop])
  await writeOutcomes(tx, shop, outcomes)
  const codes = outcomes.flatMap(({ key, performed }) => {
    const code = codeOf(performed)
    return code === undefined ? [] : [{ key, code }]
  })
  if (codes.length > 0) await tx.query(NAME_CODES, [shop, toJson(codes)])
  if (failed.length > 0) await tx.query(GIVE_BACK, [shop, toJson(failed)])
  if (withdrawn.length > 0) await takeBackCodes(tx, shop, withdrawn)
}

const codeOf = (performed: Performed): string | undefined =>
  performed.outcome === 'done' && typeof performed.result?.code === 'string' ? performed.result.code : undefined

const writeOutcomes = async (sql: Sql, shop: string, outcomes: readonly EffectOutcome[]): Promise<void> => {
  await sql.query(
    `UPDATE effect
     SET state = r.state, attempts = attempts + CASE WHEN r.is_tried THEN 1 ELSE 0 END,
         begun_at = CASE WHEN r.is_tried OR effect.attempts > 0 THEN effect.begun_at END, problem = r.problem, result = coalesce(r.result, effect.result),
         done_at = CASE WHEN r.state = 'done' THEN clock_timestamp() END,
         next_at = clock_timestamp() + r.next_in_ms * interval '1 millisecond'
     FROM jsonb_to_recordset($2::jsonb) AS r (key text, state text, problem text, result jsonb, next_in_ms float8,
       is_tried boolean)
     WHERE effect.shop = $1 AND effect.key = r.key AND effect.state = 'pending'`,
    [
      shop,
      toJson(
        outcomes.map(({ key, performed, nextInMs }) => ({
          key,
          state: performed.outcome === 'retry' || performed.outcome === 'wait' ? 'pending' : performed.outcome,
          is_tried: performed.outcome !== 'wait',
          problem: performed.outcome === 'done' ? null : performed.reason,
          result: performed.outcome === 'done' ? (performed.result ?? null) : null,
          next_in_ms: nextInMs,
        })),
      ),
    ],
  )
}

const HOLD_LANE = `SELECT version FROM lane WHERE shop = $1 FOR UPDATE`

/** Nothing is due in a shop that is stopped: what is pending waits until it is started again. */
const IS_STOPPED = `EXISTS (SELECT 1 FROM shop WHERE shop.id = $1 AND shop.stopped_at IS NOT NULL)`

/** Grants know their codes by name, for orders name them. */
const NAME_CODES = `
  UPDATE granted g SET code = r.code
  FROM jsonb_to_recordset($2::jsonb) AS r (key text, code text)
  JOIN effect f ON f.shop = $1 AND f.key = r.key AND f.kind = 'code'
  WHERE ${OF_GRANT}`

/** A grant of which nothing came about takes nothing of its rule's limits. What lanes remember of them is no longer true. */
const GIVE_BACK = `
  WITH given_back AS (
    UPDATE granted g SET state = 'released', settled_at = clock_timestamp()
    FROM effect f
    WHERE f.shop = $1 AND f.key IN (SELECT jsonb_array_elements_text($2::jsonb)) AND f.state = 'failed' AND ${OF_GRANT}
      AND g.state = 'reserved' AND NOT EXISTS (
        SELECT 1 FROM effect o WHERE o.shop = f.shop AND o.entry_kind = f.entry_kind AND o.entry_id = f.entry_id
          AND o.rule_id = f.rule_id AND (o.entry_kind <> 'tick' OR o.subject = f.subject) AND o.state IN ('pending', 'done'))
    RETURNING g.shop)
  UPDATE lane SET version = version + 1 WHERE shop IN (SELECT shop FROM given_back)`

type EffectRow = {
  key: string
  body: KeyedEffect['effect']
  subject: string
  entry_kind: EntryKind
  entry_id: string
  rule_id: string | null
  attempts: number
}
