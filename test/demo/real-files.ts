import { join } from 'node:path'
import type { OrderFiles } from './order-files.ts'

const FOLDER = join(import.meta.dirname, '../../../shared/data')

/** A real shop's orders; where they are not, tests on them are skipped with that reason. */
export const REAL_FILES: OrderFiles = {
  orders: join(FOLDER, 'online-retail-demo.orders.jsonl.gz'),
  refunds: join(FOLDER, 'online-retail-demo.refunds.jsonl.gz'),
}
/** Runs of minutes have a command of their own. */
export const IS_LONG = process.env.TEST_LONG === '1'
export const NOT_LONG = 'takes minutes: npm run test:long'
export const NO_FILE = 'needs the orders of ../shared/data, which are no part of the project'
