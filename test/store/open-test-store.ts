import { randomBytes } from 'node:crypto'
import { type AppStore, openStore } from '../../app/store/open-store.ts'
import { createDatabase, serverUrl } from '../support/database.ts'

export type DatabaseKind = 'pglite' | 'postgresql'

/** What the battery is given: an open store, and on PostgreSQL the address by which another process would open it too. */
export type TestStore = {
  readonly store: AppStore
  readonly url: string | undefined
  readonly close: () => Promise<void>
}

export const openTestStore = async (kind: DatabaseKind): Promise<TestStore> => {
  if (kind === 'pglite') {
    const store = await openStore({})
    return { store, url: undefined, close: () => store.close() }
  }
  const server = serverUrl()
  if (server === undefined) throw new Error('DATABASE_URL is not set')
  const database = await createDatabase(server)
  const store = await openStore({ url: database.url })
  const close = async () => {
    await store.close()
    await database.drop()
  }
  return { store, url: database.url, close }
}

/** An installed shop of its own, its past read unless told otherwise. */
export const openShop = async (
  store: AppStore,
  { id = `${randomBytes(6).toString('hex')}.myshopify.com`, isRead = true } = {},
): Promise<string> => {
  await store.shops.install({ id, currency: 'GBP', timeZone: 'Europe/London', scopes: ['read_orders'] })
  if (isRead) {
    await store.history.begin(id)
    await store.history.finish(id)
  }
  return id
}
