import type { CheckoutState, Checkouts, DueStanding, StandingOutcome } from '../engine/checkout-ports.ts'
import type { CheckoutAsked } from '../engine/measure-policy.ts'
import { storable, toJson } from './json.ts'
import { checkoutIn } from './lane-checkout.ts'
import type { Sql } from './sql.ts'

/** A shop where something may be due at the checkout: rules are live there, or customers are to be told. */
export const CHECKOUT_TO_WORK = `(
  EXISTS (SELECT 1 FROM standing_leaf l WHERE l.shop = shop.id)
  OR EXISTS (
    SELECT 1 FROM rule r JOIN rule_version v ON v.shop = r.shop AND v.rule_id = r.id AND v.version = r.runs
    WHERE r.shop = shop.id AND r.state = 'live' AND v.document->>'trigger' = 'checkout'))`

export type StandingsProgress = {
  readonly customers: number
  readonly told: number
  readonly waiting: number
  readonly gone: number
  /** Of whom it did not work yet, and why it did not for one of them. */
  readonly troubled: number
  readonly problem: string | null
}

export const createCheckouts = (sql: Sql) => {
  const checkouts: Checkouts = {
    lease: async (shop, holder, forMs) => {
      const rows = await sql.query(
        `INSERT INTO checkout AS c (shop, holder, held_until) VALUES ($1, $2, ${FROM_NOW})
         ON CONFLICT (shop) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
         WHERE c.holder = $2 OR c.held_until IS NULL OR c.held_until < clock_timestamp()
         RETURNING shop`,
        [shop, holder, forMs],
      )
      return rows.length > 0
    },
    release: async (shop, holder) => {
      await sql.query(`UPDATE checkout SET holder = NULL, held_until = NULL WHERE shop = $1 AND holder = $2`, [
        shop,
        holder,
      ])
    },
    find: async (shop) => {
      const [row] = await sql.query<CheckoutState>(
        `SELECT way, way_problem AS "wayProblem", way_at AS "wayAt", discount_id AS "discountId", problem,
           coalesce("left", '[]') AS "left", checked_at AS "checkedAt", points FROM checkout WHERE shop = $1`,
        [shop],
      )
      return row ?? UNKNOWN
    },
    note: (shop, change) =>
      sql.transaction(async (tx) => {
        await tx.query(`INSERT INTO checkout (shop) VALUES ($1) ON CONFLICT DO NOTHING`, [shop])
        const [held] = await tx.query<{ state: Record<string, unknown> }>(
          `SELECT jsonb_build_object('way', way, 'wayProblem', way_problem, 'wayAt', way_at, 'discountId', discount_id,
             'problem', problem, 'left', "left", 'checkedAt', checked_at, 'points', points) AS state
           FROM checkout WHERE shop = $1 FOR UPDATE`,
          [shop],
        )
        await tx.query(
          `UPDATE checkout SET way = r."way", way_problem = r."wayProblem", way_at = r."wayAt",
             discount_id = r."discountId", problem = r.problem, "left" = r."left", checked_at = r."checkedAt",
             points = r.points
           FROM jsonb_to_record($2::jsonb) AS r ("way" text, "wayProblem" text, "wayAt" timestamptz, "discountId" text,
             problem text, "left" jsonb, "checkedAt" timestamptz, points int)
           WHERE checkout.shop = $1`,
          [shop, toJson({ ...held?.state, ...change })],
        )
      }),
    due: (shop, limit) =>
      sql.query<DueStanding>(
        `SELECT customer_id AS "customerId", value, told, orders_offset AS "ordersOffset", attempts FROM standing
         WHERE shop = $1 AND due_at <= clock_timestamp() ORDER BY due_at, customer_id LIMIT $2`,
        [shop, limit],
      ),
    settle: async (shop, outcomes) => {
      if (outcomes.length > 0) await sql.query(SETTLE, [shop, toJson(outcomes.map(toRow))])
    },
    nextDueMs: async (shop) => {
      const [row] = await sql.query<{ ms: number | null }>(
        `SELECT (extract(epoch FROM min(due_at) - clock_timestamp()) * 1000)::float8 AS ms FROM standing WHERE shop = $1`,
        [shop],
      )
      return typeof row?.ms === 'number' ? Math.max(0, Math.ceil(row.ms)) : null
    },
  }
  return {
    ...checkouts,
    /** What rules ask of customers already, and of which rules customers keep an offer. */
    asked: async (shop: string): Promise<CheckoutAsked> => {
      const lane = checkoutIn(sql, shop, { hasLeaves: true, isReady: true })
      return { leaves: await lane.leaves(), heldRuleIds: await lane.heldRules() }
    },
    /** How far customers have been told. */
    progress: async (shop: string): Promise<StandingsProgress> => {
      const [row] = await sql.query<StandingsProgress>(
        `SELECT (SELECT count(*) FROM customer c WHERE c.shop = $1 AND c.history IS NOT NULL)::int AS customers,
           count(*) FILTER (WHERE told IS NOT NULL AND due_at IS NULL)::int AS told,
           count(*) FILTER (WHERE due_at IS NOT NULL)::int AS waiting,
           count(*) FILTER (WHERE is_gone)::int AS gone,
           count(*) FILTER (WHERE problem IS NOT NULL)::int AS troubled, max(problem) AS problem
         FROM standing WHERE shop = $1`,
        [shop],
      )
      return row ?? { customers: 0, told: 0, waiting: 0, gone: 0, troubled: 0, problem: null }
    },
  }
}

const UNKNOWN: CheckoutState = {
  ...{ way: 'function', wayProblem: null, wayAt: null, discountId: null, problem: null },
  ...{ left: [], checkedAt: null, points: null },
}

const FROM_NOW = `clock_timestamp() + $3::float8 * interval '1 millisecond'`

/** What changed while it was being told is still due. */
const SETTLE = `
  UPDATE standing s SET
    told = CASE WHEN r."is" = 'told' THEN r.value ELSE s.told END,
    told_at = CASE WHEN r."is" = 'told' THEN clock_timestamp() ELSE s.told_at END,
    orders_offset = CASE WHEN r."is" = 'told' THEN r.orders_offset ELSE s.orders_offset END,
    is_gone = s.is_gone OR r."is" = 'gone',
    attempts = CASE WHEN r."is" = 'retry' THEN s.attempts + 1 ELSE 0 END,
    problem = r.problem,
    due_at = CASE
      WHEN r."is" = 'gone' THEN NULL
      WHEN r."is" = 'told' AND s.value IS DISTINCT FROM r.value THEN coalesce(s.due_at, clock_timestamp())
      ELSE clock_timestamp() + r.in_ms * interval '1 millisecond' END
  FROM jsonb_to_recordset($2::jsonb)
    AS r (customer_id text, "is" text, value jsonb, orders_offset int, problem text, in_ms float8)
  WHERE s.shop = $1 AND s.customer_id = r.customer_id`

const toRow = (outcome: StandingOutcome) => ({
  customer_id: outcome.customerId,
  is: outcome.is,
  value: outcome.is === 'told' ? outcome.value : null,
  orders_offset: outcome.is === 'told' ? outcome.ordersOffset : null,
  problem: outcome.is === 'retry' ? storable(outcome.problem) : null,
  in_ms: outcome.is === 'retry' ? outcome.inMs : outcome.is === 'told' ? outcome.againInMs : null,
})
