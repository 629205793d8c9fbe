import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forRegulars } from '../journeys/stories/checkout.ts'
import { barriersOn, ensureAdmin, openAdmin, overflowOf, PHONE } from '../support/admin-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { type StartedApp, startApp } from '../support/start-app.ts'

let app: StartedApp
let browser: Browser
beforeAll(async () => {
  await ensureAdmin()
  ;[app, browser] = await Promise.all([startApp(), launchChromium()])
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

test('the page of a rule for the checkout says what going live takes, and then how far it is', async () => {
  const opened = await app.openShop()
  await opened.shop.customerOrders()
  await opened.settled()
  const { id, version } = await opened.api.createRule(forRegulars())
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open(`/rules/${id}`)
  await page.getByText('When the first rule goes live, Shopify is told of 1 customer: about 1 second').waitFor()
  await page.getByText('Decided by our own part of Shopify’s checkout').waitFor()

  await opened.api.setRuleState(id, 'live', version)
  await page.getByText('In the checkout since').waitFor()
  await page.getByText('Shopify has been told of 1 customer.').waitFor()
  await page.getByText(/^It takes \d+ bytes; all rules together \d+ of 9,500\.$/).waitFor()

  await opened.api.call('POST', '/stop')
  await page.getByText('Everything is stopped.', { exact: true }).waitFor()
  expect(await barriersOn(page)).toEqual([])
  await page.setViewportSize(PHONE)
  expect(await overflowOf(page)).toBe(0)
  expect(admin.complaints).toEqual([])
  await admin.close()
})
