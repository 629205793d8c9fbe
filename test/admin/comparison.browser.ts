import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS, type RuleDocument } from '../../app/rules/types.ts'
import { type AppStore, openStore } from '../../app/store/open-store.ts'
import { regularsWelcomeCode } from '../../app/vocabulary/templates/regulars-welcome-code.ts'
import { barriersOn, ensureAdmin, LAPTOP, openAdmin, overflowOf, PHONE } from '../support/admin-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { fillComparison } from '../support/comparison.ts'
import { createDatabase, serverUrl, type TestDatabase } from '../support/database.ts'
import { type OpenShop, type StartedApp, startApp } from '../support/start-app.ts'

const server = serverUrl()
const onServer = test.runIf(server !== undefined)
const skipped = server === undefined ? ' (skipped: DATABASE_URL is not set)' : ''

const rule: RuleDocument = { ...regularsWelcomeCode.document, limits: { holdOutPercent: 50 } }

let app: StartedApp
let browser: Browser
let opened: OpenShop
let store: AppStore
let database: TestDatabase
beforeAll(async () => {
  if (server === undefined) return
  database = await createDatabase(server)
  await ensureAdmin()
  ;[app, browser, store] = await Promise.all([
    startApp({ environment: { DATABASE_URL: database.url } }),
    launchChromium(),
    openStore({ url: database.url }),
  ])
  opened = await app.openShop()
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
  await app?.stop()
  await database?.drop()
})

onServer(`a draft says whether the shop is big enough as soon as it was tried on past orders${skipped}`, async () => {
  const { shop, api, settled } = opened
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString()
  const ada = shop.newCustomer({ firstName: 'Ada' })
  for (const days of [300, 270, 100]) await shop.customerOrders({ by: ada, on: ago(days), total: '80.00' })
  await shop.customerOrders({ on: ago(200), total: '45.50' })
  await settled()
  const { id } = await api.createRule(rule)
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open(`/rules/${id}`)
  await page.getByRole('heading', { name: 'Left out to compare' }).waitFor()
  await page.getByText('Try the rule on your past orders first').waitFor()

  await page.getByRole('button', { name: /^Try it/ }).press('Enter')

  await page.getByText('Your shop is too small to tell.').waitFor()
  await page.getByText(/^To see whether the rule brings back a fifth more takes/).waitFor()
  expect(await barriersOn(page)).toEqual([])
  await admin.close()
})

test.runIf(server !== undefined).each([LAPTOP, PHONE])(
  `a comparison that is known says by how much, on a screen $width wide${skipped}`,
  async (screen) => {
    const filled = await app.openShop()
    const { id } = await filled.api.createRule(rule)
    const sides = { given: { customers: 800, comeBack: 480 }, leftOut: { customers: 800, comeBack: 360 } }
    await fillComparison(store, filled.domain, id, { ...sides, asOf: Date.now() - DAY_MS })
    const admin = await openAdmin(browser, app, filled, screen)
    const { page } = admin
    await admin.open(`/rules/${id}`)

    await page.getByText('The rule brings customers back.').waitFor()

    await page.getByRole('heading', { name: 'Within 30 days' }).waitFor()
    await page
      .getByText(/^60\.0% came back of those not left out, and 45\.0% of those left out/)
      .first()
      .waitFor()
    const waiting = page.getByRole('table', { name: /^Customers watched so far/ })
    expect(await waiting.getByRole('row', { name: /^90 days/ }).textContent()).toMatch(
      /^90 days320 of 3\d\d320 of 3\d\d1$/,
    )
    expect(await waiting.getByRole('row').count()).toBe(2)
    expect(await overflowOf(page)).toBe(0)
    expect(await barriersOn(page)).toEqual([])
    expect(admin.complaints).toEqual([])
    if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-${screen.width}.png`, fullPage: true })
    await admin.close()
  },
)

onServer(`a rule that leaves out nobody says nothing of it${skipped}`, async () => {
  const { id } = await opened.api.createRule(regularsWelcomeCode.document)
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  const answer = page.waitForResponse((response) => response.url().endsWith('/comparison'))
  await admin.open(`/rules/${id}`)
  await answer
  await page.getByRole('heading', { name: 'So far' }).waitFor()

  expect(await page.getByText('Left out to compare').count()).toBe(0)
  await admin.close()
})
