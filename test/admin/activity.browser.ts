import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS } from '../../app/rules/types.ts'
import { callRule, codeRule, tagRule } from '../journeys/stories/rules.ts'
import { type AdminPage, barriersOn, ensureAdmin, LAPTOP, openAdmin, overflowOf, PHONE } from '../support/admin-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { type OpenShop, type StartedApp, startApp } from '../support/start-app.ts'

let app: StartedApp
let browser: Browser
let opened: OpenShop
const daysAgo = (days: number) => Date.now() - days * DAY_MS

beforeAll(async () => {
  await ensureAdmin()
  ;[app, browser] = await Promise.all([startApp(), launchChromium()])
  opened = await app.openShop([
    callRule('Call', { limits: { whenHeardEnough: 'wait' } }),
    callRule('Call once more'),
    tagRule('Tag', { limits: { coolDownDays: 2 } }),
    codeRule('Code', 10, {
      conditions: { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] },
      actions: [{ type: 'discount.code', params: { percent: 10 } }],
    }),
  ])
  const { shop, settled } = opened
  const by = shop.newCustomer({ firstName: 'Ada', lastName: 'Example' })
  for (const days of [5, 4, 1]) await shop.customerOrders({ by, on: daysAgo(days) })
  await settled()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

describe.each([LAPTOP, PHONE])('the activity on a screen $width wide', (screen) => {
  let admin: AdminPage
  beforeAll(async () => {
    admin = await openAdmin(browser, app, opened, screen)
  })

  test('says why something was kept back, when it may run, and which code nobody was told about', async () => {
    await admin.open('/activity?show=decided')
    await admin.page.getByText('From “Call”').first().waitFor()
    const text = (await admin.page.locator('body').innerText()).replaceAll(/\s+/g, ' ')

    const day = String.raw`\d+ \w+ \d{4}|\w+ \d+, \d{4}`
    for (const said of [
      'they have heard from us 2 times in 30 days · Waits for its turn until',
      'they have heard from us 2 times in 30 days · Possible again on',
      'they got it less than 2 days ago · Possible again since',
    ])
      expect(text).toMatch(new RegExp(`Kept back: ${said} (${day})`))
    expect(text).toContain('Not delivered: nobody has told them of this code.')
    expect(await overflowOf(admin.page)).toBe(0)
    expect(await barriersOn(admin.page)).toEqual([])
    expect(admin.complaints).toEqual([])
  })
})
