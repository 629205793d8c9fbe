import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { tagRule } from '../journeys/stories/rules.ts'
import { createDatabase, serverUrl } from '../support/database.ts'
import { startApp, until } from '../support/start-app.ts'

test('every shop is served soon, though many trade without a pause', async () => {
  const settleMs = 1_500
  const app = await startApp({ settleMs })
  const shops = await Promise.all(Array.from({ length: 9 }, () => app.openShop([tagRule('vip')])))
  let isTrading = true
  const servedAfterMs: number[] = []
  const trade = shops.map(async ({ shop }) => {
    const startedAt = performance.now()
    const { customer } = await shop.customerOrders()
    until(() => shop.tagsOf(customer).includes('vip'), 'the first customer is tagged', 100_000).then(
      () => servedAfterMs.push(performance.now() - startedAt),
      () => servedAfterMs.push(Number.POSITIVE_INFINITY),
    )
    while (isTrading) {
      await shop.customerOrders()
      await sleep(settleMs / 2)
    }
  })

  await until(() => servedAfterMs.length === shops.length, 'all are served', 110_000)
  isTrading = false
  await Promise.all(trade)
  await app.stop()

  // Were waiting shops to hold the workers, the last would be served a minute after the first.
  expect(Math.max(...servedAfterMs)).toBeLessThan(30_000)
})

const server = serverUrl()

test.runIf(server !== undefined)(
  `an app with nothing to do rings no bell${server === undefined ? ' (skipped: DATABASE_URL is not set)' : ''}`,
  async () => {
    const database = await createDatabase(server ?? '')
    const app = await startApp({ environment: { DATABASE_URL: database.url } })
    const opened = await app.openShop([tagRule('vip')])
    await opened.shop.customerOrders()
    await opened.settled()
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const jobs = async () => {
      const { rows } = await client.query<{ made: number }>(
        `SELECT count(*)::int AS made FROM pgboss.job WHERE name IN ('lane', 'effects') AND created_on > now() - interval '2 seconds'`,
      )
      return rows[0]?.made
    }

    await until(async () => (await jobs()) === 0, 'two seconds pass without a ring')

    await client.end()
    await app.stop()
    await database.drop()
  },
)
