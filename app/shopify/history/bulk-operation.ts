import { type Answer, answer, refused } from '../answer.ts'
import type { AdminClient } from '../client.ts'
import type { Clock } from '../clock.ts'
import type { Operation } from '../operations/define.ts'
import { readBulk } from '../operations/read-bulk.ts'
import { recentBulks } from '../operations/recent-bulks.ts'
import { startBulk } from '../operations/start-bulk.ts'

/** A finished bulk operation: null where there was nothing to read. */
export type BulkResult = { readonly url: string | null; readonly rootObjects: number }

const FIRST_POLL_MS = 200
const SLOWEST_POLL_MS = 10_000
/** An outage longer than this ends the attempt; the job that wanted the history tries again later. */
const PATIENCE_MS = 10 * 60_000

/** Runs a bulk query to its end. One that an earlier run of the app started and left behind is adopted. */
export const runBulk = async (
  { ask, clock }: { readonly ask: AdminClient; readonly clock: Clock },
  shop: string,
  query: string,
): Promise<Answer<BulkResult>> => {
  const askPatiently = patient(ask, clock, shop)
  let pollMs = FIRST_POLL_MS
  const pause = async (): Promise<void> => {
    await clock.sleep(pollMs)
    pollMs = Math.min(pollMs * 1.5, SLOWEST_POLL_MS)
  }

  let id: string | undefined
  while (id === undefined) {
    const recent = await askPatiently(recentBulks, {})
    if (!recent.answered) return recent
    id = recent.data.bulkOperations.edges.find(({ node }) => isRunning(node.status) && isSame(node.query, query))?.node
      .id
    if (id !== undefined) break
    const started = await askPatiently(startBulk, { query })
    if (!started.answered) return started
    const { bulkOperation, userErrors } = started.data.bulkOperationRunQuery
    id = bulkOperation?.id
    if (id !== undefined) break
    // Shopify runs only so many at a time for one app and shop: wait for a place.
    const full = userErrors.some(({ code }) => code === 'OPERATION_IN_PROGRESS' || code === 'LIMIT_REACHED')
    if (!full) return refused(`Shopify refused to read the history: ${userErrors.map(({ code }) => code).join(', ')}`)
    await pause()
  }

  for (;;) {
    const reply = await askPatiently(readBulk, { id })
    if (!reply.answered) return reply
    const operation = reply.data.bulkOperation
    if (!operation) return refused('Shopify has forgotten the bulk operation that was to read the history')
    if (operation.status === 'COMPLETED') {
      return answer({ url: operation.url ?? null, rootObjects: operation.rootObjectCount })
    }
    if (!isRunning(operation.status)) {
      return refused(`Shopify gave up reading the history: ${operation.errorCode ?? operation.status}`)
    }
    await pause()
  }
}

const isRunning = (status: string): boolean => status === 'CREATED' || status === 'RUNNING'

const isSame = (held: string, wanted: string): boolean => squeeze(held) === squeeze(wanted)
const squeeze = (query: string): string => query.replaceAll(/\s+/g, ' ').trim()

const patient =
  (ask: AdminClient, clock: Clock, shop: string) =>
  async <Variables extends Record<string, unknown>, Data>(
    operation: Operation<Variables, Data>,
    variables: Variables,
  ): Promise<Answer<Data>> => {
    const since = clock.now()
    for (let backoffMs = 500; ; backoffMs = Math.min(backoffMs * 2, 30_000)) {
      const reply = await ask(shop, operation, variables)
      if (reply.answered || !reply.again || clock.now() - since > PATIENCE_MS) return reply
      await clock.sleep(reply.afterMs ?? backoffMs)
    }
  }
