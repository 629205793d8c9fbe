import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import type { Alarms, Store } from '../engine/ports.ts'
import { createActivity } from './activity.ts'
import { createBacktests } from './backtests.ts'
import { createCheckoutPolicies } from './checkout-policies.ts'
import { createCheckoutUses } from './checkout-uses.ts'
import { createCheckouts } from './checkouts.ts'
import { createComparisons } from './comparisons.ts'
import { createCustomerGrants } from './customer-grants.ts'
import { createEffects } from './effects.ts'
import { createFigures } from './figures.ts'
import { PrismaClient } from './generated/client.ts'
import { createHistory } from './history.ts'
import { createInbox } from './inbox.ts'
import { toJson } from './json.ts'
import { createLanes } from './lanes.ts'
import { createLedger } from './ledger.ts'
import { createLocks } from './locks.ts'
import { createMailTools } from './mail-tools.ts'
import { migrate } from './migrate.ts'
import { createNeverContact } from './never-contact.ts'
import { createParity } from './parity.ts'
import { createPeople } from './people.ts'
import { createPolicies } from './policies.ts'
import { createReviews } from './reviews.ts'
import { createRules } from './rules.ts'
import { createSessions } from './sessions.ts'
import { createShops } from './shops.ts'
import { type Database, openDatabase, type Sql } from './sql.ts'
import { createTasks } from './tasks.ts'

/** Where everything is kept: the engine's ports, and what the API reads and changes besides. */
export type AppStore = Awaited<ReturnType<typeof openStore>>

/**
 * Opens the database, PostgreSQL where a URL is given and PGlite in a folder else, and applies what is missing of the
 * migrations. Prisma's client serves single statements only: on PGlite its transactions would share the connection
 * with everybody else's statements, so transactions are the store's own.
 */
export const openStore = async (
  options: { readonly url?: string; readonly folder?: string },
  onProgress: (message: string) => void = () => {},
) => {
  const database = await openDatabase(options)
  try {
    await migrate(database, (name) => onProgress(`applying migration ${name}`))
  } catch (error) {
    await database.close()
    throw error
  }
  const prisma = new PrismaClient({
    adapter:
      database.kind === 'pglite' ? new PrismaPGlite(database.pglite) : new PrismaPg({ connectionString: options.url }),
  })
  const withLock = createLocks(database)
  const journey: Store = {
    inbox: createInbox(database),
    lanes: createLanes(database),
    effects: createEffects(database),
    history: createHistory(database),
    alarms: createAlarms(database),
  }
  return {
    ...journey,
    database: database as Database,
    shops: createShops(database),
    withLock,
    sessions: createSessions(database, withLock),
    mailTools: createMailTools(database),
    policies: createPolicies(database),
    neverContact: createNeverContact(database),
    people: createPeople(prisma),
    customerGrants: createCustomerGrants(database),
    rules: createRules(database),
    tasks: createTasks(prisma),
    reviews: createReviews(database),
    activity: createActivity(database),
    figures: createFigures(database),
    ledger: createLedger(database),
    backtests: createBacktests(database),
    parity: createParity(database),
    comparisons: createComparisons(database),
    checkouts: createCheckouts(database),
    checkoutPolicies: createCheckoutPolicies(database),
    checkoutUses: createCheckoutUses(database),
    close: async () => {
      await prisma.$disconnect()
      await database.close()
    },
  }
}

const createAlarms = (sql: Sql): Alarms => ({
  recordDisagreement: async (shop, { key, ruleId, compiled, reference, facts }) => {
    await sql.query(
      `INSERT INTO disagreement (shop, entry_kind, entry_id, rule_id, compiled, reference, facts)
       VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb) ON CONFLICT DO NOTHING`,
      [shop, key.kind, key.id, ruleId, compiled, reference, toJson(facts)],
    )
  },
})
