import type { Batch, OfferOutcome, ToldRules } from '../engine/ports.ts'
import { iso, toJson } from './json.ts'
import type { Sql } from './sql.ts'

/** What a rule of the checkout took off an order. */
export type CheckoutUse = {
  readonly ruleId: string
  readonly orderId: string
  /** Minor units. */
  readonly amount: number
  readonly foundBy: NonNullable<OfferOutcome['foundBy']>
  readonly overrun: NonNullable<OfferOutcome['overrun']> | null
  /** The order was called off: nothing was given away. */
  readonly cameBack: boolean
}
/** Of so many orders by people whom a rule was for, so many came with it. */
export type CheckoutShare = {
  readonly ruleId: string
  readonly qualified: number
  readonly carried: number
  /** Given in spite of a limit, or of conditions that held no longer. */
  readonly overruns: number
}
export type UnclearRow = {
  readonly orderId: string
  readonly name: string | null
  readonly title: string
  readonly at: Date
  readonly amount: number
}

export const createCheckoutUses = (sql: Sql) => ({
  /** What came with these orders. */
  onOrders: async (shop: string, orderIds: readonly string[]): Promise<CheckoutUse[]> => {
    if (orderIds.length === 0) return []
    const rows = await sql.query<Omit<CheckoutUse, 'amount'> & { amount: string }>(
      `SELECT u.rule_id AS "ruleId", u.order_id AS "orderId", u.amount::text, u.found_by AS "foundBy", u.overrun,
         coalesce(g.state = 'released', false) AS "cameBack"
       FROM checkout_use u LEFT JOIN granted g ON g.shop = u.shop AND g.rule_id = u.rule_id AND g.entry_kind = 'order'
         AND g.entry_id = u.order_id AND g.customer_id = coalesce(u.customer_id, '')
       WHERE u.shop = $1 AND u.is_carried AND u.order_id IN (SELECT jsonb_array_elements_text($2::jsonb))
       ORDER BY u.order_id, u.rule_id`,
      [shop, JSON.stringify(orderIds)],
    )
    return rows.map(({ amount, ...row }) => ({ ...row, amount: Number(amount) }))
  },
  /** Of every rule that was ever met at a checkout. */
  shares: (shop: string): Promise<CheckoutShare[]> =>
    sql.query<CheckoutShare>(
      `SELECT rule_id AS "ruleId", count(*) FILTER (WHERE is_qualified)::int AS qualified,
         count(*) FILTER (WHERE is_qualified AND is_carried)::int AS carried,
         count(*) FILTER (WHERE is_carried AND overrun IS NOT NULL)::int AS overruns
       FROM checkout_use WHERE shop = $1 GROUP BY rule_id ORDER BY rule_id`,
      [shop],
    ),
  /** What our discount took off and nobody can tell for which rule, latest first. */
  unclear: async (shop: string, limit: number): Promise<UnclearRow[]> => {
    const rows = await sql.query<Omit<UnclearRow, 'amount'> & { amount: string }>(
      `SELECT o.order_id AS "orderId", e.body->>'name' AS name, o.title, o.at, o.amount::text
       FROM unclear_offer o LEFT JOIN entry e ON e.shop = o.shop AND e.kind = 'order' AND e.id = o.order_id
       WHERE o.shop = $1 ORDER BY o.at DESC, o.order_id DESC LIMIT $2`,
      [shop, limit],
    )
    return rows.map(({ amount, ...row }) => ({ ...row, amount: Number(amount) }))
  },
})

export const writeCheckoutUses = async (
  tx: Sql,
  shop: string,
  batch: Pick<Batch, 'decisions' | 'unclearOffers'>,
): Promise<void> => {
  // Who is told apart by nothing but a limit counts neither way.
  const uses = batch.decisions.flatMap(({ offer, verdict, ruleId, orderId, customerId, key }) => {
    if (offer === undefined || orderId === null || (verdict !== 'granted' && !offer.isQualified)) return []
    return [
      {
        rule_id: ruleId,
        order_id: orderId,
        at: iso(key.at),
        customer_id: customerId,
        is_qualified: offer.isQualified,
        is_carried: verdict === 'granted',
        amount: offer.amount,
        found_by: offer.foundBy ?? null,
        overrun: offer.overrun ?? null,
      },
    ]
  })
  if (uses.length > 0)
    await tx.query(
      `INSERT INTO checkout_use (shop, rule_id, order_id, at, customer_id, is_qualified, is_carried, amount, found_by, overrun)
       SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb) AS r (rule_id text, order_id text, at timestamptz, customer_id text,
         is_qualified boolean, is_carried boolean, amount bigint, found_by text, overrun jsonb)
       ON CONFLICT DO NOTHING`,
      [shop, toJson(uses)],
    )
  if (batch.unclearOffers.length === 0) return
  const unclear = batch.unclearOffers.map(({ orderId, title, at, amount }) => ({
    order_id: orderId,
    title,
    at: iso(at),
    amount,
  }))
  await tx.query(
    `INSERT INTO unclear_offer (shop, order_id, title, at, amount)
     SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb) AS r (order_id text, title text, at timestamptz, amount bigint)
     ON CONFLICT DO NOTHING`,
    [shop, toJson(unclear)],
  )
}

/** Which rules the checkout was told of between two moments. */
export const toldAtCheckout = async (tx: Sql, shop: string, from: number, to: number): Promise<ToldRules[]> => {
  const rows = await tx.query<{ rules: readonly { ruleId: string }[]; since: Date; until: Date | null }>(
    `SELECT rules, since, until FROM checkout_policy
     WHERE shop = $1 AND since <= $3::timestamptz AND (until IS NULL OR until > $2::timestamptz)`,
    [shop, iso(from), iso(to)],
  )
  return rows.map(({ rules, since, until }) => ({
    since: since.getTime(),
    until: until?.getTime() ?? null,
    ruleIds: rules.map(({ ruleId }) => ruleId),
  }))
}
