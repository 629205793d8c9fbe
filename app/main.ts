import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from './config.ts'
import { importLines } from './engine/import-lines.ts'
import { LaneMemories } from './engine/lane-memory.ts'
import { createReceiver } from './engine/receive.ts'
import { Recheck } from './engine/recheck.ts'
import { AppError, messageOf } from './errors.ts'
import { startJobs } from './jobs/start-jobs.ts'
import { createLog } from './log.ts'
import { createMailTool } from './notify/mail-tool.ts'
import { sealingKey } from './sealed.ts'
import { createPlatform } from './shopify/platform.ts'
import { sealedSessions } from './shopify/sealed-sessions.ts'
import { openStore } from './store/open-store.ts'
import { startWeb } from './web/server.ts'

/** The only place that sees every room: reads the configuration, opens store, queue and web, and stops them in order. */
const start = async () => {
  const config = readConfig()
  const log = createLog(config.logLevel)
  prepareFolder(config.dataFolder)
  const store = await openStore(
    config.databaseUrl === undefined ? { folder: join(config.dataFolder, 'database') } : { url: config.databaseUrl },
    (message) => log.info(message),
  )

  const [firstKey, ...olderKeys] = config.encryptionKeys
  const keys = [sealingKey(firstKey), ...olderKeys.map(sealingKey)] as const
  const platform = createPlatform({
    ...config.shopify,
    appUrl: config.appUrl,
    sessions: sealedSessions(store.sessions, keys),
    currencyOf: async (shop) => (await knownShop(shop)).currency,
  })
  const knownShop = async (id: string) => {
    const shop = await store.shops.find(id)
    if (shop === null) throw new AppError('not_found', `The app is not installed in ${id}`)
    return shop
  }
  const mailTool = createMailTool({ store: store.mailTools, keys, privateAddresses: config.privateAddresses })

  const jobs = await startJobs({
    store,
    databaseUrl: config.databaseUrl,
    platform,
    notifier: mailTool,
    batch: { memories: new LaneMemories(), recheck: new Recheck(store.alarms, config.recheckShare) },
    settleMs: config.settleMs,
    daysFollow: config.daysFollow,
    log,
  })

  const counted = { unknownShop: 0 }
  const web = await startWeb({
    port: config.port,
    host: config.host,
    log,
    store,
    mailTool,
    verifySessionToken: platform.verifySessionToken,
    verifyCustomerToken: platform.verifyCustomerToken,
    install: async (shop, sessionToken) => {
      const details = await platform.install(shop, sessionToken)
      if (!details.answered) {
        throw new AppError(
          details.unauthorized === true ? 'shopify.unauthorized' : 'shopify.unreachable',
          details.reason,
        )
      }
      await store.shops.install({ id: shop, ...details.data })
      await jobs.readHistory(shop)
      log.info('installed', { shop })
      return knownShop(shop)
    },
    importLines: async (shop, lines) => {
      const result = await importLines(store.inbox, shop, (await knownShop(shop)).currency, lines)
      jobs.ring(shop)
      return result
    },
    onBacktest: jobs.backtest,
    onCheckout: jobs.checkout,
    onParity: jobs.parity,
    onRetry: { delivery: jobs.ring, effect: jobs.perform, history: jobs.readHistory },
    metrics: () => `perennial_unknown_shop_deliveries_total ${counted.unknownShop}\n`,
    admin: { folder: join(import.meta.dirname, 'admin/dist'), sessionTokenUrl: config.sessionTokenUrl },
    webhooks: {
      secret: config.shopify.apiSecret,
      receive: createReceiver(store.inbox, platform),
      onStored: jobs.ring,
      onUnknownShop: () => {
        counted.unknownShop++
      },
      log,
    },
  }).catch(async (error: unknown) => {
    await jobs.stop()
    await store.close()
    throw error
  })

  const pidFile = join(config.dataFolder, 'app.pid')
  let isStopping = false
  const stop = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    await web.stop()
    await jobs.stop()
    await store.close()
    rmSync(pidFile, { force: true })
    log.info('stopped')
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      )
    })
  }

  // Whoever hears that it listens may stop it at once: by then it can be stopped in order.
  jobs.openLanes()
  writeFileSync(pidFile, String(process.pid))
  log.info('listening', { port: web.port, database: store.database.kind })
}

const prepareFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true })
    const probe = join(folder, '.writable')
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    throw new AppError('store.unwritable', `The data folder ${folder} cannot be written: ${messageOf(error)}`)
  }
}

/** One sentence for the operator; a stack only for what nobody foresaw. */
const fail = (error: unknown): never => {
  process.stderr.write(
    `${error instanceof AppError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
}

start().catch(fail)
