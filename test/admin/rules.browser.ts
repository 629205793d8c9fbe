import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { ensureAdmin, openAdmin } from '../support/admin-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { type StartedApp, startApp, until } from '../support/start-app.ts'

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

const regularTag = templates.find(({ id }) => id === 'regular-tag')?.document
const firstOrderCard = templates.find(({ id }) => id === 'first-order-card')?.document

const SCOPES = [
  'read_all_orders',
  'read_customers',
  'read_orders',
  'write_customers',
  'write_discounts',
  'write_orders',
]

/** Types the document, changed as text, over the one that stands there. */
const typeChanged = async (page: Page, document: unknown, change: (text: string) => string) => {
  await page.getByLabel('Rule document, JSON').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(change(JSON.stringify(document, null, 2)))
}

test('a past that may not be read is read on demand, once it may', async () => {
  // Nobody has opened the app in this shop yet: the first page installs it, which begins the reading.
  const shop = app.emulator.shop()
  const admin = await openAdmin(browser, app, shop)
  const { page } = admin
  const customersRead = app.emulator.failures.next('bulkOperationRunQuery', { kind: 'done, answer held' })
  await admin.open('/rules')
  await customersRead.met
  shop.changeScopes(['read_customers'])
  customersRead.release()
  const failed = page.getByText('Your past orders could not all be read')
  await failed.waitFor()

  const asked = async () => {
    const answer = page.waitForResponse((response) => response.url().endsWith('/api/history/retry'))
    await page.getByRole('button', { name: 'Read them again' }).click()
    return (await answer).status()
  }
  // The job tries by itself as well, and is then under way when the button is pressed.
  await until(async () => (await asked()) === 200, 'the reading is asked for')
  shop.changeScopes(SCOPES)

  await failed.waitFor({ state: 'detached' })
  await page.getByText('Nothing is decided before').waitFor({ state: 'detached' })
  await page.getByText('Write your first rule').waitFor()
  await admin.close()
})

test('a merchant makes a rule from a template, sees a mistake at its place, saves it and goes live', async () => {
  const opened = await app.openShop()
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/rules')
  await page.getByRole('link', { name: 'Write your first rule' }).click()
  await page.getByRole('link', { name: 'Regulars carry a tag' }).click()
  await page.getByText('tag the customer “regular”').waitFor()

  await typeChanged(page, regularTag, (text) => text.replace('keptOrdersCount"', 'keptOrdersCuont"'))
  await page.getByText('1 problem to solve before it can be saved').waitFor()
  const underlined = page.locator('.cm-line').filter({ has: page.locator('.cm-lintRange-error') })
  await underlined.filter({ hasText: '"fact": "customer.keptOrdersCuont"' }).waitFor()
  expect(await page.getByRole('button', { name: 'Save as draft' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: /^Line 8/ }).click()
  expect(await page.locator('.cm-activeLine').textContent()).toContain('customer.keptOrdersCuont')

  await typeChanged(page, regularTag, (text) => text)
  await page.getByText('tag the customer “regular”').waitFor()
  await page.getByRole('button', { name: 'Save as draft' }).click()
  await page.getByText('Saved as a draft').waitFor()
  const [draft] = await opened.api.rules()
  expect(draft).toMatchObject({ name: 'Regulars carry a tag', state: 'draft', version: 1 })

  await page.getByRole('button', { name: 'Go live' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Go live' }).click()
  await page.getByText('“Regulars carry a tag” is live').waitFor()
  expect((await opened.api.rules())[0]?.state).toBe('live')

  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByText('“Regulars carry a tag” is a draft again').waitFor()
  expect((await opened.api.rules())[0]?.state).toBe('draft')
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('a change to a live rule is said in words before it is saved, and can be taken back', async () => {
  const opened = await app.openShop([regularTag])
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/rules')
  await page.getByRole('link', { name: /Regulars carry a tag/ }).click()
  await page.getByText('more than 3 kept orders').waitFor()

  await typeChanged(page, regularTag, (text) => text.replace('"value": 3', '"value": 4'))
  await page.getByText('Unsaved changes').waitFor()
  await page.getByText('more than 4 kept orders').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('more than 3 kept orders').waitFor()
  await dialog.getByText('more than 4 kept orders').waitFor()
  await dialog.getByRole('button', { name: 'Save the change' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  expect((await opened.api.rules())[0]).toMatchObject({ version: 2, state: 'live' })

  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByText('Your earlier version is back').waitFor()
  expect((await opened.api.rules())[0]).toMatchObject({ version: 3, document: regularTag })
  await admin.close()
})

test('what two people changed at once is shown to the second, and nothing typed is lost', async () => {
  const opened = await app.openShop([regularTag])
  const [rule] = await opened.api.rules()
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open(`/rules/${rule?.id}`)
  await page.getByText('more than 3 kept orders').waitFor()
  await typeChanged(page, regularTag, (text) => text.replace('"value": 3', '"value": 7'))
  await page.getByText('more than 7 kept orders').waitFor()
  const theirs = { ...regularTag, name: 'Theirs' }
  await opened.api.call('PUT', `/rules/${rule?.id}`, { document: theirs, version: 1 })

  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save the change' }).click()
  await page.getByText('Somebody else changed this rule while you were editing it').waitFor()
  expect(await page.getByLabel('Their version and yours compared').textContent()).toMatch(/Theirs[\s\S]*"value": 7/)
  await page.getByRole('button', { name: 'Go on with mine' }).click()
  await page.getByText('more than 7 kept orders').waitFor()
  expect((await opened.api.rules())[0]).toMatchObject({ version: 2, name: 'Theirs' })
  await admin.close()
})

test('a paused rule gives nothing more, and the merchant is told what stays', async () => {
  const opened = await app.openShop([firstOrderCard])
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await opened.shop.customerOrders()
  await until(async () => (await opened.api.tasks('?view=all')).counts.all === 1, 'the first order made a task')
  await admin.open('/rules')
  await page.getByRole('link', { name: /Every first order leaves with a card/ }).click()

  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('dialog').getByText('What customers already hold stays theirs').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
  await page.getByText('“Every first order leaves with a card” is paused').waitFor()
  await opened.shop.customerOrders()
  await opened.settled()

  expect((await opened.api.tasks('?view=all')).counts.all).toBe(1)
  expect((await opened.api.rules())[0]).toMatchObject({ state: 'paused', granted: 1 })
  await admin.close()
})
