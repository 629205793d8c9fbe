import { join } from 'node:path'
import { emulatedShop } from './emulated-shop.ts'
import type { Emulator, EmulatorOptions, ShopSource } from './emulator.ts'
import { createFailures } from './failures.ts'
import { type BulkRunner, createBulkRunner } from './graphql/bulk-operations.ts'
import type { Context } from './graphql/execution.ts'
import { orderNode } from './graphql/resolvers/order-node.ts'
import { isAdminVersion, requiredAccess } from './graphql/schemas.ts'
import { createBucket } from './graphql/throttle.ts'
import { openSite } from './http/serve.ts'
import { issueCustomerToken, issueSessionToken } from './oauth/session-token.ts'
import { createShop, type JournalRow, type Shop } from './shop.ts'
import { openEmptyShop } from './shops/empty-shop.ts'
import { openFileShop } from './shops/file/file-shop.ts'
import { generateShop } from './shops/generated/generate-shop.ts'
import type { ShopOrigin } from './shops/origin.ts'
import { openJournal } from './store/journal.ts'
import { createCheckoutFunction } from './storefront/app-offers.ts'
import { createOutbox } from './webhooks/outbox.ts'
import { everyTopicTo, readAppToml } from './webhooks/subscriptions.ts'

/** What this app asks for in issue order; used where no shopify.app.toml says so. */
const DEFAULT_SCOPES = [
  'read_orders',
  'write_orders',
  'read_all_orders',
  'read_customers',
  'write_customers',
  'read_discounts',
  'write_discounts',
]
const APP_TOML = join(import.meta.dirname, '../../shopify.app.toml')

/** Starts a small Shopify on this machine. With `dir`, it goes on where an earlier one was stopped or killed. */
export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const toml = readAppToml(APP_TOML)
  const routes = options.topics ?? toml?.routes ?? everyTopicTo('/webhooks')
  const protectedData = options.protectedData ?? 'given'
  const failures = createFailures()
  const checkoutFunction = createCheckoutFunction(options.discountTitles ?? 'message')
  // Known once the site is open; nothing asks before.
  let url = ''

  const contextOf = (shop: Shop, version: string, bulkSlice: Context['bulk'] = null): Context => ({
    shop,
    version,
    access: isAdminVersion(version) ? requiredAccess(version) : new Map(),
    protectedData,
    orderNode,
    apiKey: options.apiKey,
    bulkUrl: (id) => `${url}/emulator/bulk/${shop.state.settings.domain}/${id}.jsonl`,
    runBulk: (id) => bulk.run(shop, id),
    bulk: bulkSlice,
  })
  const bulk: BulkRunner = createBulkRunner({ dir: options.dir, stepMs: options.bulkStepMs ?? 20, contextOf })

  const opened = options.shops.map((source) => openShop(source, { options, routes, protectedData }))
  const shops = new Map(
    opened.map(({ shop }) => [
      shop.state.settings.domain,
      { shop, bucket: createBucket(options.planPointsPerSecond ?? 100) },
    ]),
  )
  const tokens = {
    apiKey: options.apiKey,
    apiSecret: options.apiSecret,
    scopes: options.scopes ?? toml?.scopes ?? DEFAULT_SCOPES,
    lifetimeSeconds: options.tokenLifetimeSeconds ?? 3600,
  }

  const [first] = opened
  const handles = new Map(
    opened.map(({ shop }) => [shop.state.settings.domain, emulatedShop(shop, tokens.scopes, checkoutFunction)]),
  )
  const shopAt = (domain: string) => {
    const handle = handles.get(domain)
    if (!handle) throw new Error(`the emulator has no shop ${domain}`)
    return handle
  }
  const storefront = { checkoutFunction, newCustomer: (domain: string) => shopAt(domain).newCustomer() }
  const site = await openSite({ shops, tokens, failures, bulk, contextOf, storefront }, options.port ?? 0)
  url = site.url

  for (const { shop } of opened) {
    for (const { id, status } of shop.state.bulkOperations.values()) {
      if (status === 'CREATED' || status === 'RUNNING') bulk.run(shop, id)
    }
    shop.outbox.sendTo(options.appUrl ?? null)
  }

  let stopped: Promise<void> | undefined
  const stop = async () => {
    failures.clear()
    site.server.closeAllConnections()
    await new Promise((resolve) => site.server.close(resolve))
    await bulk.stop()
    await checkoutFunction.dispose()
    for (const { shop, close } of opened) {
      await shop.outbox.stop()
      close()
    }
  }
  return {
    url,
    shop: (domain = first?.shop.state.settings.domain ?? '') => shopAt(domain),
    sessionToken: (domain, user = 1) => issueSessionToken(tokens, domain, user),
    customerToken: (domain, who) => {
      const shop = shops.get(domain)?.shop
      if (!shop) throw new Error(`the emulator has no shop ${domain}`)
      const id = who === null ? null : typeof who === 'number' ? who : 'customer' in who ? who.customer.id : who.id
      if (id !== null && !shop.state.customers.has(id)) throw new Error(`the shop has no customer ${id}`)
      const maySee = shop.state.scopes.includes('read_customers') || shop.state.scopes.includes('write_customers')
      return issueCustomerToken(tokens, domain, maySee ? id : null)
    },
    failures,
    connectApp: (appUrl) => {
      for (const { shop } of opened) shop.outbox.sendTo(appUrl)
    },
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

type Settings = {
  readonly options: EmulatorOptions
  readonly routes: Parameters<typeof createShop>[0]['routes']
  readonly protectedData: 'given' | 'withheld'
}

const openShop = (source: ShopSource, { options, routes, protectedData }: Settings) => {
  const journal = openJournal<JournalRow>(options.dir, `${source.domain}.jsonl`)
  const answered = new Set(journal.past.flatMap((row) => ('answered' in row ? [`${row.answered}/${row.copy}`] : [])))
  const copies = options.duplicate ? [0, 1] : [0]
  const wasAnswered = (number: number, copy: number) => answered.has(`${number}/${copy}`)
  const outbox = createOutbox({
    window: options.window ?? 50,
    duplicate: options.duplicate ?? false,
    shuffle: options.shuffle ?? null,
    wasAnswered,
    onAnswered: (number, copy) => journal.append({ answered: number, copy }),
  })
  const shop = createShop({
    origin: originOf(source, journal.past, journal.append),
    outbox,
    routes,
    apiSecret: options.apiSecret,
    protectedData,
    append: journal.append,
    past: journal.past,
    settledCopies: (number) => copies.filter((copy) => wasAnswered(number, copy)),
    copies: copies.length,
  })
  return { shop, close: journal.close }
}

const originOf = (source: ShopSource, past: readonly JournalRow[], append: (row: JournalRow) => void): ShopOrigin => {
  switch (source.kind) {
    case 'empty':
      return openEmptyShop(source)
    case 'file':
      return openFileShop(source)
    case 'generated': {
      const kept = past.find((row) => 'pastEndsAt' in row)
      if (!kept) append({ pastEndsAt: source.now })
      return generateShop({ ...source, now: kept?.pastEndsAt ?? source.now })
    }
    default:
      throw new Error(`unknown shop source ${JSON.stringify(source satisfies never)}`)
  }
}
