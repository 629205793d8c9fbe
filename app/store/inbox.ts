import type { Delivery, Inbox, Received } from '../engine/ports.ts'
import { kindRank, sortableId } from '../ledger/ledger-order.ts'
import { iso, storable } from './json.ts'
import type { Sql } from './sql.ts'

const COLUMNS = 12

export const createInbox = (sql: Sql): Inbox => ({
  insertMany: async (deliveries) => {
    if (deliveries.length === 0) return []
    const fresh = await sql.query<Row>(insertStatement(deliveries.length), deliveries.flatMap(valuesOf))
    const freshNames = new Set(fresh.map(nameOfRow))
    const others = deliveries.filter((delivery) => !freshNames.has(nameOfDelivery(delivery)))
    const repeated = others.length === 0 ? new Set<string>() : await heldOf(sql, others)
    return deliveries.map((delivery): Received => {
      // The same delivery twice in one statement: the first was stored, the second is its repeat.
      if (freshNames.delete(nameOfDelivery(delivery))) return 'stored'
      return repeated.has(nameOfDelivery(delivery)) || fresh.some((row) => nameOfRow(row) === nameOfDelivery(delivery))
        ? 'repeated'
        : 'unknown_shop'
    })
  },
})

type Row = { shop: string; topic: string; event_id: string; resource_id: string }

const nameOfRow = (row: Row): string => JSON.stringify([row.shop, row.topic, row.event_id, row.resource_id])
const nameOfDelivery = (delivery: Delivery): string =>
  JSON.stringify([delivery.shop, delivery.topic, storable(delivery.eventId), storable(delivery.resourceId)])

/**
 * Rows of shops that are installed, and whatever waits for a person (compliance), of any shop. Bodies are bound raw:
 * as text they would cost twice their size. In the order of their key, for two statements that bring the same rows in
 * different orders would wait for each other.
 */
const insertStatement = (rows: number): string => `
  INSERT INTO delivery (shop, topic, event_id, resource_id, triggered_at, body, at, kind_rank, sort_id, entry_id, status, problem)
  SELECT v.* FROM (VALUES ${Array.from({ length: rows }, (_, row) => placeholders(row)).join(', ')})
    AS v (shop, topic, event_id, resource_id, triggered_at, body, at, kind_rank, sort_id, entry_id, status, problem)
  WHERE v.status = 'waiting'
     OR EXISTS (SELECT 1 FROM shop WHERE shop.id = v.shop AND shop.uninstalled_at IS NULL)
  ORDER BY v.shop, v.topic, v.event_id, v.resource_id
  ON CONFLICT DO NOTHING
  RETURNING shop, topic, event_id, resource_id`

const TYPES = [
  'text',
  'text',
  'text',
  'text',
  'timestamptz',
  'bytea',
  'timestamptz',
  'smallint',
  'text',
  'text',
  'text',
  'text',
]

const placeholders = (row: number): string =>
  `(${TYPES.map((type, column) => `$${row * COLUMNS + column + 1}::${type}`).join(', ')})`

const valuesOf = ({
  shop,
  topic,
  eventId,
  resourceId,
  triggeredAt,
  body,
  key,
  status,
  problem,
}: Delivery): unknown[] => [
  shop,
  topic,
  storable(eventId),
  storable(resourceId),
  iso(triggeredAt),
  body,
  key === null ? null : iso(key.at),
  key === null ? null : kindRank(key.kind),
  key === null ? null : storable(sortableId(key.id)),
  key === null ? null : storable(key.id),
  status,
  problem,
]

const heldOf = async (sql: Sql, deliveries: readonly Delivery[]): Promise<Set<string>> => {
  const rows = await sql.query<Row>(
    `SELECT d.shop, d.topic, d.event_id, d.resource_id
     FROM delivery d
     JOIN jsonb_to_recordset($1::jsonb) AS k (shop text, topic text, event_id text, resource_id text)
       ON d.shop = k.shop AND d.topic = k.topic AND d.event_id = k.event_id AND d.resource_id = k.resource_id`,
    [
      JSON.stringify(
        deliveries.map(({ shop, topic, eventId, resourceId }) => ({
          shop,
          topic,
          event_id: storable(eventId),
          resource_id: storable(resourceId),
        })),
      ),
    ],
  )
  return new Set(rows.map(nameOfRow))
}
