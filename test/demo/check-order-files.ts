import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type NamedLines, readOrderFiles } from '../../app/engine/order-files.ts'
import { messageOf } from '../../app/errors.ts'
import { readOrders, readRefunds } from '../emulator/shops/file/read-lines.ts'
import { type DemoOptions, UsageError } from './options.ts'

/**
 * Every line is read before anything is started, so that a broken one leaves nothing half-loaded: by the app's own reader,
 * which names all that is wrong, and by the local Shopify's. Gives the currency of the shop to be.
 */
export const checkOrderFiles = async ({ orders, refunds }: DemoOptions): Promise<string | undefined> => {
  if (orders === undefined) return undefined
  try {
    const { currency } = await readOrderFiles(linesOf(orders), refunds === undefined ? undefined : linesOf(refunds))
    readOrders(orders)
    if (refunds !== undefined) readRefunds(refunds)
    return currency
  } catch (error) {
    throw new UsageError(messageOf(error))
  }
}

const linesOf = (file: string): NamedLines => {
  try {
    const bytes = readFileSync(file)
    return { name: file, lines: (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n') }
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`)
  }
}
