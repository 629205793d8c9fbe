import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EmulatedShop, Emulator, EmulatorOptions } from '../emulator/emulator.ts'
import { startEmulator } from '../emulator/start-emulator.ts'
import { type AppApi, createAppApi } from './app-api.ts'
import { type AppProcess, startAppProcess } from './app-process.ts'
import { createDatabase } from './database.ts'

const SHOPS = 140

export type StartedApp = {
  readonly emulator: Emulator
  readonly app: AppProcess
  readonly apiSecret: string
  readonly dataFolder: string
  /** A fresh shop of its own with the app installed, its past read, and these rules live. */
  readonly openShop: (rules?: readonly unknown[]) => Promise<OpenShop>
  /** Ends the process, in order or by kill -9, and starts it again on the same data and port; `meanwhile` it is down. */
  readonly restart: (signal: 'SIGTERM' | 'SIGKILL', meanwhile?: () => Promise<unknown> | unknown) => Promise<void>
  readonly stop: () => Promise<void>
}
export type OpenShop = {
  readonly shop: EmulatedShop
  readonly api: AppApi
  readonly domain: string
  readonly settled: () => Promise<void>
}

export type StartAppOptions = {
  /** PostgreSQL instead of PGlite: a database of its own is made on that server, for queues know no other app's shops. */
  readonly databaseUrl?: string
  readonly settleMs?: number
  readonly environment?: Readonly<Record<string, string>>
  readonly emulator?: Partial<EmulatorOptions>
}

/** The app as a process of its own against the local Shopify, over real HTTP; one app serves many shops, one a test. */
export const startApp = async (options: StartAppOptions = {}): Promise<StartedApp> => {
  const apiKey = randomBytes(16).toString('hex')
  const apiSecret = randomBytes(24).toString('hex')
  const dataFolder = mkdtempSync(join(tmpdir(), 'perennial-'))
  const run = randomBytes(4).toString('hex')
  const domains = Array.from({ length: SHOPS }, (_, index) => `shop-${run}-${index}.myshopify.com`)
  const emulator = await startEmulator({
    apiKey,
    apiSecret,
    planPointsPerSecond: 2_000,
    shops: domains.map((domain) => ({ kind: 'empty', domain, currency: 'GBP', timeZone: 'Europe/London' })),
    ...options.emulator,
  })
  const database = options.databaseUrl === undefined ? undefined : await createDatabase(options.databaseUrl)
  const environment = {
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_API_URL: emulator.url,
    SESSION_TOKEN_URL: `${emulator.url}/emulator/session-token`,
    ENCRYPTION_KEY: randomBytes(32).toString('hex'),
    SETTLE_MS: String(options.settleMs ?? 300),
    DATABASE_URL: database?.url ?? '',
    ...options.environment,
  }
  const app = await startAppProcess({ dataFolder, environment })
  let running = app
  emulator.connectApp(app.url)

  const openShop = async (rules: readonly unknown[] = []): Promise<OpenShop> => {
    const domain = domains.shift()
    if (domain === undefined) throw new Error(`All ${SHOPS} shops of this app are taken: raise SHOPS`)
    const api = createAppApi(app.url, () => emulator.sessionToken(domain))
    await until(async () => (await api.shop()).history.state === 'done', 'the past of the shop is read')
    for (const document of rules) {
      const { id, version } = await api.createRule(document)
      await api.setRuleState(id, 'live', version)
    }
    const shop = emulator.shop(domain)
    const settled = () =>
      until(async () => {
        // What is on its way first: it may stand in the inbox before the app is asked.
        if (shop.webhooks().waiting > 0) return false
        const { inbox, effects } = await api.status()
        return inbox.pending === 0 && effects.pending === 0 && shop.webhooks().waiting === 0
      }, 'everything is processed')
    return { shop, api, domain, settled }
  }

  return {
    emulator,
    app,
    apiSecret,
    dataFolder,
    openShop,
    restart: async (signal, meanwhile = () => {}) => {
      const pid = running.pid()
      if (signal === 'SIGKILL' && pid !== undefined) process.kill(pid, signal)
      await running.stop()
      await meanwhile()
      running = await startAppProcess({ dataFolder, environment, port: app.port })
    },
    stop: async () => {
      await running.stop()
      await emulator.stop()
      await database?.drop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Waits for a fact, not for a time. */
export const until = async (
  holds: () => Promise<boolean> | boolean,
  what: string,
  timeoutMs = 30_000,
): Promise<void> => {
  const end = Date.now() + timeoutMs
  for (;;) {
    if (await holds()) return
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain until ${what}`)
    await sleep(50)
  }
}
