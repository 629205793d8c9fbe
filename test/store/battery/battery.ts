import { afterAll, beforeAll } from 'vitest'
import { type DatabaseKind, openTestStore, type TestStore } from '../open-test-store.ts'
import { checkoutTests } from './checkout.ts'
import { checkoutUseTests } from './checkout-uses.ts'
import { comparisonTests } from './comparisons.ts'
import { customerGrantTests } from './customer-grants.ts'
import { dayTests } from './days.ts'
import { drainTests } from './drain.ts'
import { effectTests } from './effects.ts'
import { grantTests } from './grants.ts'
import { inboxTests } from './inbox.ts'
import { isolationTests } from './isolation.ts'
import { laneTests } from './lanes.ts'
import { ledgerTests } from './ledger.ts'
import { limitTests } from './limits.ts'
import { migrationTests } from './migrations.ts'
import { parityTests } from './parity.ts'
import { ruleTests, taskTests } from './people-and-rules.ts'
import { performTests } from './perform.ts'
import { policyTests } from './policies.ts'
import { shopTests } from './shops.ts'

/** What a store promises, asked of each database alike. One store for all: every test has shops of its own. */
export const storeTests = (kind: DatabaseKind): void => {
  let opened: TestStore | undefined
  const current = (): TestStore => {
    if (opened === undefined) throw new Error('The store is not open yet')
    return opened
  }
  beforeAll(async () => {
    opened = await openTestStore(kind)
  })
  afterAll(() => opened?.close())

  migrationTests(kind, current)
  inboxTests(current)
  ledgerTests(current)
  laneTests(kind, current)
  drainTests(current)
  dayTests(current)
  limitTests(current)
  effectTests(current)
  performTests(current)
  grantTests(current)
  customerGrantTests(current)
  taskTests(current)
  ruleTests(current)
  comparisonTests(current)
  shopTests(current)
  policyTests(current)
  checkoutTests(current)
  parityTests(current)
  checkoutUseTests(current)
  isolationTests(current)
}
