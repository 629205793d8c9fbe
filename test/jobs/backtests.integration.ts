import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RuleDocument } from '../../app/rules/types.ts'
import { createDatabase, serverUrl, type TestDatabase } from '../support/database.ts'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'
import { orderBody, sendWebhook } from '../web/send-webhook.ts'

const server = serverUrl()

const regulars: RuleDocument = {
  format: 1,
  name: 'Regulars',
  trigger: 'order.created',
  conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 }] },
  actions: [{ type: 'discount.code', params: { percent: 10, expiresInDays: 60 } }],
}

describe.runIf(server !== undefined)(
  `backtests under way${server === undefined ? ' (skipped: DATABASE_URL is not set)' : ''}`,
  () => {
    let database: TestDatabase
    let app: StartedApp
    let client: pg.Client
    beforeAll(async () => {
      database = await createDatabase(server ?? '')
      app = await startApp({ environment: { DATABASE_URL: database.url } })
      client = new pg.Client({ connectionString: database.url })
      await client.connect()
    })
    afterAll(async () => {
      await client?.end()
      await app?.stop()
      await database?.drop()
    })

    /** So many orders, ten a customer, an hour apart. */
    const fill = async ({ domain }: OpenShop, orders: number) => {
      await client.query(
        `INSERT INTO entry (shop, kind, id, at, customer_id, body, copied_at, origin)
         SELECT $1, 'order', n::text, moment.at, customer.id, jsonb_build_object('kind', 'order', 'id', n::text,
           'at', extract(epoch FROM moment.at) * 1000, 'customerId', customer.id, 'total', 5000, 'discountCodes', '[]'::jsonb,
           'skus', '[]'::jsonb, 'country', null, 'counts', true), now(), 'history'
         FROM generate_series(1, $2::int) AS n,
           LATERAL (SELECT timestamptz '2016-01-01' + n * interval '1 hour' AS at) AS moment,
           LATERAL (SELECT (n % ($2::int / 10))::text AS id) AS customer`,
        [domain, orders],
      )
    }

    /** Nobody reads the ledger until `work` is done, so a backtest stays where it is. */
    const whileLedgerIsHeld = async (work: () => Promise<void>) => {
      await client.query('BEGIN')
      await client.query('LOCK TABLE entry IN ACCESS EXCLUSIVE MODE')
      try {
        await work()
      } finally {
        await client.query('COMMIT')
      }
    }
    const stateOf = async ({ api }: OpenShop, id: string) => (await api.backtest(id)).state

    test('shows how far it is, and webhooks are answered meanwhile', async () => {
      const opened = await app.openShop()
      await fill(opened, 60_000)
      const { id } = await opened.api.startBacktest({ document: regulars })
      const seen = new Set<number>()
      const slowestMs: number[] = []
      let sent = 0

      await until(async () => {
        const { state, progress } = await opened.api.backtest(id)
        if (state === 'running' && progress.of !== null) {
          seen.add(progress.read)
          expect(progress.of).toBe(60_000)
          const since = performance.now()
          const id = 900_000_000 + ++sent
          const body = orderBody(id, { customer: { id } })
          expect(await sendWebhook(app, { shop: opened.domain, body })).toMatchObject({ status: 200 })
          slowestMs.push(performance.now() - since)
        }
        return state === 'done'
      }, 'it is done')

      const { result } = await opened.api.backtest(id)
      expect(result).toMatchObject({ granted: 42_000, customers: 6_000 })
      expect(seen.size).toBeGreaterThan(1)
      expect(sent).toBeGreaterThan(3)
      expect(Math.max(...slowestMs)).toBeLessThan(1_000)
    })

    test('that is cancelled ends at once, and leaves no result', async () => {
      const opened = await app.openShop()
      await fill(opened, 150_000)
      const { id } = await opened.api.startBacktest({ document: regulars })
      await until(async () => (await opened.api.backtest(id)).progress.read > 0, 'it is under way')

      expect((await opened.api.cancelBacktest(id)).state).toBe('cancelled')

      // The next one of the shop begins once the worker has let go of it.
      const next = await opened.api.startBacktest({ document: { ...regulars, trigger: 'order.cancelled' } })
      await until(async () => (await stateOf(opened, next.id)) === 'done', 'the next is done')
      expect(await opened.api.backtest(id)).toMatchObject({ state: 'cancelled', result: null })
    })

    test('that waits is cancelled before it begins', async () => {
      const opened = await app.openShop()
      await whileLedgerIsHeld(async () => {
        const first = await opened.api.startBacktest({ document: regulars })
        await until(async () => (await stateOf(opened, first.id)) === 'running', 'the first is under way')
        const second = await opened.api.startBacktest({ document: regulars })

        expect((await opened.api.cancelBacktest(second.id)).state).toBe('cancelled')
        expect(await stateOf(opened, first.id)).toBe('running')
      })
    })

    test('of more than three at once the fourth is refused, and says what to do', async () => {
      const opened = await app.openShop()
      await whileLedgerIsHeld(async () => {
        const asked = await Promise.allSettled(
          Array.from({ length: 5 }, () => opened.api.startBacktest({ document: regulars })),
        )

        expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
        expect(asked.find((each) => each.status === 'rejected')?.reason).toMatchObject({
          status: 409,
          message: expect.stringContaining('wait for one to end, or cancel it'),
        })
      })
    })

    describe.each(['SIGKILL', 'SIGTERM'] as const)('when the process ends by %s', (signal) => {
      test('it is taken up again by the next, from the beginning', async () => {
        const opened = await app.openShop()
        await fill(opened, 20_000)
        let id = ''
        await whileLedgerIsHeld(async () => {
          id = (await opened.api.startBacktest({ document: regulars })).id
          await until(async () => (await stateOf(opened, id)) === 'running', 'it is under way')
          if (signal === 'SIGKILL') await app.restart(signal)
        })
        if (signal === 'SIGTERM') await app.restart(signal)

        await until(async () => (await stateOf(opened, id)) === 'done', 'another process has done it')
        expect((await opened.api.backtest(id)).result).toMatchObject({ granted: 14_000 })
      })
    })

    test('that takes the process down each time is given up, and one that stopped with an error says so', async () => {
      const opened = await app.openShop()
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO backtest (shop, id, document, state, attempts, holder, held_until, created_by)
         VALUES ($1, 'bkt_deadly', $2, 'running', 3, 'dead', now(), 'x'), ($1, 'bkt_broken', '{}', 'queued', 0, NULL, NULL, 'x')
         RETURNING id`,
        [opened.domain, JSON.stringify(regulars)],
      )
      await opened.api.startBacktest({ document: regulars })

      for (const { id } of rows) await until(async () => (await stateOf(opened, id)) === 'failed', `${id} is given up`)
      expect((await opened.api.backtest('bkt_deadly')).problem).toContain('The app stopped each time')
      expect((await opened.api.backtest('bkt_broken')).problem).toContain('Something went wrong on our side')
    })

    test('is forgotten when nobody needs it any more', async () => {
      const opened = await app.openShop()
      await client.query(
        `INSERT INTO backtest (shop, id, document, state, ended_at, created_by)
         VALUES ($1, 'bkt_old', '{}', 'cancelled', now() - interval '15 days', 'x'),
           ($1, 'bkt_recent', '{}', 'cancelled', now() - interval '13 days', 'x')`,
        [opened.domain],
      )
      const { id } = await opened.api.startBacktest({ document: regulars })
      await until(async () => (await stateOf(opened, id)) === 'done', 'the next is done')

      await expect(opened.api.backtest('bkt_old')).rejects.toMatchObject({ status: 404 })
      expect(await stateOf(opened, 'bkt_recent')).toBe('cancelled')
    })
  },
)
