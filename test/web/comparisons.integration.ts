import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RuleDocument } from '../../app/rules/types.ts'
import { type AppStore, openStore } from '../../app/store/open-store.ts'
import { secondOrderInvitation } from '../../app/vocabulary/templates/second-order-invitation.ts'
import { fillComparison } from '../support/comparison.ts'
import { createDatabase, serverUrl, type TestDatabase } from '../support/database.ts'
import { type StartedApp, startApp, until } from '../support/start-app.ts'

const server = serverUrl()
const AS_OF = Date.parse('2026-06-01T06:00:00Z')

const leavingOut = (holdOutPercent: number): RuleDocument => ({
  ...secondOrderInvitation.document,
  limits: { ...secondOrderInvitation.document.limits, holdOutPercent },
})

describe.runIf(server !== undefined)(
  `the comparison of a rule${server === undefined ? ' (skipped: it is filled through PostgreSQL, and DATABASE_URL is not set)' : ''}`,
  () => {
    let database: TestDatabase
    let app: StartedApp
    let store: AppStore
    beforeAll(async () => {
      database = await createDatabase(server ?? '')
      app = await startApp({ environment: { DATABASE_URL: database.url } })
      store = await openStore({ url: database.url })
    })
    afterAll(async () => {
      await store?.close()
      await app?.stop()
      await database?.drop()
    })

    test('is told before it begins: first that nobody can say, then that the shop is too small', async () => {
      const { api, shop, settled } = await app.openShop()
      const rule = await api.createRule(leavingOut(10))

      expect(await api.comparison(rule.id)).toMatchObject({
        ...{ state: 'untold', percent: 10, isBegun: false, weeksLeft: null, windows: [] },
        says: expect.stringMatching(/^Try the rule on your past orders first/),
      })

      for (let customer = 0; customer < 4; customer++) {
        const by = shop.newCustomer()
        await shop.customerOrders({ by, on: '2025-03-01', total: '50.00' })
        if (customer === 0) await shop.customerOrders({ by, on: '2025-03-15', total: '50.00' })
      }
      await shop.customerOrders({ on: '2025-12-01', total: '50.00' })
      await settled()
      const { id } = await api.startBacktest({ ruleId: rule.id, version: rule.version })
      await until(async () => (await api.backtest(id)).state === 'done', 'the rule is tried')

      const { state, says, explains, isBegun } = await api.comparison(rule.id)
      expect({ state, says, isBegun }).toEqual({
        ...{ state: 'too_small', isBegun: false },
        says: 'Your shop is too small to tell.',
      })
      expect(explains.join(' ')).toMatch(/customers with 10% of them left out: (about \d+|more than 100) years/)
    })

    test('is not yet known while too few came in, and says for how long', async () => {
      const { api, domain } = await app.openShop()
      const rule = await api.createRule(leavingOut(10))
      const sides = { given: { customers: 3_600, comeBack: 1_260 }, leftOut: { customers: 400, comeBack: 120 } }
      await fillComparison(store, domain, rule.id, { ...sides, asOf: AS_OF })

      const { state, says, windows, weeksLeft } = await api.comparison(rule.id)

      expect({ state, says }).toEqual({
        state: 'not_yet',
        says: expect.stringMatching(/^Not yet known, about \d+ more weeks at this pace\.$/),
      })
      expect(weeksLeft).toBeGreaterThan(4)
      expect(windows.map(({ found }) => found)).toEqual([null, null, null])
      expect(windows[0]?.given).toMatchObject({ entered: 3_600, watched: 3_600, cameBack: 1_260 })
      expect(windows[2]?.leftOut).toEqual({ entered: 400, watched: 160, cameBack: 48, spent: '2145.00' })
    })

    test('is known once enough were watched, in rates and in money, and in no other shop', async () => {
      const { api, domain } = await app.openShop()
      const rule = await api.createRule(leavingOut(50))
      const sides = { given: { customers: 1_100, comeBack: 660 }, leftOut: { customers: 1_100, comeBack: 440 } }
      await fillComparison(store, domain, rule.id, { ...sides, asOf: AS_OF })

      const { state, percent, says, windows } = await api.comparison(rule.id)

      expect({ state, percent, says }).toEqual({
        ...{ state: 'known', percent: 50 },
        says: 'The rule brings customers back.',
      })
      const { rate, spent } = windows[0]?.found ?? {}
      expect(rate?.value).toBeCloseTo(0.2, 9)
      // Wald's interval for these counts is 0.1591 to 0.2409.
      expect(rate?.from).toBeCloseTo(0.1587, 3)
      expect(rate?.to).toBeCloseTo(0.2408, 3)
      expect(Number(spent?.from)).toBeGreaterThan(0)
      expect(Number(spent?.to)).toBeGreaterThan(Number(spent?.from))
      expect(windows[0]?.says[0]).toContain('60.0% came back of those not left out, and 40.0% of those left out')

      const { api: theirs } = await app.openShop()
      await expect(theirs.comparison(rule.id)).rejects.toMatchObject({ status: 404 })
    })

    test('of a rule that leaves out nobody and was never tried is not begun', async () => {
      const { api } = await app.openShop()
      const rule = await api.createRule(secondOrderInvitation.document)

      expect(await api.comparison(rule.id)).toMatchObject({ state: 'untold', percent: 10, isBegun: false })
      await expect(api.comparison('rul_unknown')).rejects.toMatchObject({ status: 404 })
    })
  },
)
