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
  // So that nothing is kept back because they have just heard from the shop.
  const contacts = { times: 30, daysApart: 0, quiet: null }
  await opened.api.call('PUT', '/settings', { policies: { contacts, staffTag: 'our people' } })
  for (const firstName of ['Ada', 'Maximiliane-Konstanze']) {
    const by = opened.shop.newCustomer({ firstName, lastName: 'Example-Mustermann' })
    await opened.shop.customerOrders({ by })
    await opened.shop.customerOrders({ by })
  }
  // What comes in is decided before the rules change.
  await opened.settled()
  const rules = await opened.api.rules()
  const [changed, watched, archived] = [rules[0], rules.at(-2), rules.at(-1)].map((rule) => rule?.id ?? '')
  await opened.api.saveRule(changed ?? '', { ...templates[0]?.document, name: 'A draft' }, 1)
  await opened.api.setRuleState(watched ?? '', 'shadow')
  await opened.api.setRuleState(archived ?? '', 'paused')
  await opened.api.setRuleState(archived ?? '', 'archived')
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
  { name: 'the gap', path: '/gap', shows: 'that keep no regular from anything' },
  { name: 'the gap without offers', path: '/gap', shows: 'You have no offers', isEmpty: true },
  { name: 'the rules', path: '/rules', shows: 'Regulars carry a tag' },
  { name: 'the rules before the first', path: '/rules', shows: 'Write your first rule', isEmpty: true },
  { name: 'the templates', path: '/rules/new', shows: 'A blank rule' },
  { name: 'a new rule', path: '/rules/new/note-to-the-best', shows: 'ask somebody for a personal note' },
  { name: 'a blank rule with its problems', path: '/rules/new/blank', shows: 'to solve before it can be saved' },
  { name: 'a rule', path: ruleAddress, shows: 'So far' },
  { name: 'a live rule with a draft', path: ruleAddress, shows: 'Draft v2 differs from live v1' },
  { name: 'the archive', path: '/rules?view=archived', shows: 'Archived' },
  { name: 'an empty archive', path: '/rules?view=archived', shows: 'Write your first rule', isEmpty: true },
  { name: 'the tasks', path: '/tasks?view=all', shows: 'Write a card for Ada' },
  { name: 'a task', path: taskAddress, shows: 'Why this task exists' },
  { name: 'no tasks', path: '/tasks', shows: 'No open tasks', isEmpty: true },
  { name: 'the activity', path: '/activity', shows: 'Task: a personal note' },
  { name: 'no activity that failed', path: '/activity?show=failed', shows: 'Nothing failed', isEmpty: true },
  { name: 'the settings', path: '/settings', shows: 'No address is set', isEmpty: true },
  { name: 'the settings, some changed', path: '/settings', shows: 'Back to default' },
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

describe.each([LAPTOP, PHONE, { width: 320, height: 700 }])(
  'while everything is stopped, on a screen $width wide',
  (screen) => {
    test.each(['/gap', '/rules', '/tasks', '/activity', '/settings', '/nowhere'])('%s says so', async (path) => {
      await empty.api.call('POST', '/stop')
      const admin = await openAdmin(browser, app, empty, screen)
      await admin.open(path)
      await admin.page.getByText('Everything is stopped since').waitFor()

      expect(await overflowOf(admin.page)).toBe(0)
      expect(await barriersOn(admin.page)).toEqual([])
      expect(await admin.page.getByRole('button', { name: 'Stop everything' }).count()).toBe(0)
      expect(admin.complaints).toEqual([])
      await admin.close()
    })
  },
)
