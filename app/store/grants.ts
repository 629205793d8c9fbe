import { type Grant, type GrantChanges, GUEST, grantName, type Offer } from '../engine/grants.ts'
import type { GrantSearch } from '../engine/ports.ts'
import type { Undone } from '../engine/undo.ts'
import type { WaitingChanges, WaitingTurn } from '../engine/waiting.ts'
import type { EntryKind } from '../ledger/entries.ts'
import { iso, toJson } from './json.ts'
import type { Sql } from './sql.ts'

/** Standing grants of these customers and those with a code, of guests those on orders that are called off, and of everybody else those that a look at everybody asks for. */
export const grantsOf = async (
  sql: Sql,
  shop: string,
  customerIds: readonly string[],
  { ofRules, contactsSince, offersAt, calledOffOrderIds }: GrantSearch,
): Promise<Grant[]> => {
  if (
    customerIds.length === 0 &&
    ofRules === undefined &&
    contactsSince === undefined &&
    offersAt === undefined &&
    calledOffOrderIds.length === 0
  )
    return []
  // Until this is decided none of it may begin: what is begun is held.
  if (calledOffOrderIds.length > 0) await sql.query(HOLD_PENDING, [shop, JSON.stringify(calledOffOrderIds)])
  const rows = await sql.query<GrantRow>(
    `SELECT ${COLUMNS}, CASE WHEN g.order_id IN (SELECT jsonb_array_elements_text($7::jsonb)) THEN ${IS_HELD} ELSE false END
       AS "isHeld"
     FROM (${FOUND}) g WHERE g.state <> 'released' OR g.code IS NOT NULL`,
    [
      shop,
      JSON.stringify(customerIds),
      JSON.stringify(ofRules?.ruleIds ?? []),
      ofRules === undefined ? null : iso(ofRules.since),
      contactsSince === undefined ? null : iso(contactsSince),
      offersAt === undefined ? null : iso(offersAt),
      JSON.stringify(calledOffOrderIds),
    ],
  )
  return rows.map(toGrant)
}

/** All that counts towards what these rules may give in all. */
export const usesOf = async (sql: Sql, shop: string, ruleIds: readonly string[]): Promise<Grant[]> => {
  if (ruleIds.length === 0) return []
  const rows = await sql.query<GrantRow>(
    `SELECT ${COLUMNS}, false AS "isHeld" FROM granted g
     WHERE g.shop = $1 AND g.state IN ('reserved', 'booked') AND g.rule_id IN (SELECT jsonb_array_elements_text($2::jsonb))`,
    [shop, JSON.stringify(ruleIds)],
  )
  return rows.map(toGrant)
}

/** Each by itself, and what is not asked for not at all: one condition with all of them reads the whole shop for every batch. */
const FOUND = `
  SELECT * FROM granted WHERE shop = $1 AND customer_id IN (SELECT jsonb_array_elements_text($2::jsonb))
  UNION
  SELECT * FROM granted WHERE shop = $1 AND rule_id IN (SELECT jsonb_array_elements_text($3::jsonb)) AND at > $4::timestamptz
  UNION
  SELECT * FROM granted WHERE shop = $1 AND customer_id = '${GUEST}' AND order_id IN (SELECT jsonb_array_elements_text($7::jsonb))
  UNION
  SELECT * FROM granted WHERE shop = $1 AND is_contact AND at > $5::timestamptz
  UNION
  SELECT * FROM granted WHERE shop = $1 AND $6::timestamptz IS NOT NULL AND offers IS NOT NULL AND state = 'reserved'
    AND (expires_at IS NULL OR expires_at > $6::timestamptz)`

const COLUMNS = `g.rule_id AS "ruleId", g.entry_kind AS "entryKind", g.entry_id AS "entryId", g.customer_id AS "customerId",
  g.order_id AS "orderId", g.at, g.amount::text, g.beside::text, g.expires_at AS "expiresAt", g.code, g.offers, g.is_contact AS "isContact",
  g.state, g.used_by AS "usedBy", g.settled_at AS "settledAt"`

/** Tasks in which a person decides about what was given are no part of it. */
const REVIEWS = 'undo:%'

/** What follows from a grant: a day that begins is about many. */
export const OF_GRANT = `f.shop = g.shop AND f.entry_kind = g.entry_kind AND f.entry_id = g.entry_id AND f.rule_id = g.rule_id
  AND (g.entry_kind <> 'tick' OR f.subject = 'customer:' || g.customer_id)`

/** What may have reached the customer: begun counts, for it may have happened before the answer was lost. */
const IS_HELD = `(EXISTS (SELECT 1 FROM effect f WHERE ${OF_GRANT} AND f.kind IN ('code', 'tag', 'notify')
    AND (f.state = 'done' OR (f.state = 'pending' AND f.begun_at IS NOT NULL)))
  OR EXISTS (SELECT 1 FROM task t WHERE t.shop = g.shop AND t.entry_kind = g.entry_kind AND t.entry_id = g.entry_id
    AND t.rule_id = g.rule_id AND t.customer_id = g.customer_id AND t.state = 'done' AND t.id NOT LIKE '${REVIEWS}'))`

const HOLD_PENDING = `
  SELECT f.key FROM effect f JOIN granted g ON ${OF_GRANT}
  WHERE g.shop = $1 AND g.order_id IN (SELECT jsonb_array_elements_text($2::jsonb)) AND f.state = 'pending'
  ORDER BY f.id FOR UPDATE OF f`

type GrantRow = {
  ruleId: string
  entryKind: EntryKind
  entryId: string
  customerId: string
  orderId: string | null
  at: Date
  amount: string
  beside: string
  expiresAt: Date | null
  code: string | null
  offers: Offer[] | null
  isContact: boolean
  isHeld: boolean
  state: Grant['state']
  usedBy: string | null
  settledAt: Date | null
}

const toGrant = ({ entryKind, entryId, at, amount, beside, expiresAt, offers, settledAt, ...row }: GrantRow): Grant => {
  const entry = { kind: entryKind, id: entryId }
  return {
    ...row,
    entry,
    name: grantName(row.ruleId, entry, row.customerId),
    at: at.getTime(),
    amount: Number(amount),
    beside: Number(beside),
    expiresAt: expiresAt?.getTime() ?? null,
    offers: offers ?? [],
    settledAt: settledAt?.getTime() ?? null,
  }
}

export const writeGrants = async (tx: Sql, shop: string, { given, changed }: GrantChanges): Promise<void> => {
  if (given.length > 0) {
    await tx.query(
      `INSERT INTO granted (shop, rule_id, entry_kind, entry_id, customer_id, order_id, at, amount, beside, expires_at, offers, is_contact,
         state, used_by, settled_at)
       SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb)
         AS r (rule_id text, entry_kind text, entry_id text, customer_id text, order_id text, at timestamptz, amount bigint, beside bigint,
           expires_at timestamptz, offers jsonb, is_contact boolean, state text, used_by text, settled_at timestamptz)`,
      [shop, toJson(given.map(toRow))],
    )
  }
  if (changed.length > 0) {
    await tx.query(
      `UPDATE granted g SET state = r.state, amount = r.amount, used_by = r.used_by, settled_at = r.settled_at
       FROM jsonb_to_recordset($2::jsonb) AS r (rule_id text, entry_kind text, entry_id text, customer_id text, amount bigint,
         state text, used_by text, settled_at timestamptz)
       WHERE g.shop = $1 AND g.rule_id = r.rule_id AND g.entry_kind = r.entry_kind AND g.entry_id = r.entry_id
         AND g.customer_id = r.customer_id`,
      [shop, toJson(changed.map(toRow))],
    )
  }
}

const toRow = (grant: Grant) => ({
  rule_id: grant.ruleId,
  entry_kind: grant.entry.kind,
  entry_id: grant.entry.id,
  customer_id: grant.customerId,
  order_id: grant.orderId,
  at: iso(grant.at),
  amount: grant.amount,
  beside: grant.beside,
  expires_at: grant.expiresAt === null ? null : iso(grant.expiresAt),
  offers: grant.offers.length === 0 ? null : grant.offers,
  is_contact: grant.isContact,
  state: grant.state,
  used_by: grant.usedBy,
  settled_at: grant.settledAt === null ? null : iso(grant.settledAt),
})

/** What is still to come of grants that are undone is called off, and tasks that nobody did are no longer needed. */
export const callOff = async (tx: Sql, shop: string, undone: readonly Undone[]): Promise<void> => {
  if (undone.length === 0) return
  const rows = toJson(
    undone.map(({ grant, why }) => ({
      rule_id: grant.ruleId,
      entry_kind: grant.entry.kind,
      entry_id: grant.entry.id,
      customer_id: grant.customerId,
      order_id: grant.orderId,
      why,
    })),
  )
  const GIVEN = `jsonb_to_recordset($2::jsonb) AS r (rule_id text, entry_kind text, entry_id text, customer_id text, order_id text,
    why text)`
  await tx.query(
    `UPDATE effect f SET state = 'cancelled', problem = r.why FROM ${GIVEN}
     WHERE f.shop = $1 AND f.entry_kind = r.entry_kind AND f.entry_id = r.entry_id AND f.rule_id = r.rule_id
       AND (r.entry_kind <> 'tick' OR f.subject IN ('customer:' || r.customer_id, 'order:' || r.order_id))
       AND f.state = 'pending' AND f.begun_at IS NULL AND f.key NOT LIKE '${REVIEWS}'`,
    [shop, rows],
  )
  await tx.query(
    `UPDATE task t SET state = 'withdrawn', note = r.why, completed_at = clock_timestamp() FROM ${GIVEN}
     WHERE t.shop = $1 AND t.entry_kind = r.entry_kind AND t.entry_id = r.entry_id AND t.rule_id = r.rule_id
       AND t.customer_id = r.customer_id AND t.state = 'open' AND t.id NOT LIKE '${REVIEWS}'`,
    [shop, rows],
  )
}

/** An effect that may be tried again, with its grant where that was given back when it failed. */
export const retryableIn = async (
  tx: Sql,
  shop: string,
  key: string,
): Promise<{ readonly returned: Grant | null } | null> => {
  const [row] = await tx.query<GrantRow & { ruleId: string | null }>(
    `SELECT ${COLUMNS}, false AS "isHeld"
     FROM effect f LEFT JOIN granted g ON f.state = 'failed' AND g.state = 'released' AND ${OF_GRANT}
     WHERE f.shop = $1 AND f.key = $2 AND f.state IN ('failed', 'pending')`,
    [shop, key],
  )
  if (row === undefined) return null
  return { returned: row.ruleId === null ? null : toGrant(row) }
}

export const tryAgain = async (tx: Sql, shop: string, key: string, returned: Grant | null): Promise<void> => {
  await tx.query(
    // It may have been done since it was looked at.
    `UPDATE effect SET state = 'pending', next_at = clock_timestamp(), problem = NULL
     WHERE shop = $1 AND key = $2 AND state IN ('failed', 'pending')`,
    [shop, key],
  )
  if (returned === null) return
  await writeGrants(tx, shop, { given: [], changed: [{ ...returned, state: 'reserved', settledAt: null }] })
  // What lanes remember of it is no longer true.
  await tx.query(`UPDATE lane SET version = version + 1 WHERE shop = $1`, [shop])
}

export const waitingIn = async (sql: Sql, shop: string): Promise<WaitingTurn[]> => {
  const rows = await sql.query<Omit<WaitingTurn, 'since' | 'dueAt'> & { since: Date; dueAt: Date }>(
    `SELECT rule_id AS "ruleId", customer_id AS "customerId", order_id AS "orderId", since, due_at AS "dueAt"
     FROM waiting WHERE shop = $1`,
    [shop],
  )
  return rows.map((row) => ({ ...row, since: row.since.getTime(), dueAt: row.dueAt.getTime() }))
}

export const writeWaiting = async (tx: Sql, shop: string, { waiting, over }: WaitingChanges): Promise<void> => {
  if (over.length > 0) {
    await tx.query(
      `DELETE FROM waiting w USING jsonb_to_recordset($2::jsonb) AS r (rule_id text, customer_id text)
       WHERE w.shop = $1 AND w.rule_id = r.rule_id AND w.customer_id = r.customer_id`,
      [shop, toJson(over.map(({ ruleId, customerId }) => ({ rule_id: ruleId, customer_id: customerId })))],
    )
  }
  if (waiting.length === 0) return
  await tx.query(
    `INSERT INTO waiting (shop, rule_id, customer_id, order_id, since, due_at)
     SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb)
       AS r (rule_id text, customer_id text, order_id text, since timestamptz, due_at timestamptz)
     ON CONFLICT (shop, rule_id, customer_id) DO UPDATE
       SET order_id = excluded.order_id, since = excluded.since, due_at = excluded.due_at`,
    [
      shop,
      toJson(
        waiting.map(({ ruleId, customerId, orderId, since, dueAt }) => ({
          rule_id: ruleId,
          customer_id: customerId,
          order_id: orderId,
          since: iso(since),
          due_at: iso(dueAt),
        })),
      ),
    ],
  )
}
