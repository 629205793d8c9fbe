import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Emulator } from '../emulator/emulator.ts'
import { startEmulator } from '../emulator/start-emulator.ts'
import { readStory } from '../facts/read-story.ts'
import { starterDecisions } from '../facts/starter-decisions.ts'
import { type AppApi, createAppApi } from '../support/app-api.ts'
import { type AppProcess, startAppProcess } from '../support/app-process.ts'
import { until } from '../support/start-app.ts'
import { nastyTrade } from './nasty-trade.ts'
import { type OrderFiles, together, writeTrade } from './order-files.ts'
import { ordinaryTrade } from './ordinary-trade.ts'
import { IS_LONG, NO_FILE, NOT_LONG, REAL_FILES } from './real-files.ts'
import { writeDecisions } from './report.ts'
import { readRules, switchOn } from './rule-files.ts'
import { openFolder, readText } from './run-demo.ts'

const invented = (): OrderFiles => {
  const ordinary = ordinaryTrade({ orders: 300, customers: 70, from: '2024-01-15T00:00:00Z', days: 590 })
  return writeTrade(openFolder(), together(nastyTrade(), ordinary))
}

/** For a machine with much else to do. */
const PATIENCE_MS = 180_000

test.for([
  { what: 'an invented file', open: invented },
  { what: 'the orders of a real shop', open: () => (existsSync(REAL_FILES.orders) ? REAL_FILES : undefined) },
])(
  'an app killed six times over $what decides and does everything once',
  { timeout: 600_000 },
  async ({ open }, { skip }) => {
    const files = open()
    if (files === undefined) return skip(NO_FILE)
    if (files === REAL_FILES && !IS_LONG) return skip(NOT_LONG)
    const story = readStory(files.orders, files.refunds)
    const run = await startRun(files)
    const { emulator, app, api, folder } = run
    const shop = emulator.shop()
    const part = Math.ceil(shop.live().entries / 6)
    const trade = (entries: number): Promise<void> => {
      const adjust = async ({ line }: { readonly line: unknown }) => void (await api.importOrders(JSON.stringify(line)))
      const stream = shop.trade({ entries, adjust })
      onTestFinished(() => stream.stop())
      return stream.finished
    }

    // With deliveries on their way.
    const first = trade(part)
    await until(() => shop.webhooks().accepted > part / 2, 'half of the first part is taken', PATIENCE_MS)
    await killApp(run)
    await first
    // Three effects are done in the shop, and the app dies before it hears of it; once again as soon as it is back.
    for (const operation of ['discountCodeBasicCreate', 'orderUpdate', 'tagsAdd']) {
      const held = emulator.failures.next(operation, { kind: 'done, answer held' })
      const next = trade(part)
      await until(() => held.timesMet() > 0, `the app asks for ${operation}`, PATIENCE_MS)
      await killApp(run)
      held.release()
      if (operation === 'discountCodeBasicCreate') await killApp(run)
      await next
    }
    // In the middle of deciding.
    const { processed } = (await api.status()).inbox
    const last = trade(Number.POSITIVE_INFINITY)
    await until(
      async () => (await api.status()).inbox.processed > processed + part,
      'some more is decided',
      PATIENCE_MS,
    )
    await killApp(run)
    await last
    await until(() => isIdle(run), 'everything is done', PATIENCE_MS)

    expect(app.restarts()).toBe(6)
    for (const operation of ['discountCodeBasicCreate', 'orderUpdate', 'tagsAdd']) {
      expect(shop.calls(operation).filter(({ outcome }) => outcome === 'done, not acknowledged')).toHaveLength(1)
    }

    const expected = starterDecisions(story, Number.NEGATIVE_INFINITY)
    const decisions = join(folder, 'decisions.jsonl')
    await writeDecisions(decisions, api, emulator, shop.domain)
    expect(readText(decisions).split('\n')).toEqual([...expected.map((decision) => JSON.stringify(decision)), ''])

    const grantsOf = (rule: string) =>
      expected.filter((decision) => decision.verdict === 'granted' && decision.rule === rule)
    const codes = grantsOf('The new-customer offer is for regulars too')
    const cards = grantsOf('Every first order leaves with a card')
    const notes = grantsOf('A personal note to the top 5% of spenders')
    const tags = grantsOf('Regulars carry a tag')
    const toFileCustomer = (id: number | string) => shop.fileIds?.customers.toFile(id)
    const toFileOrder = (id: number | string | null) => id !== null && shop.fileIds?.orders.toFile(id)

    expect(
      shop
        .createdCodes()
        .flatMap(({ customerIds }) => customerIds.map(toFileCustomer))
        .sort(),
    ).toEqual(codes.map(({ customerId }) => customerId).sort())
    expect(new Set(shop.codes().map((code) => code.tags.join())).size).toBe(codes.length)
    expect(
      shop
        .tagWrites()
        .map(({ id }) => toFileCustomer(id))
        .sort(),
    ).toEqual([...new Set(tags.map(({ customerId }) => customerId))].sort())
    expect(
      shop
        .noteLines()
        .map(({ orderId }) => toFileOrder(orderId))
        .sort(),
    ).toEqual(cards.map(({ orderId }) => orderId).sort())
    expect(
      (await openTasks(api)).map(({ ruleName, orderId }) => `${ruleName}: ${toFileOrder(orderId)}`).sort(),
    ).toEqual([...cards, ...notes].map(({ rule, orderId }) => `${rule}: ${orderId}`).sort())
    expect((await api.status()).effects).toMatchObject({
      done: codes.length + 2 * cards.length + notes.length + tags.length,
      pending: 0,
      failed: 0,
    })
  },
)

type Run = {
  readonly folder: string
  readonly emulator: Emulator
  readonly app: AppProcess
  readonly api: AppApi
}

/** As the demo starts a `--live all --fast` run, but for the local Shopify being in this process. */
const startRun = async (files: OrderFiles): Promise<Run> => {
  const folder = openFolder()
  const [apiKey, apiSecret, encryptionKey] = [16, 24, 32].map((bytes) => randomBytes(bytes).toString('hex'))
  const domain = 'killed-shop.myshopify.com'
  const emulator = await startEmulator({
    apiKey: String(apiKey),
    apiSecret: String(apiSecret),
    shops: [{ kind: 'file', domain, live: 'all', ...files }],
    planPointsPerSecond: 2_000,
  })
  onTestFinished(() => emulator.stop())
  const app = await startAppProcess({
    dataFolder: folder,
    supervise: true,
    environment: {
      // As the demo has it where trade comes from a file.
      DAYS_FOLLOW: 'ledger',
      SHOPIFY_API_KEY: String(apiKey),
      SHOPIFY_API_SECRET: String(apiSecret),
      SHOPIFY_API_URL: emulator.url,
      ENCRYPTION_KEY: String(encryptionKey),
      // A starved machine must not look like a delivery that came too late: more than the 5 s after which the local
      // Shopify takes an answer for lost, and the time until it sends again.
      SETTLE_MS: '8000',
      DATABASE_URL: '',
    },
  })
  onTestFinished(() => app.stop())
  emulator.connectApp(app.url)
  const api = createAppApi(app.url, () => emulator.sessionToken(domain))
  await until(async () => (await api.shop()).history.state === 'done', 'the past of the shop is read', PATIENCE_MS)
  await switchOn(api, await readRules([], 'GBP'))
  return { folder, emulator, app, api }
}

/** As the machine would: no chance to say goodbye. Waits for the supervisor to bring it back. */
const killApp = async ({ folder }: Run): Promise<void> => {
  const pid = pidIn(folder)
  process.kill(pid, 'SIGKILL')
  await until(() => pidIn(folder) !== pid, 'the app is back', PATIENCE_MS)
}

const pidIn = (folder: string): number => Number(readText(folder, 'app.pid'))

const isIdle = async ({ api, emulator }: Run): Promise<boolean> => {
  const { inbox, effects } = await api.status()
  return inbox.pending === 0 && effects.pending === 0 && emulator.shop().webhooks().waiting === 0
}

const openTasks = async (api: AppApi) => {
  const tasks: Awaited<ReturnType<AppApi['tasks']>>['tasks'] = []
  for (let after: string | null = ''; after !== null; ) {
    const page = await api.tasks(`?view=all${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
    tasks.push(...page.tasks)
    after = page.next
  }
  return tasks
}
