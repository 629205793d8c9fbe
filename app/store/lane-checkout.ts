import type { CheckoutLane, CheckoutState, HeldOffer, NewStanding } from '../engine/checkout-ports.ts'
import type { NumberedLeaf } from '../engine/standings.ts'
import { keyOf } from '../rules/checkout/standing-leaf.ts'
import { iso, toJson } from './json.ts'
import type { Sql } from './sql.ts'
import { type StoredRuleRow, toStoredRule } from './stored-rule.ts'

/** What the checkout is told, inside a lane's transaction. */
export const checkoutIn = (
  tx: Sql,
  shop: string,
  { hasLeaves, isReady }: Pick<CheckoutLane, 'hasLeaves' | 'isReady'>,
): CheckoutLane => ({
  hasLeaves,
  isReady,
  leaves: () =>
    tx.query<NumberedLeaf>(`SELECT number, leaf FROM standing_leaf WHERE shop = $1 ORDER BY number`, [shop]),
  addLeaves: async (added) => {
    // A number that is taken is an error: given out twice, it would mean two things.
    await tx.query(
      `INSERT INTO standing_leaf (shop, number, key, leaf)
       SELECT $1, number, key, leaf FROM jsonb_to_recordset($2::jsonb) AS r (number int, key text, leaf jsonb)`,
      [shop, toJson(added.map(({ number, leaf }) => ({ number, key: keyOf(leaf), leaf })))],
    )
  },
  rules: async () => (await tx.query<StoredRuleRow>(CHECKOUT_RULES, [shop])).map(toStoredRule),
  way: async () => {
    const [row] = await tx.query<{ way: CheckoutState['way'] }>(`SELECT way FROM checkout WHERE shop = $1`, [shop])
    return row?.way ?? 'function'
  },
  heldRules: async () => {
    const rows = await tx.query<{ rule_id: string }>(`SELECT DISTINCT rule_id FROM held_offer WHERE shop = $1`, [shop])
    return new Set(rows.map(({ rule_id }) => rule_id))
  },
  heldOffers: (at, customerIds) =>
    tx.query<HeldOffer>(
      `SELECT DISTINCT customer_id AS "customerId", rule_id AS "ruleId" FROM held_offer
       WHERE shop = $1 AND until > $2::timestamptz
         AND ($3::jsonb IS NULL OR customer_id IN (SELECT jsonb_array_elements_text($3::jsonb)))`,
      [shop, iso(at), customerIds === undefined ? null : JSON.stringify(customerIds)],
    ),
  takeNewHolders: async () => {
    const rows = await tx.query<{ customer_id: string }>(
      `UPDATE held_offer SET is_new = false WHERE shop = $1 AND is_new RETURNING customer_id`,
      [shop],
    )
    return [...new Set(rows.map(({ customer_id }) => customer_id))]
  },
  writeStandings: (standings) => writeStandings(tx, shop, standings),
  computedFor: async () => {
    const [row] = await tx.query<{ computedFor: string | null }>(
      `SELECT computed_for AS "computedFor" FROM checkout WHERE shop = $1`,
      [shop],
    )
    return row?.computedFor ?? null
  },
  setComputedFor: async (computedFor) => {
    await tx.query(
      `INSERT INTO checkout (shop, computed_for) VALUES ($1, $2)
       ON CONFLICT (shop) DO UPDATE SET computed_for = excluded.computed_for`,
      [shop, computedFor],
    )
  },
})

/**
 * What is told already need not be told again, but where another value was due: that may be on its way by now. Who failed
 * before has another chance with what is new.
 */
export const writeStandings = async (tx: Sql, shop: string, standings: readonly NewStanding[]): Promise<void> => {
  if (standings.length === 0) return
  await tx.query(
    `INSERT INTO standing AS s (shop, customer_id, value, due_at)
     SELECT $1, customer_id, value, clock_timestamp()
     FROM jsonb_to_recordset($2::jsonb) AS r (customer_id text, value jsonb)
     ON CONFLICT (shop, customer_id) DO UPDATE SET value = excluded.value, attempts = 0, problem = NULL,
       due_at = CASE WHEN NOT s.is_gone AND (s.due_at IS NOT NULL OR excluded.value IS DISTINCT FROM s.told)
         THEN clock_timestamp() END
     WHERE s.value IS DISTINCT FROM excluded.value`,
    [shop, toJson(standings.map(({ customerId, value }) => ({ customer_id: customerId, value })))],
  )
}

/** Somebody did something to one of these discounts: where it is ours, what it says now is read again. */
export const lookAgainAt = async (tx: Sql, shop: string, discountIds: readonly (string | null)[]): Promise<void> => {
  // Shopify calls one discount by several types, and by one number.
  const numbers = discountIds.flatMap((id) => id?.split('/').at(-1) ?? [])
  await tx.query(
    `UPDATE checkout SET checked_at = NULL WHERE shop = $1
     AND split_part(discount_id, '/', 5) IN (SELECT jsonb_array_elements_text($2::jsonb))`,
    [shop, JSON.stringify(numbers)],
  )
}

/**
 * Shopify takes the function's discount away with the app: all of it is to be told anew, should it come back. Discounts of
 * Shopify's own kind may stay: a way that was tried long ago has them looked for. Customers' tags stay as they were told.
 */
export const forgetCheckout = async (tx: Sql, shop: string): Promise<void> => {
  await tx.query(
    `UPDATE checkout SET discount_id = NULL, checked_at = NULL, problem = NULL,
       way_at = CASE WHEN way = 'native' THEN to_timestamp(0) END WHERE shop = $1`,
    [shop],
  )
  await tx.query(`UPDATE checkout_policy SET until = clock_timestamp() WHERE shop = $1 AND until IS NULL`, [shop])
  await tx.query(
    `UPDATE standing SET told = CASE WHEN told ? 'tags' THEN told END, told_at = NULL, due_at = CASE WHEN is_gone THEN NULL ELSE clock_timestamp() END
     WHERE shop = $1`,
    [shop],
  )
}

const CHECKOUT_RULES = `
  SELECT rule.id, v.version, rule.state, rule.share, rule.seed, rule.live_since, v.document
  FROM rule JOIN rule_version v
    ON v.shop = rule.shop AND v.rule_id = rule.id AND v.version = coalesce(rule.runs, rule.version)
  WHERE rule.shop = $1 AND rule.state IN ('live', 'shadow', 'paused') AND v.document->>'trigger' = 'checkout'
  ORDER BY rule.id`
