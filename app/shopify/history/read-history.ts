import type { HistoryContext, HistoryPage, Reading } from '../../engine/ports.ts'
import { AppError } from '../../errors.ts'
import type { Answer, NoAnswer } from '../answer.ts'
import type { AdminClient } from '../client.ts'
import type { Clock } from '../clock.ts'
import { customersInBulk, ordersInBulk } from '../operations/bulk-documents.ts'
import { orderNode } from '../operations/order-fields.ts'
import { readOrderNode } from '../payloads/order-nodes.ts'
import { reasonOf } from '../payloads/reason-of.ts'
import { birthdayField } from './birthday.ts'
import { type BulkResult, runBulk } from './bulk-operation.ts'
import { countersOf, readCustomerLine } from './customer-lines.ts'
import { ALL_ORDERS, Openings } from './openings.ts'
import { spoolOrders } from './order-spool.ts'
import { type LineSource, readLines } from './read-lines.ts'

const PAGE_SIZE = 200

/**
 * The shop's past by two bulk operations. Customers come first (names and tags, in no order), then every order with its
 * payment, cancellation and refunds, by `processedAt`, oldest first; `of` counts both. An order that cannot be booked is
 * named in its page's `unread` and holds nothing up. Safe to begin again: readings carry the ids their webhooks have.
 */
export const createHistoryReader = ({
  ask,
  clock,
  lines,
  spoolFolder,
}: {
  readonly ask: AdminClient
  readonly clock: Clock
  readonly lines: LineSource
  /** Where a temporary file may lie while orders are put in order. */
  readonly spoolFolder: string
}) =>
  async function* readHistory(shop: string, context: HistoryContext): AsyncIterable<HistoryPage> {
    const birthday = birthdayField(context.birthdayMetafield ?? null)
    const customers = await inBulk({ ask, clock }, shop, ({ personal }) => customersInBulk({ personal, birthday }))
    const orders = await inBulk({ ask, clock }, shop, ordersInBulk)
    const of = customers.rootObjects + orders.rootObjects
    const open = (what: string, { url }: BulkResult) =>
      url === null ? none() : readLines(url, `${what} of ${shop}`, lines)

    const openings = context.scopes.includes(ALL_ORDERS) ? undefined : new Openings(clock.now())
    const readCustomer = (line: string): Reading => {
      const found = openings && countersOf(line, context.currency)
      if (found !== undefined) openings?.note(found.id, found.counters)
      return readCustomerLine(line)
    }
    let read = 0
    for await (const batch of inBatches(open('The customers', customers))) {
      read += batch.length
      yield pageOf(batch, 'a customer', readCustomer, { read, of })
    }
    const spool = await spoolOrders(open('The orders', orders), spoolFolder)
    try {
      for await (const batch of inBatches(spool.nodes())) {
        read += batch.length
        const readNode = (node: unknown) => readOrderNode(orderNode.parse(node), context)
        const page = pageOf(batch, 'an order', readNode, { read, of })
        for (const reading of page.readings) openings?.see(reading)
        yield page
      }
      if (openings !== undefined) yield* openingPages(openings, { read, of })
    } finally {
      await spool.remove()
    }
  }

/** Without approval for protected data Shopify refuses the whole bulk query: it is then asked without those fields. */
const inBulk = async (
  world: { readonly ask: AdminClient; readonly clock: Clock },
  shop: string,
  document: (fields: { readonly personal: boolean }) => string,
): Promise<BulkResult> => {
  const whole = await runBulk(world, shop, document({ personal: true }))
  if (whole.answered) return whole.data
  const plain: Answer<BulkResult> =
    whole.again || whole.unauthorized ? whole : await runBulk(world, shop, document({ personal: false }))
  if (plain.answered) return plain.data
  throw failureOf(shop, plain)
}

async function* openingPages(
  openings: Openings,
  progress: { readonly read: number; readonly of: number },
): AsyncIterable<HistoryPage> {
  for await (const readings of inBatches(openings.readings())) yield { readings, ...progress }
}

const failureOf = (shop: string, { again, unauthorized, reason }: NoAnswer): AppError =>
  new AppError(
    unauthorized ? 'shopify.unauthorized' : again ? 'shopify.unreachable' : 'shopify.refused',
    `The history of ${shop} cannot be read: ${reason}`,
  )

const pageOf = <Item>(
  items: readonly Item[],
  what: string,
  readItem: (item: Item) => Reading,
  progress: { readonly read: number; readonly of: number },
): HistoryPage => {
  const readings: Reading[] = []
  const unread: string[] = []
  for (const item of items) {
    try {
      readings.push(readItem(item))
    } catch (error) {
      unread.push(reasonOf(nameOf(what, item), error))
    }
  }
  return { readings, ...progress, ...(unread.length > 0 && { unread }) }
}

/** Shopify's id of a node, for the operator to look it up; a line that is no JSON has none. */
const nameOf = (what: string, item: unknown): string => {
  const id = /gid:\/\/shopify\/\w+\/\d+/.exec(typeof item === 'string' ? item : JSON.stringify(item))?.[0]
  return id === undefined ? what : `${what} (${id})`
}

async function* inBatches<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncIterable<Item[]> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < PAGE_SIZE) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function* none(): AsyncIterable<string> {}
