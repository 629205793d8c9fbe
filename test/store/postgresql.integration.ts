import { describe } from 'vitest'
import { serverUrl } from '../support/database.ts'
import { storeTests } from './battery/battery.ts'

const isServed = serverUrl() !== undefined

describe.runIf(isServed)(`on PostgreSQL${isServed ? '' : ' (skipped: DATABASE_URL is not set)'}`, () =>
  storeTests('postgresql'),
)
