import { setTimeout as sleep } from 'node:timers/promises'
import type { Emulator, ShopSource } from '../emulator/emulator.ts'
import { startEmulator } from '../emulator/start-emulator.ts'
import { type AppApi, createAppApi } from '../support/app-api.ts'
import { AppFailed, startAppProcess } from '../support/app-process.ts'
import { buildAdmin } from './build-admin.ts'
import { checkOrderFiles } from './check-order-files.ts'
import { checkOutputs } from './check-outputs.ts'
import { checkoutRules } from './checkout-rules.ts'
import { CannotStart, type DemoOptions, HELP, readOptions, UsageError } from './options.ts'
import { makeReport, type Report, writeDecisions, writeReport } from './report.ts'
import { printRules, readRules, switchOn } from './rule-files.ts'
import { openRunFolder, type RunFolder } from './run-folder.ts'

/** An order of the made-up shop every so often; a file's entries as they come, unless --fast. */
const EVERY_MS = 1_500

/**
 * Longest time between two deliveries of which the later one in ledger order is stored first: an unanswered one is
 * repeated every 500 ms, and one answer may take as long again.
 */
const LONGEST_GAP_MS = { paced: 500, fast: 1_000 }

const say = (text: string) => process.stderr.write(`${text}\n`)

const run = async (options: DemoOptions): Promise<number> => {
  const startedAt = Date.now()
  if (options.printRules !== undefined) {
    for (const file of printRules(options.printRules)) process.stdout.write(`${file}\n`)
    return 0
  }
  checkOutputs(options)
  const currency = await checkOrderFiles(options)
  const documents = await readRules(options.rules, currency ?? 'EUR')
  const folder = openRunFolder(options)
  if (!options.untilIdle) await buildAdmin(say)
  // Heard from here on, for the app is a process of its own: left behind it would hold its port and its database.
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve('interrupted'))
  })

  say(`${folder.isNew ? 'Opening' : 'Going on with'} the shop in ${folder.path}`)
  const emulator = await startEmulator({
    apiKey: folder.apiKey,
    apiSecret: folder.apiSecret,
    dir: `${folder.path}/shopify`,
    shops: [sourceOf(options, folder)],
    planPointsPerSecond: options.isFast ? 2_000 : 100,
    duplicate: options.duplicate,
    ...(options.shuffle === undefined ? {} : { shuffle: options.shuffle }),
  })
  const app = await startAppProcess({
    dataFolder: folder.path,
    port: options.port,
    supervise: true,
    environment: environmentOf(options, folder, emulator),
    onLine: (message) => {
      if (message.startsWith('applying')) say(message)
    },
  }).catch(async (error: unknown) => {
    await emulator.stop()
    throw error
  })
  const api = createAppApi(app.url, () => emulator.sessionToken(folder.domain))
  const shop = emulator.shop(folder.domain)
  let isStopping = false
  const stop = async () => {
    isStopping = true
    stream?.stop()
    await app.stop()
    await emulator.stop()
  }
  let stream: ReturnType<typeof shop.trade> | undefined

  const work = async (): Promise<number> => {
    // The shop knows the app from its first token exchange on: that is when webhooks begin to flow.
    emulator.connectApp(app.url)
    await waitForHistory(api)
    await importPast(api, emulator, folder.domain)
    say(`\n${await firstFinding(api)}\n`)
    const atCheckout = options.orders === undefined && options.rules.length === 0 ? checkoutRules() : []
    const live = await switchOn(api, [...documents, ...atCheckout])
    say(`${live} rules are live`)
    say(`\nThe admin: ${app.url}/?shop=${folder.domain}`)
    if (options.orders === undefined) say(`The shop’s checkout: ${emulator.url}/store?shop=${folder.domain}`)
    if (atCheckout.length > 0) say(TRY_IT)
    say('')
    stream = shop.trade({
      everyMs: options.isFast ? 0 : EVERY_MS,
      adjust: async ({ line }) => void (await api.importOrders(JSON.stringify(line))),
    })
    const progress = setInterval(() => void showProgress(api), 5_000)
    try {
      await stream.finished
      if (options.orders === undefined || isStopping) return 0
      await waitUntilIdle(api, emulator, folder.domain, () => isStopping)
    } finally {
      clearInterval(progress)
    }
    if (isStopping) return 0
    const report = await makeReport(api, emulator, folder.domain, (Date.now() - startedAt) / 1000)
    if (options.report !== undefined) writeReport(options.report, report)
    if (options.decisions !== undefined) await writeDecisions(options.decisions, api, emulator, folder.domain)
    say(inWords(report))
    if (options.untilIdle) return report.events.failed + report.effects.failed > 0 ? 1 : 0
    say('Everything is processed. Ctrl-C stops.')
    return -1
  }

  try {
    const outcome = await Promise.race([work(), interrupted])
    const exitCode = outcome === -1 ? await interrupted : outcome
    if (exitCode !== 'interrupted') return exitCode
    say('\nStopping.')
    return 0
  } finally {
    await stop()
  }
}

const TRY_IT =
  'Sign up there as somebody new, or choose a customer with three orders, with four, or one who spent most: see who pays less. A guest does not.'

const sourceOf = ({ orders, refunds, live }: DemoOptions, { domain }: RunFolder): ShopSource =>
  orders === undefined
    ? { kind: 'generated', domain, seed: 1, now: Date.now() }
    : {
        kind: 'file',
        domain,
        orders,
        ...(refunds === undefined ? {} : { refunds }),
        ...(live === undefined ? {} : { live }),
      }

const environmentOf = (options: DemoOptions, folder: RunFolder, emulator: Emulator) => ({
  SHOPIFY_API_KEY: folder.apiKey,
  SHOPIFY_API_SECRET: folder.apiSecret,
  SHOPIFY_API_URL: emulator.url,
  SESSION_TOKEN_URL: `${emulator.url}/emulator/session-token`,
  NOTIFY_PRIVATE_ADDRESSES: 'allowed',
  ENCRYPTION_KEY: folder.encryptionKey,
  // A file's trade is of its own time; the made-up shop's is of now.
  DAYS_FOLLOW: options.orders === undefined ? 'clock' : 'ledger',
  SETTLE_MS: String(4 * (options.isFast ? LONGEST_GAP_MS.fast : LONGEST_GAP_MS.paced)),
})

const waitForHistory = async (api: AppApi): Promise<void> => {
  let shown = ''
  for (;;) {
    const { history } = await api.shop()
    if (history.state === 'done') return
    if (history.state === 'failed') throw new Error(`Reading the shop's past failed: ${history.problem}`)
    const line = `Reading the shop's past: ${history.read}${history.of === null ? '' : ` of ${history.of}`} orders`
    if (line !== shown) say(line)
    shown = line
    await sleep(300)
  }
}

/** The gap, before any rule is live: what the shop gives strangers and keeps from its regulars. */
const firstFinding = async (api: AppApi): Promise<string> => {
  for (;;) {
    const { state, problem, report } = await api.parity()
    if (report !== null) return report.sentence
    if (state === 'failed') return problem ?? 'The offers could not be looked at.'
    await sleep(200)
  }
}

/** Refunds of the past that name no order are not Shopify's: they come in as an import. A second time changes nothing. */
const importPast = async (api: AppApi, emulator: Emulator, domain: string): Promise<void> => {
  const { adjustments } = emulator.shop(domain).history()
  if (adjustments.length > 0) await api.importOrders(adjustments.map(({ line }) => JSON.stringify(line)).join('\n'))
}

/** Idle: nothing on its way, in the inbox, or still to be done; seen twice, for an effect may cause a webhook. */
const waitUntilIdle = async (
  api: AppApi,
  emulator: Emulator,
  domain: string,
  shouldStop: () => boolean,
): Promise<void> => {
  for (let seen = 0; seen < 2 && !shouldStop(); ) {
    await sleep(400)
    try {
      const { inbox, effects } = await api.status()
      const isIdle = inbox.pending === 0 && effects.pending === 0 && emulator.shop(domain).webhooks().waiting === 0
      seen = isIdle ? seen + 1 : 0
    } catch {
      // The app is being started again.
      seen = 0
    }
  }
}

const showProgress = async (api: AppApi): Promise<void> => {
  try {
    const { inbox, decisions, effects, tasks } = await api.status()
    say(
      `${inbox.processed} messages processed, ${inbox.pending} waiting · ${decisions.granted} given · ${effects.pending} to be done · ${tasks.open} tasks open`,
    )
  } catch {
    say('The app is being started again.')
  }
}

const inWords = ({ orders, events, decisions, effects, shop, tasks, seconds }: Report): string =>
  [
    `${orders.history} past orders, ${orders.live} new ones; ${events.processed} messages processed, ${events.failed} failed`,
    `${decisions.granted} given, kept back: ${JSON.stringify(decisions.withheld)}; effects: ${effects.done} done, ${effects.pending} pending, ${effects.failed} failed`,
    `in the shop: ${shop.discountCodes} discount codes, ${shop.taggedCustomers} tagged customers; ${tasks.open} tasks open; ${seconds} s`,
  ].join('\n')

try {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') process.stdout.write(HELP)
  else process.exitCode = await run(options)
} catch (error) {
  if (error instanceof UsageError) {
    say(`${error.message}\nTry npm run demo -- --help`)
    process.exitCode = 2
  } else {
    say(
      error instanceof AppFailed || error instanceof CannotStart
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error),
    )
    process.exitCode = 1
  }
}
process.exit()
