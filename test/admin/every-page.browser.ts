import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RuleDocument } from '../../app/rules/types.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { type AdminPage, barriersOn, ensureAdmin, LAPTOP, openAdmin, overflowOf, PHONE } from '../support/admin-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { type OpenShop, type StartedApp, startApp } from '../support/start-app.ts'

/** A rule that tells the shop's mail tool cannot go live before there is one. */
const needsNoMailTool = ({ actions }: RuleDocument) => actions.every(({ type }) => type !== 'customer.notify')

let app: StartedApp
let browser: Browser
let opened: OpenShop
let empty: OpenShop
beforeAll(async () => {
  await ensureAdmin()
  ;[app, browser] = await Promise.all([startApp(), launchChromium()])
  empty = await app.openShop()
  opened = await app.openShop(templates.map(({ document }) => document).filter(needsNoMailTool))
  for (const firstName of ['Ada', 'Maximiliane-Konstanze']) {
    const by = opened.shop.newCustomer({ firstName, lastName: 'Example-Mustermann' })
    await opened.shop.customerOrders({ by })
    await opened.shop.customerOrders({ by })
  }
  opened.shop.requestCompliance({ topic: 'shop/redact' })
  await opened.settled()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const ruleAddress = async () => `/rules/${(await opened.api.rules())[0]?.id}`
const taskAddress = async () =>
  `/tasks/${encodeURIComponent((await opened.api.tasks('?view=all')).tasks[0]?.id ?? '')}?view=all`

/** Each with something that stands there once it is all there. */
const PAGES: readonly { name: string; path: string | (() => Promise<string>); shows: string; isEmpty?: true }[] = [
  { name: 'the rules', path: '/rules', shows: 'Regulars carry a tag' },
  { name: 'the rules before the first', path: '/rules', shows: 'Write your first rule', isEmpty: true },
  { name: 'the templates', path: '/rules/new', shows: 'A blank rule' },
  { name: 'a new rule', path: '/rules/new/note-to-the-best', shows: 'ask somebody for a personal note' },
  { name: 'a blank rule with its problems', path: '/rules/new/blank', shows: 'to solve before it can be saved' },
  { name: 'a rule', path: ruleAddress, shows: 'So far' },
  { name: 'the tasks', path: '/tasks?view=all', shows: 'Write a card for Ada' },
  { name: 'a task', path: taskAddress, shows: 'Why this task exists' },
  { name: 'no tasks', path: '/tasks', shows: 'No open tasks', isEmpty: true },
  { name: 'the activity', path: '/activity', shows: 'Task: a personal note' },
  { name: 'no activity that failed', path: '/activity?show=failed', shows: 'Nothing failed', isEmpty: true },
  { name: 'the settings', path: '/settings', shows: 'No address is set', isEmpty: true },
  { name: 'a page that is not there', path: '/nowhere', shows: 'There is no such page' },
]

describe.each([LAPTOP, PHONE])('on a screen $width wide', (screen) => {
  let admins: { readonly busy: AdminPage; readonly quiet: AdminPage }
  beforeAll(async () => {
    admins = {
      busy: await openAdmin(browser, app, opened, screen),
      quiet: await openAdmin(browser, app, empty, screen),
    }
  })

  test.each(PAGES)(
    '$name: all fits, nothing shuts anybody out, the console is silent',
    async ({ path, shows, isEmpty }) => {
      const admin = isEmpty ? admins.quiet : admins.busy
      await admin.open(typeof path === 'string' ? path : await path())
      await admin.page.getByText(shows).filter({ visible: true }).first().waitFor()

      expect(await overflowOf(admin.page)).toBe(0)
      expect(await barriersOn(admin.page)).toEqual([])
      expect(admin.complaints).toEqual([])
    },
  )
})
