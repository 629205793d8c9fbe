import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { barriersOn, ensureAdmin, openAdmin } from '../support/admin-page.ts'
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

/** From the menu of the page. */
const choose = async (page: Page, menu: string, item: string) => {
  await page.getByRole('button', { name: menu, exact: true }).click()
  await page.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click()
}
const agree = (page: Page, yes: string) => page.getByRole('dialog').getByRole('button', { name: yes }).click()

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

  await choose(page, 'Go live', 'Go live')
  await page.getByRole('dialog').getByRole('button', { name: 'Go live' }).click()
  await page.getByText('“Regulars carry a tag” is live').waitFor()
  expect((await opened.api.rules())[0]?.state).toBe('live')

  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByText('“Regulars carry a tag” is a draft again').waitFor()
  expect((await opened.api.rules())[0]?.state).toBe('draft')
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('a change to a live rule is a draft until it is put live, said in words before, and can be taken back', async () => {
  const opened = await app.openShop([regularTag])
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  const rule = async () => (await opened.api.rules())[0]
  await admin.open('/rules')
  await page.getByRole('link', { name: /Regulars carry a tag/ }).click()
  await page.getByText('more than 3 kept orders').waitFor()

  await typeChanged(page, regularTag, (text) => text.replace('"value": 3', '"value": 4'))
  await page.getByText('Unsaved changes').waitFor()
  await page.getByText('more than 4 kept orders').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved as draft v2. v1 stays live.').waitFor()
  await page.getByText('Draft v2 differs from live v1').waitFor()
  expect(await rule()).toMatchObject({ version: 2, runs: 1, state: 'live' })

  await page.getByRole('button', { name: 'See the difference' }).click()
  const lines = page.getByLabel('The two versions compared, line by line')
  expect(await lines.textContent()).toMatch(/Only before: +"value": 3[\s\S]*Only after: +"value": 4/)
  expect(await barriersOn(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()

  await page.getByRole('button', { name: 'Put v2 live' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByText('The customer has more than 3 kept orders → the customer has more than 4 kept orders.')
    .waitFor()
  expect(await barriersOn(page)).toEqual([])
  await agree(page, 'Put v2 live')
  await page.getByText('v2 of “Regulars carry a tag” is live').waitFor()
  expect(await rule()).toMatchObject({ version: 2, runs: 2, state: 'live' })

  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByText('“Regulars carry a tag” is live again').waitFor()
  expect(await rule()).toMatchObject({ version: 2, runs: 1, state: 'live' })
  await page.getByText('Draft v2 differs from live v1').waitFor()
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('a saved draft is taken back by Undo, and the live version never knew of it', async () => {
  const opened = await app.openShop([regularTag])
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open(`/rules/${(await opened.api.rules())[0]?.id}`)
  await page.getByText('more than 3 kept orders').waitFor()
  await typeChanged(page, regularTag, (text) => text.replace('"value": 3', '"value": 4'))
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Draft v2 differs from live v1').waitFor()

  await page.getByRole('button', { name: 'Undo' }).last().click()

  await page.getByText('Your earlier version is back').waitFor()
  await page.getByText('Draft v2 differs from live v1').waitFor({ state: 'detached' })
  expect((await opened.api.rules())[0]).toMatchObject({ version: 3, runs: 1, differsFromLive: false })
  await admin.close()
})

test('a rule is watched, goes live for some customers and then for more, each said in words', async () => {
  const opened = await app.openShop()
  const { id } = await opened.api.createRule(regularTag)
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  const rule = async () => (await opened.api.rules())[0]
  await admin.open(`/rules/${id}`)

  await choose(page, 'Go live', 'Watch only')
  await page.getByRole('dialog').getByText('It gives and sends nothing').waitFor()
  await agree(page, 'Watch only')
  await page.getByText('“Regulars carry a tag” is only watching').waitFor()
  expect(await rule()).toMatchObject({ state: 'shadow', runs: 1 })

  await choose(page, 'Go live', 'Go live')
  const field = page.getByLabel('For how many per cent of your customers')
  expect(await field.inputValue()).toBe('100')
  await field.fill('half')
  await page.getByText('Give a whole number from 1 to 100.').waitFor()
  expect(await page.getByRole('dialog').getByRole('button', { name: 'Go live' }).isDisabled()).toBe(true)
  await field.fill('20')
  await page.getByText('From now on this happens by itself, for 20% of your customers:').waitFor()
  await page.getByText('raising it later only ever adds some').waitFor()
  expect(await barriersOn(page)).toEqual([])
  await agree(page, 'Go live')
  await page.getByText('“Regulars carry a tag” is live for 20% of your customers').waitFor()
  expect(await rule()).toMatchObject({ state: 'live', share: 20, runs: 1 })

  await choose(page, 'Change', 'Live for more or fewer')
  await field.fill('50')
  await page.getByText('Until now for 20% of your customers, from now on for 50% of your customers:').waitFor()
  await agree(page, 'Change')
  await page.getByText('Live for 50%', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByText('Live for 20%', { exact: true }).waitFor()
  expect(await rule()).toMatchObject({ state: 'live', share: 20 })
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('what somebody else did to a rule meanwhile is not overrun', async () => {
  const opened = await app.openShop([regularTag])
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  const id = (await opened.api.rules())[0]?.id ?? ''
  await admin.open(`/rules/${id}`)
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Watch only/ }).click()
  await opened.api.setRuleState(id, 'live', 1, 20)

  await agree(page, 'Watch only')

  await page.getByText('Somebody else changed this rule a moment ago, so nothing was done.').waitFor()
  await page.getByText('Live for 20%', { exact: true }).waitFor()
  expect((await opened.api.rules())[0]).toMatchObject({ state: 'live', share: 20 })
  await admin.close()
})

test('the history says who did what, and an earlier version is put live again', async () => {
  const opened = await app.openShop([regularTag])
  await opened.api.call('PUT', '/me', { name: 'Sam' })
  const id = (await opened.api.rules())[0]?.id ?? ''
  const { version } = await opened.api.saveRule(id, { ...regularTag, name: 'Friends carry a tag' }, 1)
  await opened.api.setRuleState(id, 'live', version)
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open(`/rules/${id}`)

  await page.getByText('History', { exact: true }).click()
  const history = page.getByRole('list', { name: 'Versions and changes, latest first' })
  await history.getByText('Version 2 · live now · by Sam').waitFor()
  expect(await history.getByRole('listitem').allTextContents()).toEqual([
    expect.stringMatching(/^Live · version 2 · by Sam/),
    expect.stringMatching(/^Version 2/),
    expect.stringMatching(/^Live · version 1/),
    expect.stringMatching(/^Version 1/),
  ])
  await history.getByText('Version 2', { exact: true }).click()
  await history.getByText('The name: “Regulars carry a tag” → “Friends carry a tag”.').waitFor()
  await history.getByText('Version 1', { exact: true }).click()
  expect(await barriersOn(page)).toEqual([])
  await history.getByRole('button', { name: 'Put this version live again: Version 1' }).click()
  await page.getByRole('dialog').getByText('From the next order on, this is live again:').waitFor()
  await agree(page, 'Go back to it')

  await page.getByText('v3, the same as v1, takes its place').waitFor()
  await history.getByText('Version 3 · live now · the same as version 1 · by Sam').waitFor()
  expect((await opened.api.rules())[0]).toMatchObject({ name: 'Regulars carry a tag', runs: 3, version: 3 })
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('an archived rule is out of sight until somebody asks for it, and comes back paused', async () => {
  const opened = await app.openShop([firstOrderCard])
  await opened.api.createRule(regularTag)
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  const inList = page.getByRole('link', { name: /Regulars carry a tag/ })
  await admin.open('/rules')
  await inList.click()

  await choose(page, 'Go live', 'Archive')
  await agree(page, 'Archive')
  await page.getByText('“Regulars carry a tag” is in the archive').waitFor()
  await page.getByRole('link', { name: 'Rules', exact: true }).first().click()
  await page.getByRole('link', { name: /Every first order/ }).waitFor()
  expect(await inList.count()).toBe(0)

  await page.getByRole('tab', { name: /Archived/ }).click()
  expect(await barriersOn(page)).toEqual([])
  await inList.click()
  await page.getByRole('button', { name: 'Take out of the archive' }).click()
  await agree(page, 'Take it out')
  await page.getByText('“Regulars carry a tag” is out of the archive, and paused').waitFor()
  expect((await opened.api.rules())[1]).toMatchObject({ state: 'paused', runs: null })
  expect(admin.complaints).toEqual([])
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
  await page.getByText('Somebody else changed this rule while you were editing it').waitFor()
  expect(await page.getByLabel('Their version and yours compared').textContent()).toMatch(/Theirs[\s\S]*"value": 7/)
  await page.getByRole('button', { name: 'Go on with mine' }).click()
  await page.getByText('more than 7 kept orders').waitFor()
  expect((await opened.api.rules())[0]).toMatchObject({ version: 2, document: theirs, runs: 1 })
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

  await choose(page, 'Change', 'Pause')
  await page.getByRole('dialog').getByText('What customers already hold stays theirs').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
  await page.getByText('“Every first order leaves with a card” is paused').waitFor()
  await opened.shop.customerOrders()
  await opened.settled()

  expect((await opened.api.tasks('?view=all')).counts.all).toBe(1)
  expect((await opened.api.rules())[0]).toMatchObject({ state: 'paused', granted: 1 })
  await admin.close()
})
