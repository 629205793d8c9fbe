import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { type OpenShop, type StartedApp, startApp } from '../support/start-app.ts'

let app: StartedApp
let browser: Browser
let opened: OpenShop
let page: Page
beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), launchChromium()])
  opened = await app.openShop()
  page = await browser.newPage()
  // The local Shopify stands in for the origin that blocks come from: for a browser it is another one than the app's.
  await page.goto(`${app.emulator.url}/emulator/summary`)
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

type Call = { readonly url: string; readonly token: string; readonly body: string | null }

/** What a page from elsewhere gets: the answer's status, or nothing where the browser keeps it back. */
const fetchThere = (path: string, token: string, body: object | null = null) =>
  page.evaluate(
    async ({ url, token, body }: Call) => {
      const headers = { authorization: `Bearer ${token}`, ...(body !== null && { 'content-type': 'application/json' }) }
      try {
        const response = await fetch(url, { headers, ...(body !== null && { method: 'POST', body }) })
        return { status: response.status, text: await response.text() }
      } catch {
        return 'kept back'
      }
    },
    { url: `${app.app.url}${path}`, token, body: body && JSON.stringify(body) },
  )

test('a browser lets blocks of another origin ask with a token, and read the answer', async () => {
  const customer = app.emulator.customerToken(opened.domain, opened.shop.newCustomer())

  expect(await fetchThere('/extensions/offers', customer)).toMatchObject({ status: 200 })
  expect(await fetchThere('/extensions/reasons', customer, { titles: ['Ten'] })).toMatchObject({ status: 200 })
  expect(await fetchThere('/extensions/offers', 'nonsense')).toMatchObject({
    status: 401,
    text: expect.stringContaining('token.invalid'),
  })
})

test('a browser lets no page of another origin near the admin’s own API', async () => {
  expect(await fetchThere('/api/shop', app.emulator.sessionToken(opened.domain))).toBe('kept back')
})
