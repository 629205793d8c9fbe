import type { Batch, Delivery, NewEntry, Profile } from '../engine/ports.ts'
import { TICK_TOPIC } from '../engine/read-delivery.ts'
import type { CustomerHistory } from '../ledger/customer.ts'
import { kindRank, nameOf, sortableId } from '../ledger/ledger-order.ts'
import { writeCheckoutUses } from './checkout-uses.ts'
import { callOff, writeGrants, writeWaiting } from './grants.ts'
import { createInbox } from './inbox.ts'
import { iso, toJson } from './json.ts'
import { forgetCheckout, lookAgainAt, writeStandings } from './lane-checkout.ts'
import { writeOffersChanged } from './parity.ts'
import type { Sql } from './sql.ts'

/** Everything one batch changes, a statement a table. */
export const writeBatch = async (tx: Sql, shop: string, batch: Batch): Promise<void> => {
  await writeEntries(tx, shop, batch.entries)
  await writeAmendedOrders(tx, shop, batch.amended)
  await writeAdopted(tx, shop, batch.adopted)
  await writeHistories(tx, shop, batch.histories)
  await writeProfiles(tx, shop, batch.profiles)
  await forgetProfiles(tx, shop, batch.forgetCustomerIds)
  await writeDecisions(tx, shop, batch.decisions)
  await writeDifferences(tx, shop, batch.differences)
  await writeCheckoutUses(tx, shop, batch)
  await writeEffects(tx, shop, batch.effects)
  await writeGrants(tx, shop, batch.grants)
  await writeWaiting(tx, shop, batch.waiting)
  await callOff(tx, shop, batch.undone)
  await writeCrossings(tx, shop, batch.crossings)
  await writeStandings(tx, shop, batch.standings)
  if (batch.beginAnew) await tx.query(`DELETE FROM daily_rule WHERE shop = $1`, [shop])
  await writeDeferred(tx, batch.deferred)
  await writeTicks(tx, shop, batch.ticks)
  await writeDeliveries(tx, shop, batch)
  await writeShopEvents(tx, shop, batch.shopEvents)
  await tx.query(
    `UPDATE lane SET version = version + 1, passed_at = $2::timestamptz, passed_kind = $3, passed_id = $4,
       forecast = coalesce($5::jsonb, forecast), begun_day = greatest(begun_day, $6)
     WHERE shop = $1`,
    [
      shop,
      batch.passed === null ? null : iso(batch.passed.at),
      batch.passed?.kind ?? null,
      batch.passed?.id ?? null,
      batch.forecast === null ? null : JSON.stringify(batch.forecast),
      batch.ticks.at(-1)?.id ?? null,
    ],
  )
}

/** Runs a statement over rows given as one JSON document in $2; nothing when there are none. */
const each = async (tx: Sql, shop: string, rows: readonly unknown[], statement: string): Promise<void> => {
  if (rows.length > 0) await tx.query(statement, [shop, toJson(rows)])
}

export const writeEntries = (tx: Sql, shop: string, entries: readonly NewEntry[]): Promise<void> =>
  each(
    tx,
    shop,
    entries.map(({ entry, customerId, copiedAt, origin, late }) => ({
      kind: entry.kind,
      id: entry.id,
      at: iso(entry.at),
      customer_id: customerId,
      body: entry,
      copied_at: iso(copiedAt),
      origin,
      late,
    })),
    `INSERT INTO entry (shop, kind, id, at, customer_id, body, copied_at, origin, late)
     SELECT $1, kind, id, at, customer_id, body, copied_at, origin, late FROM jsonb_to_recordset($2::jsonb)
       AS r (kind text, id text, at timestamptz, customer_id text, body jsonb, copied_at timestamptz, origin text, late boolean)
     ON CONFLICT DO NOTHING`,
  )

/** Whether an order of total 0 counts is the shop's to say, and may be said anew after it was learned. */
export const writeFreeOrders = (tx: Sql, shop: string, entries: readonly NewEntry[]): Promise<void> =>
  each(
    tx,
    shop,
    entries.flatMap(({ entry, copiedAt }) =>
      entry.kind === 'order' && entry.total === 0
        ? [{ id: entry.id, counts: entry.counts, copied_at: iso(copiedAt) }]
        : [],
    ),
    `UPDATE entry SET body = jsonb_set(entry.body, '{counts}', to_jsonb(r.counts))
     FROM jsonb_to_recordset($2::jsonb) AS r (id text, counts boolean, copied_at timestamptz)
     WHERE entry.shop = $1 AND entry.kind = 'order' AND entry.id = r.id AND entry.copied_at <= r.copied_at
       AND entry.body->'counts' <> to_jsonb(r.counts)`,
  )

const writeAmendedOrders = (tx: Sql, shop: string, amended: Batch['amended']): Promise<void> =>
  each(
    tx,
    shop,
    amended.map(({ entry, copiedAt }) => ({ id: entry.id, body: entry, copied_at: iso(copiedAt) })),
    `UPDATE entry SET body = r.body, copied_at = r.copied_at
     FROM jsonb_to_recordset($2::jsonb) AS r (id text, body jsonb, copied_at timestamptz)
     WHERE entry.shop = $1 AND entry.kind = 'order' AND entry.id = r.id`,
  )

const writeAdopted = (tx: Sql, shop: string, adopted: Batch['adopted']): Promise<void> =>
  each(
    tx,
    shop,
    adopted.map(({ entry: { kind, id }, customerId }) => ({ kind, id, customer_id: customerId })),
    `UPDATE entry SET customer_id = r.customer_id
     FROM jsonb_to_recordset($2::jsonb) AS r (kind text, id text, customer_id text)
     WHERE entry.shop = $1 AND entry.kind = r.kind AND entry.id = r.id`,
  )

export const writeHistories = (tx: Sql, shop: string, histories: readonly CustomerHistory[]): Promise<void> =>
  each(
    tx,
    shop,
    histories.map((history) => ({ id: history.id, history })),
    `INSERT INTO customer (shop, id, history)
     SELECT $1, id, history FROM jsonb_to_recordset($2::jsonb) AS r (id text, history jsonb)
     ON CONFLICT (shop, id) DO UPDATE SET history = excluded.history`,
  )

/** The newest copy of a name wins, whatever order the copies come in. */
export const writeProfiles = (tx: Sql, shop: string, profiles: readonly Profile[]): Promise<void> =>
  each(
    tx,
    shop,
    profiles.map(({ customerId, firstName, lastName, copiedAt }) => ({
      id: customerId,
      first_name: firstName,
      last_name: lastName,
      profile_at: iso(copiedAt),
    })),
    `INSERT INTO customer (shop, id, first_name, last_name, profile_at)
     SELECT DISTINCT ON (id) $1, id, first_name, last_name, profile_at
     FROM jsonb_to_recordset($2::jsonb) AS r (id text, first_name text, last_name text, profile_at timestamptz)
     ORDER BY id, profile_at DESC
     ON CONFLICT (shop, id) DO UPDATE
       SET first_name = excluded.first_name, last_name = excluded.last_name, profile_at = excluded.profile_at
       WHERE customer.profile_at IS NULL OR customer.profile_at <= excluded.profile_at`,
  )

const forgetProfiles = (tx: Sql, shop: string, ids: readonly string[]): Promise<void> =>
  each(
    tx,
    shop,
    ids,
    `UPDATE customer SET first_name = NULL, last_name = NULL, profile_at = now()
     WHERE shop = $1 AND id IN (SELECT jsonb_array_elements_text($2::jsonb))`,
  )

const writeDecisions = (tx: Sql, shop: string, decisions: Batch['decisions']): Promise<void> =>
  each(
    tx,
    shop,
    decisions.map((decision) => ({
      entry_kind: decision.key.kind,
      entry_id: decision.key.id,
      rule_id: decision.ruleId,
      rule_version: decision.ruleVersion,
      rule_name: decision.ruleName,
      priority: decision.priority,
      at: iso(decision.key.at),
      kind_rank: kindRank(decision.key.kind),
      sort_id: sortableId(decision.key.id),
      customer_id: decision.customerId,
      order_id: decision.orderId,
      verdict: decision.verdict,
      reason: decision.reason,
      figures: decision.figures ?? null,
      free_at: decision.freeAt === undefined ? null : iso(decision.freeAt),
      facts: decision.facts,
      subject: decision.customerId ?? '',
      lot: decision.lot ?? null,
      delivery_id: decision.deliveryId ?? null,
      late: decision.late,
    })),
    `INSERT INTO decision (shop, entry_kind, entry_id, rule_id, rule_version, rule_name, priority, at, kind_rank, sort_id,
       customer_id, order_id, verdict, reason, figures, free_at, facts, subject, lot, delivery_id, late)
     SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb)
       AS r (entry_kind text, entry_id text, rule_id text, rule_version int, rule_name text, priority int, at timestamptz,
         kind_rank smallint, sort_id text, customer_id text, order_id text, verdict text, reason text, figures jsonb, free_at timestamptz, facts jsonb, subject text, lot jsonb,
         delivery_id bigint, late boolean)`,
  )

const writeDifferences = (tx: Sql, shop: string, differences: Batch['differences']): Promise<void> =>
  each(
    tx,
    shop,
    differences.map((difference) => ({
      entry_kind: difference.key.kind,
      entry_id: difference.key.id,
      rule_id: difference.ruleId,
      rule_name: difference.ruleName,
      at: iso(difference.key.at),
      customer_id: difference.customerId,
      was: difference.was,
      would_be: difference.wouldBe,
      because_kind: difference.because.kind,
      because_id: difference.because.id,
    })),
    `INSERT INTO difference (shop, entry_kind, entry_id, rule_id, rule_name, at, customer_id, was, would_be, because_kind, because_id)
     SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb)
       AS r (entry_kind text, entry_id text, rule_id text, rule_name text, at timestamptz, customer_id text, was text,
         would_be text, because_kind text, because_id text)
     ON CONFLICT DO NOTHING`,
  )

const writeEffects = (tx: Sql, shop: string, effects: Batch['effects']): Promise<void> =>
  each(
    tx,
    shop,
    effects.map(({ key, effect, subject, entry, ruleId, deliveryId }) => ({
      key,
      kind: effect.kind,
      subject,
      entry_kind: entry.kind,
      entry_id: entry.id,
      rule_id: ruleId,
      body: effect,
      delivery_id: deliveryId ?? null,
    })),
    `INSERT INTO effect (shop, key, kind, subject, entry_kind, entry_id, rule_id, body, delivery_id)
     SELECT $1, r.* FROM jsonb_to_recordset($2::jsonb)
       AS r (key text, kind text, subject text, entry_kind text, entry_id text, rule_id text, body jsonb, delivery_id bigint)
     ON CONFLICT DO NOTHING`,
  )

/** When a rule begins, everybody's side is taken anew; afterwards only who crosses is written. */
const writeCrossings = async (tx: Sql, shop: string, crossings: Batch['crossings']): Promise<void> => {
  const begun = crossings.filter(({ isNew }) => isNew)
  await each(
    tx,
    shop,
    begun.map(({ ruleId, seed }) => ({ rule_id: ruleId, seed })),
    `WITH r AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS r (rule_id text, seed text)),
     emptied AS (DELETE FROM inside_group i USING r WHERE i.shop = $1 AND i.rule_id = r.rule_id)
     INSERT INTO daily_rule (shop, rule_id, seed) SELECT $1, rule_id, seed FROM r
     ON CONFLICT (shop, rule_id) DO UPDATE SET seed = excluded.seed`,
  )
  const moves = (side: 'come' | 'gone') =>
    crossings.flatMap(({ ruleId, [side]: ids }) =>
      ids.map((customerId) => ({ rule_id: ruleId, customer_id: customerId })),
    )
  await each(
    tx,
    shop,
    moves('gone'),
    `DELETE FROM inside_group i USING jsonb_to_recordset($2::jsonb) AS r (rule_id text, customer_id text)
     WHERE i.shop = $1 AND i.rule_id = r.rule_id AND i.customer_id = r.customer_id`,
  )
  await each(
    tx,
    shop,
    moves('come'),
    `INSERT INTO inside_group (shop, rule_id, customer_id)
     SELECT $1, rule_id, customer_id FROM jsonb_to_recordset($2::jsonb) AS r (rule_id text, customer_id text)
     ON CONFLICT DO NOTHING`,
  )
}

/** Days that began between deliveries stand on the activity page as if each had been delivered. */
const writeTicks = (tx: Sql, shop: string, ticks: Batch['ticks']): Promise<void> =>
  each(
    tx,
    shop,
    ticks.map((tick) => ({
      event_id: nameOf(tick),
      resource_id: tick.id,
      at: iso(tick.at),
      kind_rank: kindRank(tick.kind),
      sort_id: sortableId(tick.id),
    })),
    `INSERT INTO delivery (shop, topic, event_id, resource_id, triggered_at, body, at, kind_rank, sort_id, entry_id, status,
       stored_at, processed_at)
     SELECT $1, '${TICK_TOPIC}', event_id, resource_id, at, '', at, kind_rank, sort_id, resource_id, 'processed', now(), clock_timestamp()
     FROM jsonb_to_recordset($2::jsonb)
       AS r (event_id text, resource_id text, at timestamptz, kind_rank smallint, sort_id text)
     ON CONFLICT DO NOTHING`,
  )

/** Settled from the start: what it came from has waited already. */
const writeDeferred = async (tx: Sql, deferred: readonly Delivery[]): Promise<void> => {
  if (deferred.length === 0) return
  await createInbox(tx).insertMany(deferred)
  await tx.query(
    `UPDATE delivery SET stored_at = clock_timestamp() - interval '1 day'
     WHERE shop = $1 AND topic = $2 AND event_id IN (SELECT jsonb_array_elements_text($3::jsonb))`,
    [deferred[0]?.shop, deferred[0]?.topic, JSON.stringify(deferred.map(({ eventId }) => eventId))],
  )
}

const writeDeliveries = async (tx: Sql, shop: string, { processed, failed, parked }: Batch): Promise<void> => {
  const rows = [
    ...processed.map(({ id, customerId, late }) => ({
      id,
      status: 'processed',
      customer_id: customerId,
      late,
      problem: null,
    })),
    ...failed.map(({ id, problem }) => ({ id, status: 'failed', customer_id: null, late: false, problem })),
    ...parked.map(({ id, customerId, problem }) => ({
      id,
      status: 'parked',
      customer_id: customerId,
      late: false,
      problem,
    })),
  ]
  await each(
    tx,
    shop,
    rows,
    `UPDATE delivery
     SET status = r.status, customer_id = r.customer_id, late = r.late, problem = r.problem, processed_at = clock_timestamp(),
         retry_at = CASE WHEN r.status = 'parked' THEN clock_timestamp() + interval '60 seconds' END
     FROM jsonb_to_recordset($2::jsonb) AS r (id bigint, status text, customer_id text, late boolean, problem text)
     WHERE delivery.shop = $1 AND delivery.id = r.id`,
  )
}

const writeShopEvents = async (tx: Sql, shop: string, events: Batch['shopEvents']): Promise<void> => {
  const offers = events.flatMap((event) => (event.kind === 'offers' ? [event.discountId] : []))
  if (offers.length > 0) {
    await writeOffersChanged(tx, shop, offers)
    await lookAgainAt(tx, shop, offers)
  }
  for (const event of events) {
    if (event.kind === 'offers') continue
    if (event.kind === 'scopes') {
      await tx.query(`UPDATE shop SET scopes = ARRAY(SELECT jsonb_array_elements_text($2::jsonb)) WHERE id = $1`, [
        shop,
        JSON.stringify(event.scopes),
      ])
      continue
    }
    await tx.query(`UPDATE shop SET uninstalled_at = clock_timestamp() WHERE id = $1`, [shop])
    await tx.query(`DELETE FROM session WHERE shop = $1`, [shop])
    await forgetCheckout(tx, shop)
    await tx.query(
      `UPDATE effect SET state = 'cancelled', problem = 'the app was uninstalled' WHERE shop = $1 AND state = 'pending' AND kind <> 'task'`,
      [shop],
    )
  }
}
