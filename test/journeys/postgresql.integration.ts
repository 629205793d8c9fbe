import { describe } from 'vitest'
import { serverUrl } from '../support/database.ts'
import { journeys } from './journeys.ts'

const url = serverUrl()

describe.runIf(url !== undefined)(
  `on PostgreSQL${url === undefined ? ' (skipped: DATABASE_URL is not set)' : ''}`,
  () => journeys({ databaseUrl: url ?? '' }),
)
