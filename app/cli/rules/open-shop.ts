import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readStoreConfig } from '../../config.ts'
import { AppError } from '../../errors.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { Call } from '../call.ts'
import type { Option } from '../command.ts'

export const SHOP: Option = {
  name: 'shop',
  value: 'DOMAIN',
  required: true,
  says: 'the shop, such as my-shop.myshopify.com; the database is that of DATABASE_URL, or of the folder DATA_DIR',
}

/** The app's database, and in it one shop. Whoever opens it closes the store. */
export const openShop = async (
  call: Call,
): Promise<{ readonly store: AppStore; readonly shop: string; readonly currency: string }> => {
  const { databaseUrl, dataFolder } = readStoreConfig()
  if (databaseUrl === undefined) refuseFolder(dataFolder)
  // Loaded here: file commands open no database, and need not wait for its packages.
  const { openStore } = await import('../../store/open-store.ts')
  const store = await openStore(
    databaseUrl === undefined ? { folder: join(dataFolder, 'database') } : { url: databaseUrl },
  )
  try {
    const written = call.get('shop')
    const id = written.includes('.') ? written : `${written}.myshopify.com`
    const shop = await store.shops.find(id)
    if (shop === null) throw new AppError('not_found', `The app is not installed in ${id}`)
    return { store, shop: id, currency: shop.currency }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** A folder's database serves one process: a second one would damage it. */
const refuseFolder = (folder: string): void => {
  if (!existsSync(join(folder, 'database')))
    throw new AppError(
      'config.invalid',
      `There is no database in ${folder}: set DATABASE_URL, or DATA_DIR to the app's data folder`,
    )
  const pid = runningApp(folder)
  if (pid !== undefined)
    throw new AppError('conflict', `The app is running on ${folder} (process ${pid}): stop it first, or use PostgreSQL`)
}

const runningApp = (folder: string): number | undefined => {
  try {
    const pid = Number(readFileSync(join(folder, 'app.pid'), 'utf8'))
    process.kill(pid, 0)
    return pid
  } catch {
    // No pid file, or one that a killed app left behind.
    return undefined
  }
}
