import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS, type RuleDocument } from '../../app/rules/types.ts'
import { regularsWelcomeCode } from '../../app/vocabulary/templates/regulars-welcome-code.ts'
import { tagRule } from '../journeys/stories/rules.ts'
import { barriersOn, ensureAdmin, LAPTOP, openAdmin, overflowOf, PHONE } from '../support/admin-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { createDatabase, serverUrl } from '../support/database.ts'
import { type OpenShop, type StartedApp, startApp } from '../support/start-app.ts'

const offer: RuleDocument = regularsWelcomeCode.document
const second = { ...offer, name: 'A second code', actions: [{ type: 'discount.code', params: { percent: 5 } }] }

let app: StartedApp
let browser: Browser
let opened: OpenShop
let address: string
beforeAll(async () => {
  await ensureAdmin()
  ;[app, browser] = await Promise.all([startApp(), launchChromium()])
  opened = await app.openShop([offer, tagRule('Everybody gets a tag'), second])
  const { shop, api, settled } = opened
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString()
  const ada = shop.newCustomer({ firstName: 'Ada', lastName: 'Byron' })
  for (const days of [300, 250, 200, 150, 100, 20])
    await shop.customerOrders({ by: ada, on: ago(days), total: '80.00' })
  const marcus = shop.newCustomer({ firstName: 'Marcus', lastName: 'Webb' })
  for (const days of [120, 90]) await shop.customerOrders({ by: marcus, on: ago(days), total: '45.50' })
  await settled()
  address = `/rules/${(await api.rules()).find(({ name }) => name === offer.name)?.id}`
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const typeOver = async (page: Page, written: unknown) => {
  await page.getByLabel('Rule document, JSON').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(JSON.stringify(written, null, 2))
}

test.each([LAPTOP, PHONE])(
  'a live rule is tried on past orders by keyboard, on a screen $width wide',
  async (screen) => {
    const admin = await openAdmin(browser, app, opened, screen)
    const { page } = admin
    await admin.open(address)

    await page.getByRole('button', { name: /^Try it/ }).press('Enter')

    await page
      .getByText('It would have been given 4 times, to 2 customers.')
      .filter({ visible: true })
      .first()
      .waitFor()
    // 10% of Ada's second and fifth order and of Marcus's second; Ada has not used her last code yet.
    await page.getByText('It would have cost at most £20.55, on 3 orders with a code.').waitFor()
    await page.getByText(/^Kept back 1 time: they have had it as often/).waitFor()
    await page.getByText(/^Ada Byron, order #/).waitFor()
    expect(await page.getByRole('table', { name: 'Month by month' }).getByRole('row').count()).toBeGreaterThan(2)
    await page.getByText('4 orders got something from “Everybody gets a tag” too.').waitFor()
    await page.getByText(/^What is known reaches from /).waitFor()
    await page.getByText(/^You asked for more: nothing is known of your shop before /).waitFor()
    expect(await overflowOf(page)).toBe(0)
    expect(await barriersOn(page)).toEqual([])
    expect(admin.complaints).toEqual([])

    await page.reload()
    await page.getByText('It would have been given 4 times, to 2 customers.').waitFor()
    await admin.close()
  },
)

test('a change is tried before it is saved, and says who would lose', async () => {
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open(address)
  await page.getByText('How it reads').waitFor()
  const conditions = { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] }
  await typeOver(page, { ...offer, conditions })
  await page.getByText('Unsaved changes').waitFor()

  await page.getByRole('button', { name: /^Try it/ }).click()

  const table = page.getByRole('table', { name: 'Compared with the live rule' })
  expect(await table.getByRole('row', { name: /As it is/ }).textContent()).toBe('As it is42£20.55')
  expect(await table.getByRole('row', { name: /With your change/ }).textContent()).toBe('With your change21£8.00')
  await page.getByText('1 customer would no longer get it').waitFor()
  await page.getByText(/^Marcus Webb, order #/).waitFor()
  expect(await barriersOn(page)).toEqual([])

  await typeOver(page, offer)
  await page.getByText('You have changed the rule since this was tried.').waitFor()
  await admin.close()
})

test('a new rule that nobody would meet says who came nearest', async () => {
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/rules/new/blank')
  await page.getByText('Solve the problems in the document first.').waitFor()
  expect(await page.getByRole('button', { name: 'Try it' }).isDisabled()).toBe(true)
  const conditions = { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 30 }] }
  await typeOver(page, { ...offer, name: 'Thirty orders', conditions })

  await page.getByRole('button', { name: 'Try it' }).click()

  await page.getByText('Nobody would have got it').filter({ visible: true }).first().waitFor()
  await page.getByText(/^The nearest was Ada Byron \(order #\d+\), on /).waitFor()
  await page.getByText('6 kept orders; needs more than 30 (25 more).').waitFor()
  expect(await barriersOn(page)).toEqual([])
  await admin.close()
})

test('what is probably not meant stands beside the document, and does not keep it from being saved', async () => {
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open(address)
  await page.getByText('Worth a second look').waitFor()
  await page.getByText(/This rule and "A second code" can both give a discount for one order, 10% at worst/).waitFor()
  await page.getByText('For example: first order: yes').waitFor()
  const conditions = {
    all: [
      { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
      { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 2 },
    ],
  }
  await typeOver(page, { ...offer, conditions })

  await page
    .getByText(
      /“the customer has more than 2 kept orders”: this condition says nothing new: whoever meets the others meets it too/,
    )
    .waitFor()
  expect(await page.getByRole('button', { name: 'Save', exact: true }).isEnabled()).toBe(true)
  await page.getByRole('button', { name: /^Line \d+: This condition says nothing new/ }).click()
  expect(await page.locator('.cm-activeLine').textContent()).toMatch(/\{/)
  expect(await barriersOn(page)).toEqual([])
  await page.getByRole('link', { name: 'See “A second code”' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('heading', { name: 'A second code' }).waitFor()
  await admin.close()
})

const server = serverUrl()

test.runIf(server !== undefined)(
  `one under way is called off by keyboard, and nobody is left nowhere${server === undefined ? ' (skipped: DATABASE_URL is not set)' : ''}`,
  async () => {
    const database = await createDatabase(server ?? '')
    const own = await startApp({ environment: { DATABASE_URL: database.url } })
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const admin = await openAdmin(browser, own, await own.openShop([offer]))
    const { page } = admin
    await admin.open('/rules')
    await page.getByRole('link', { name: offer.name }).click()
    await page.getByRole('button', { name: 'Try it' }).waitFor()
    await client.query('BEGIN')
    // Nobody reads the ledger now, so it stays under way.
    await client.query('LOCK TABLE entry IN ACCESS EXCLUSIVE MODE')

    await page.getByRole('button', { name: 'Try it' }).press('Enter')
    const cancel = page.getByRole('button', { name: 'Cancel' })
    await cancel.waitFor()
    await page.getByText('Waiting for its turn').filter({ visible: true }).first().waitFor()
    expect(await barriersOn(page)).toEqual([])
    await cancel.press('Enter')

    await page.getByText('Cancelled. Nothing was changed.').filter({ visible: true }).first().waitFor()
    expect(await cancel.count()).toBe(0)
    // The next press of Tab goes on from the panel, not from the top of the page.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Try it on your past orders')
    await client.query('COMMIT')
    await admin.close()
    await client.end()
    await own.stop()
    await database.drop()
  },
)
