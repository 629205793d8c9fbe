import { IMPORT_TOPIC } from '../engine/orders-file.ts'
import type { History } from '../engine/ports.ts'
import { type CustomerHistory, emptyHistory, fold } from '../ledger/customer.ts'
import type { Entry, LedgerKey } from '../ledger/entries.ts'
import { compareKeys, keyOf } from '../ledger/ledger-order.ts'
import { iso } from './json.ts'
import type { Sql } from './sql.ts'
import { writeEntries, writeFreeOrders, writeHistories, writeProfiles } from './write-batch.ts'

export const createHistory = (sql: Sql): History => ({
  begin: async (shop) => {
    await sql.query(
      `UPDATE shop SET history_state = 'reading', history_read = 0, history_of = NULL, history_problem = NULL WHERE id = $1`,
      [shop],
    )
  },
  learn: (shop, { entries, profiles, read, of }) =>
    sql.transaction(async (tx) => {
      await writeEntries(tx, shop, entries)
      await writeFreeOrders(tx, shop, entries)
      await writeProfiles(tx, shop, profiles)
      await tx.query(`UPDATE shop SET history_read = $2, history_of = $3 WHERE id = $1`, [shop, read, of])
    }),
  freeImports: (shop) => freeImports(sql, shop),
  finish: (shop) =>
    sql.transaction(async (tx) => {
      await tx.query(ADOPT_ORPHANS, [shop])
      const last = await foldEverything(tx, shop)
      await tx.query(
        `UPDATE lane SET version = version + 1, passed_at = $2::timestamptz, passed_kind = $3, passed_id = $4 WHERE shop = $1`,
        [shop, last === null ? null : iso(last.at), last?.kind ?? null, last?.id ?? null],
      )
      // Rules that look at everybody begin anew on what is known now, and fire for none of it.
      await tx.query(`DELETE FROM daily_rule WHERE shop = $1`, [shop])
      await tx.query(`UPDATE shop SET history_state = 'done' WHERE id = $1`, [shop])
    }),
  fail: async (shop, problem) => {
    await sql.query(`UPDATE shop SET history_state = 'failed', history_problem = $2 WHERE id = $1`, [shop, problem])
  },
})

/** What was heard of orders before the past told whose they are. */
const ADOPT_ORPHANS = `
  UPDATE entry SET customer_id = bought.customer_id
  FROM entry AS bought
  WHERE entry.shop = $1 AND entry.customer_id IS NULL AND entry.kind IN ('payment', 'cancellation', 'refund')
    AND bought.shop = $1 AND bought.kind = 'order' AND bought.customer_id IS NOT NULL
    AND bought.id = CASE WHEN entry.kind = 'refund' THEN entry.body->>'orderId' ELSE entry.id END`

const LINES = 200

/** Each line was one order's, and is kept as it came. */
async function* freeImports(sql: Sql, shop: string): AsyncIterable<string[]> {
  let after = ''
  for (;;) {
    const rows = await sql.query<{ id: string; body: Uint8Array }>(
      `SELECT delivery.resource_id AS id, delivery.body FROM delivery
       JOIN entry ON entry.shop = delivery.shop AND entry.kind = 'order' AND entry.id = delivery.resource_id
       WHERE delivery.shop = $1 AND delivery.topic = $2 AND delivery.event_id = 'order:' || delivery.resource_id
         AND entry.body->'total' = '0' AND delivery.resource_id COLLATE "C" > $3
       ORDER BY delivery.resource_id COLLATE "C" LIMIT ${LINES}`,
      [shop, IMPORT_TOPIC, after],
    )
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map(({ body }) => Buffer.from(body).toString())
    after = last.id
  }
}

const PAGE = 5_000

/** Folds the whole ledger into snapshots, customer by customer; answers its last place. */
const foldEverything = async (tx: Sql, shop: string): Promise<LedgerKey | null> => {
  let last: LedgerKey | null = null
  let after = ''
  for (;;) {
    const rows = await tx.query<{ customer_id: string; body: Entry }>(
      `SELECT customer_id, body FROM entry
       WHERE shop = $1 AND customer_id IN
         (SELECT DISTINCT customer_id COLLATE "C" FROM entry WHERE shop = $1 AND customer_id COLLATE "C" > $2 ORDER BY 1 LIMIT ${PAGE})
       ORDER BY customer_id COLLATE "C"`,
      [shop, after],
    )
    const histories: CustomerHistory[] = []
    for (const [customerId, own] of Map.groupBy(rows, (row) => row.customer_id)) {
      const history = emptyHistory(customerId)
      for (const { body } of own.sort((left, right) => compareKeys(left.body, right.body))) {
        fold(history, body)
        // Tags are no part of how far the orders reach.
        if (body.kind !== 'customer' && (last === null || compareKeys(last, body) < 0)) last = keyOf(body)
      }
      histories.push(history)
      // The database's order, which this language's comparison of texts is not.
      after = customerId
    }
    if (histories.length === 0) return last
    await writeHistories(tx, shop, histories)
  }
}
