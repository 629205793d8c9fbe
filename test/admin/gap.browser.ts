import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriersOn, ensureAdmin, openAdmin, overflowOf, PHONE } from '../support/admin-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'
import { fillShop, NEWCOMERS_RULE, REGULARS_RULE } from '../web/eight-offers.ts'

let app: StartedApp
let browser: Browser
let opened: OpenShop
let made: Awaited<ReturnType<typeof fillShop>>
beforeAll(async () => {
  await ensureAdmin()
  ;[app, browser] = await Promise.all([startApp(), launchChromium()])
  made = await fillShop(app.emulator.shop(), Date.now())
  opened = await app.openShop([NEWCOMERS_RULE, REGULARS_RULE])
  await lookAgain(opened)
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const lookAgain = async ({ api }: OpenShop) => {
  await api.refreshParity()
  await until(async () => {
    const { state, report } = await api.parity()
    return state === 'ready' && report?.isDue === false
  }, 'the offers are looked at')
}

test('a gap is seen with who and what it costs, answered, and closed after a summary of the rule', async () => {
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/rules')
  await page.getByRole('link', { name: 'Gap' }).click()
  await page.getByText("Three of your offers are for newcomers only. 4 regulars don't get them.").waitFor()
  await page.getByText('4 of 4 regulars don’t get it: Ada Example').first().waitFor()
  expect(await barriersOn(page)).toEqual([])
  expect(await overflowOf(page)).toBe(0)

  await page.getByRole('button', { name: 'Yes, for newcomers only' }).click()
  await page.getByText('Four of your offers are for newcomers only.').waitFor()
  await page.getByText('For newcomers only, says you.').waitFor()

  await page.getByText('4 that keep no regular from anything').click()
  await page.getByRole('button', { name: 'It is for newcomers only' }).click()
  await page.getByText('Five of your offers are for newcomers only.').waitFor()
  const summer = page.getByRole('listitem').filter({ hasText: 'Code SUMMER' })
  await summer.getByRole('button', { name: 'Ask me again' }).click()
  await page.getByText('Four of your offers are for newcomers only.').waitFor()

  await page.getByRole('button', { name: 'Close it: HELLO5' }).click()
  const question = page.getByRole('dialog')
  await question.getByText('take £5.00 off the order, from £20.00 on').waitFor()
  await question.getByText('Including those whom the offer shuts out would have cost £10.00').waitFor()
  expect(await barriersOn(page)).toEqual([])
  await question.getByRole('combobox', { name: 'How it begins' }).selectOption('live')
  await question.getByRole('button', { name: 'Go live' }).click()

  await page.getByText('“Regulars get HELLO5 too” gives regulars the same.').waitFor()
  await page.getByText('Three of your offers are for newcomers only.').waitFor()
  expect((await opened.api.rules()).find(({ name }) => name === 'Regulars get HELLO5 too')?.state).toBe('live')
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('a rule that no longer follows its offer, and one whose offer is gone, are told of on a phone and put right', async () => {
  const { api, shop } = opened
  const rule = (await api.rules()).find(({ name }) => name === 'Regulars get HELLO5 too')
  if (rule === undefined) throw new Error('The gap of HELLO5 is not closed')
  const saved = await api.saveRule(rule.id, { ...(rule.document as object), priority: 70 }, rule.version)
  await api.setRuleState(rule.id, 'live', saved.version)
  await lookAgain(opened)
  const admin = await openAdmin(browser, app, opened, PHONE)
  const { page } = admin
  await admin.open('/gap')

  await page.getByText('Somebody changed the rule, so it follows the offer no more.').waitFor()
  expect(await overflowOf(page)).toBe(0)
  expect(await barriersOn(page)).toEqual([])
  await page.getByRole('button', { name: 'Bring in step' }).click()
  await page.getByText('Somebody changed the rule').waitFor({ state: 'detached' })

  shop.deletesDiscount(made.popUp.id)
  await page.getByRole('button', { name: 'Look again' }).click()
  await page.getByText('and “Regulars get HELLO5 too” still gives to regulars.').waitFor()
  expect(await overflowOf(page)).toBe(0)
  await page.getByRole('button', { name: 'Pause the rule' }).click()
  await page.getByText('“Regulars get HELLO5 too” gives nothing now').waitFor()
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('a shop without offers, and one whose discounts cannot be read, say so', async () => {
  const empty = await app.openShop()
  await lookAgain(empty)
  const admin = await openAdmin(browser, app, empty)
  const { page } = admin
  await admin.open('/gap')
  await page.getByText('You have no offers').waitFor()

  app.emulator.failures.next('ReadOffers', { kind: 'server error', status: 503 })
  await page.getByRole('button', { name: 'Look again' }).click()
  await page.getByText('Your offers could not be looked at').waitFor()
  await page.getByText('What you see is from before; nothing was lost or changed.').waitFor()
  expect(await barriersOn(page)).toEqual([])
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('Your offers could not be looked at').waitFor({ state: 'detached' })
  expect(admin.complaints).toEqual([])
  await admin.close()
})
