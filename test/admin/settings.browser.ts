import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { settings } from '../../app/contracts/api.ts'
import { DEFAULT_POLICIES } from '../../app/rules/policies.ts'
import { tagRule } from '../journeys/stories/rules.ts'
import { isSigned, type Receiver, startReceiver } from '../notify/receiver.ts'
import { barriersOn, ensureAdmin, openAdmin, overflowOf, PHONE } from '../support/admin-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'

let app: StartedApp
let browser: Browser
let receiver: Receiver
beforeAll(async () => {
  await ensureAdmin()
  ;[app, browser, receiver] = await Promise.all([
    startApp({ environment: { NOTIFY_PRIVATE_ADDRESSES: 'allowed' } }),
    launchChromium(),
    startReceiver(),
  ])
})
beforeEach(() => {
  receiver.received.length = 0
  receiver.replies.length = 0
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await receiver?.stop()
})

const winBack = tagRule('Win-back', { actions: [{ type: 'customer.notify', params: { message: 'win-back' } }] })

test('a mail tool is set up by key alone: its address, the secret shown once, and a test that says what came back', async () => {
  const opened = await app.openShop()
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/rules')
  await page.getByRole('link', { name: 'Settings' }).focus()
  await page.keyboard.press('Enter')
  const address = page.getByRole('textbox', { name: 'Address' })
  await address.waitFor()

  await address.focus()
  await page.keyboard.press('Enter')
  await page.getByText('Write an address first').waitFor()
  await page.keyboard.type(receiver.url)
  await page.keyboard.press('Enter')
  const secret = page.getByRole('textbox', { name: 'Signing secret' })
  await secret.waitFor()
  const shown = await secret.inputValue()
  await page.getByRole('button', { name: 'Send a test message' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('The test message arrived').waitFor()
  await page.getByText('The mail tool took the message (HTTP 204).').waitFor()

  expect(receiver.received.map((message) => isSigned(message, shown, Date.now()))).toEqual([true])
  expect(await barriersOn(page)).toEqual([])
  expect(await overflowOf(page)).toBe(0)

  await page.reload()
  await page.getByRole('button', { name: 'Make a new signing secret' }).waitFor()
  expect(await address.inputValue()).toBe(receiver.url)
  expect(await secret.count()).toBe(0)
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('a wrong address is refused with what is wrong, and what was typed stays', async () => {
  const opened = await app.openShop()
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/settings')
  const address = page.getByRole('textbox', { name: 'Address' })
  await address.fill('mail.example.com')
  await page.getByRole('button', { name: 'Save: Your mail tool' }).click()

  await page.getByText('Not saved: This is not a web address').waitFor()
  expect(await address.inputValue()).toBe('mail.example.com')
  expect(await address.getAttribute('aria-invalid')).toBe('true')
  expect(await opened.api.call('GET', '/settings')).toMatchObject({ mailToolAddress: null })
  await admin.close()
})

test('a test that fails says why, a new secret replaces the old one, on a phone', async () => {
  const opened = await app.openShop()
  await opened.api.call('PUT', '/settings', { mailToolAddress: receiver.url })
  receiver.replies.push({ status: 401 })
  const admin = await openAdmin(browser, app, opened, PHONE)
  const { page } = admin
  await admin.open('/settings')

  await page.getByRole('button', { name: 'Send a test message' }).click()
  await page.getByText('The test message did not arrive').waitFor()
  await page.getByText('The mail tool refused the message (HTTP 401).').waitFor()
  await page.getByRole('button', { name: 'Make a new signing secret' }).click()
  await page.getByRole('button', { name: 'Make a new one' }).click()
  const shown = await page.getByRole('textbox', { name: 'Signing secret' }).inputValue()
  expect(await barriersOn(page)).toEqual([])
  expect(await overflowOf(page)).toBe(0)
  await page.getByRole('button', { name: 'I have it' }).click()
  await page.getByRole('button', { name: 'Send a test message' }).click()
  await page.getByText('The test message arrived').waitFor()

  expect(receiver.received.map((message) => isSigned(message, shown, Date.now()))).toEqual([false, true])
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('a rule that writes to customers goes live only once there is an address, which then stays', async () => {
  const opened = await app.openShop()
  const { id } = await opened.api.createRule(winBack)
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  const goLive = async () => {
    await admin.open(`/rules/${id}`)
    await page.getByRole('button', { name: 'Go live' }).click()
    await page.getByRole('menuitem', { name: /^Go live/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Go live' }).click()
  }

  await goLive()
  await page.getByText('No address of your mail tool is set. Set it under Settings first').waitFor()
  expect((await opened.api.rules())[0]?.state).toBe('draft')
  await opened.api.call('PUT', '/settings', { mailToolAddress: receiver.url })
  await goLive()
  await page.getByText('“Win-back” is live').waitFor()
  await admin.open('/settings')
  await page.getByRole('button', { name: 'Remove the address' }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await page.getByText('The rule “Win-back” is live and needs the mail tool').waitFor()
  expect(await opened.api.call('GET', '/settings')).toMatchObject({ mailToolAddress: receiver.url })

  await opened.api.setRuleState(id, 'paused')
  await page.getByRole('button', { name: 'Remove the address' }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await page.getByText('No address is set').waitFor()
  expect(await opened.api.call('GET', '/settings')).toMatchObject({ mailToolAddress: null })
  await admin.close()
})

test('the birthday metafield is set, and the customers read again', async () => {
  const opened = await app.openShop()
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/settings')
  const field = page.getByRole('textbox', { name: 'Customer metafield with the date of birth' })

  await field.fill('birthday')
  await page.keyboard.press('Enter')
  await page.getByText('Not saved: expected namespace.key').waitFor()
  await field.fill('facts.birth_date')
  await page.keyboard.press('Enter')
  await page.getByText('Your customers are being read again').waitFor()
  await page.getByRole('button', { name: 'Close' }).waitFor()
  expect(await barriersOn(page)).toEqual([])

  expect(await opened.api.call('GET', '/settings')).toMatchObject({ birthdayMetafield: 'facts.birth_date' })
  await until(async () => (await opened.api.shop()).history.state === 'done', 'the customers are read again')
  await admin.close()
})

test('settings that cannot be read say so, and are there after another try', async () => {
  const opened = await app.openShop()
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await page.route('**/api/settings', (route) => route.abort())
  await admin.open('/settings')

  await page.getByText('The settings could not be read').waitFor()
  await page.unroute('**/api/settings')
  await page.getByRole('button', { name: 'Try again' }).click()

  await page.getByText('No address is set').waitFor()
  await admin.close()
})

test('what came of a message stands on Activity', async () => {
  const opened = await app.openShop()
  await opened.api.call('PUT', '/settings', {
    mailToolAddress: receiver.url,
    policies: { contacts: { quiet: null } },
  })
  const { id, version } = await opened.api.createRule(winBack)
  await opened.api.setRuleState(id, 'live', version)
  receiver.replies.push({ status: 422 })
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/activity')

  await opened.shop.customerOrders()
  await page.getByText('The mail tool refused the message (HTTP 422)').waitFor()
  await page.getByRole('button', { name: 'Try again: message “win-back” to your mail tool' }).click()
  await page.getByText('Message “win-back” to your mail tool').waitFor()
  await page.getByText('done', { exact: true }).waitFor()

  expect(receiver.received).toHaveLength(2)
  await admin.close()
})

const policiesOf = async (opened: OpenShop) => settings.parse(await opened.api.call('GET', '/settings')).policies

test('what rules are held to is changed where it stands, by key alone, and taken back', async () => {
  const opened = await app.openShop()
  await opened.api.call('PUT', '/me', { name: 'Sam Tester' })
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/settings')
  const times = page.getByRole('spinbutton', { name: 'How many times' })

  await times.fill('31')
  await page.keyboard.press('Enter')
  await page.getByText('Not saved: expected a whole number of times from 0 to 30').waitFor()
  expect(await times.getAttribute('aria-invalid')).toBe('true')
  expect(await barriersOn(page)).toEqual([])
  await times.fill('4')
  await page.getByRole('combobox', { name: 'When messages go out' }).selectOption('go out at any hour')
  await times.press('Enter')
  await page.getByText('How often customers hear from you: saved').waitFor()
  await page.getByText('Changed by you, just now').waitFor()
  expect((await policiesOf(opened)).contacts).toMatchObject({ times: 4, quiet: null })

  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('How often customers hear from you: as it was before').waitFor()
  expect(await policiesOf(opened)).toEqual(DEFAULT_POLICIES)
  expect(await times.inputValue()).toBe('2')
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('a change goes back to the default, or is dropped', async () => {
  const opened = await app.openShop()
  await opened.api.call('PUT', '/settings', { policies: { staffTag: 'our people', discountCeilingPercent: 40 } })
  const admin = await openAdmin(browser, app, opened, PHONE)
  const { page } = admin
  await admin.open('/settings')
  const percent = page.getByRole('spinbutton', { name: 'Per cent' })
  await page.getByText('The default: 25%.').waitFor()

  await percent.fill('50')
  await page.getByRole('button', { name: 'Cancel: Discounts' }).click()
  expect(await percent.inputValue()).toBe('40')
  await page.getByRole('button', { name: 'Back to default: Staff' }).click()
  await page.getByRole('button', { name: 'Save: Staff' }).click()
  await page.getByText('Staff: saved').waitFor()

  expect(await policiesOf(opened)).toMatchObject({ staffTag: 'staff', discountCeilingPercent: 40 })
  expect(await overflowOf(page)).toBe(0)
  await admin.close()
})

test('what somebody else changed meanwhile stands beside what is being written', async () => {
  const opened = await app.openShop()
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/settings')
  const tag = page.getByRole('textbox', { name: 'Tag' })
  await tag.fill('mine')
  await opened.api.call('PUT', '/settings', { policies: { staffTag: 'theirs' } })

  await tag.press('Enter')
  await page.getByText('Somebody else changed this while you were writing').waitFor()
  await page.getByText('It says now: customers tagged “theirs”.').waitFor()
  expect(await barriersOn(page)).toEqual([])
  expect(await tag.inputValue()).toBe('mine')
  await page.getByRole('button', { name: 'Go on with mine' }).click()
  await page.getByRole('button', { name: 'Save: Staff' }).click()
  await page.getByText('Staff: saved').waitFor()

  expect(await policiesOf(opened)).toMatchObject({ staffTag: 'mine' })
  await admin.close()
})

test('a ceiling below what a live rule gives is refused with the rule and the way out', async () => {
  const opened = await app.openShop([
    tagRule('A fifth off', { actions: [{ type: 'discount.code', params: { percent: 20 } }] }),
  ])
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/settings')
  await page.getByRole('spinbutton', { name: 'Per cent' }).fill('15')
  await page.getByRole('button', { name: 'Save: Discounts' }).click()

  await page.getByText('“A fifth off” (20%) is live and gives more than 15%: lower its discount or pause it').waitFor()
  expect(await policiesOf(opened)).toMatchObject({ discountCeilingPercent: 25 })
  await admin.close()
})

test('orders that cost nothing count once that is said, and past orders are read again', async () => {
  const opened = await app.openShop()
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/settings')
  await page.getByRole('combobox', { name: 'Orders that cost nothing' }).selectOption('count like any other.')
  await page.getByRole('button', { name: 'Save: Orders that cost nothing' }).click()
  await page.getByText('Orders that cost nothing: saved').waitFor()

  expect(await policiesOf(opened)).toMatchObject({ countFreeOrders: true })
  await until(async () => (await opened.api.shop()).history.state === 'done', 'the past is read again')
  await admin.close()
})

test('everything is stopped and started again by key, from any page', async () => {
  const opened = await app.openShop([tagRule('thanked')])
  const admin = await openAdmin(browser, app, opened, { width: 320, height: 700 })
  const { page } = admin
  const ends = page.getByText('Within 10 seconds your rules give nothing any more')
  await admin.open('/activity')
  await page.getByRole('button', { name: 'Stop everything' }).focus()
  await page.keyboard.press('Enter')
  await ends.waitFor()
  expect(await barriersOn(page)).toEqual([])
  await page.keyboard.press('Escape')
  await ends.waitFor({ state: 'detached' })
  expect((await opened.api.shop()).stopped).toBeNull()

  await page.getByRole('button', { name: 'Stop everything' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop everything' }).click()
  await page.getByText(/Everything is stopped since \d\d:\d\d today, by you/).waitFor()
  expect((await opened.api.shop()).stopped).not.toBeNull()
  const { customer } = await opened.shop.customerOrders()
  await until(async () => (await opened.api.status()).orders.live === 1, 'the order is learned')
  expect(opened.shop.tagsOf(customer)).toEqual([])

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByText('Everything is stopped since').waitFor()
  await page.getByRole('button', { name: 'Start again' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Start again' }).click()
  await page.getByText('Your rules go on').waitFor()
  await page.getByRole('button', { name: 'Stop everything' }).waitFor()
  const after = await opened.shop.customerOrders()
  await opened.settled()

  expect(opened.shop.tagsOf(after.customer)).toEqual(['thanked'])
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('what could not be stopped says so', async () => {
  const opened = await app.openShop()
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/rules')
  await page.route('**/api/stop', (route) => route.abort())
  await page.getByRole('button', { name: 'Stop everything' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop everything' }).click()

  await page.getByText('Not stopped: Perennial does not answer').waitFor()
  expect((await opened.api.shop()).stopped).toBeNull()
  await admin.close()
})
