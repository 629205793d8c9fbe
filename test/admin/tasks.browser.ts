import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { barriersOn, ensureAdmin, openAdmin } from '../support/admin-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'

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

const firstOrderCard = templates.find(({ id }) => id === 'first-order-card')?.document
const regularTag = templates.find(({ id }) => id === 'regular-tag')?.document

/** A shop in which these people have ordered for the first time. */
const shopOf = async (...firstNames: readonly string[]): Promise<OpenShop> => {
  const opened = await app.openShop([firstOrderCard])
  for (const firstName of firstNames) {
    const by = opened.shop.newCustomer({ firstName, lastName: 'Example' })
    await opened.shop.customerOrders({ by, total: '86.20' })
  }
  await opened.settled()
  const hasAll = async () => (await opened.api.tasks('?view=all')).counts.all === firstNames.length
  await until(hasAll, `${firstNames.length} tasks are written`)
  return opened
}

test('an order that comes in appears on Activity with what was decided and done, while the page is open', async () => {
  const opened = await app.openShop([firstOrderCard])
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/activity')
  await page.getByText('As soon as an order arrives').or(page.getByText('Live: new messages')).first().waitFor()

  const { order } = await opened.shop.customerOrders({
    by: opened.shop.newCustomer({ firstName: 'Ada', lastName: 'Example' }),
  })
  // At the message of the payment, or where that was late at the copy of the order that said so.
  const paid = page
    .getByRole('listitem')
    .filter({ hasText: `Order #${order.number}` })
    .filter({ hasText: 'Note on the order' })
  await paid.getByText('Ada Example').waitFor()
  await paid.getByText('Note on the order “first order: add a card”').waitFor()
  await paid.getByText('Task: a personal note').waitFor()
  await paid.getByText('done', { exact: true }).nth(1).waitFor()
  await paid.getByText('From “Every first order leaves with a card”').click()
  await paid.getByText('first order yes').waitFor()

  expect(opened.shop.noteOf(order)).toContain('first order: add a card')
  expect(await page.getByText('From “Every first order leaves with a card”').count()).toBe(1)
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('a task is read and completed, the next one opens, and Undo opens it again', async () => {
  const opened = await shopOf('Ada', 'Ben')
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/tasks')
  await page.getByRole('link', { name: /Write a card for Ada Example/ }).click()

  await page.getByText('Their first order is on its way. Thank Ada in two lines').waitFor()
  await page.getByText('if this is the customer', { exact: false }).waitFor()
  await page.getByText('£86.20').waitFor()
  await page.getByLabel('Note, if there is something to remember').fill('Blue ink')
  await page.getByRole('button', { name: 'Sent' }).click()
  await page.getByLabel('Your name').fill('Sam Tester')
  await page.getByRole('button', { name: 'That’s me' }).click()

  await page.getByText('Write a card for Ada Example: sent').waitFor()
  await page.getByRole('heading', { name: 'Write a card for Ben Example' }).waitFor()
  const [done] = (await opened.api.tasks('?view=all&state=done')).tasks
  expect(done).toMatchObject({ outcome: 'sent', note: 'Blue ink', completedBy: 'Sam Tester' })

  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByRole('heading', { name: 'Write a card for Ada Example' }).waitFor()
  await page.getByRole('button', { name: 'Sent' }).waitFor()
  expect(await page.getByLabel('Note, if there is something to remember').inputValue()).toBe('Blue ink')
  expect((await opened.api.tasks('?view=all')).counts.all).toBe(2)
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('somebody who asked not to be contacted is noted with their task, and may be contacted again', async () => {
  const opened = await shopOf('Ada', 'Ada')
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await opened.api.call('PUT', '/me', { name: 'Sam Tester' })
  const [task] = (await opened.api.tasks('?view=all')).tasks
  const id = task?.id ?? ''
  const asked = async () => (await opened.api.task(id)).neverContact
  await admin.open(`/tasks/${encodeURIComponent(id)}?view=all`)

  await page.getByRole('button', { name: 'They asked us not to' }).click()
  await page.getByText('Write a card for Ada Example: they asked us not to').waitFor()
  expect(await asked()).toMatchObject({ by: 'Sam Tester' })
  await admin.open(`/tasks/${encodeURIComponent(id)}?view=done`)
  await page.getByText('Ada Example asked not to be contacted').waitFor()
  await page.getByText('Noted by you, just now').waitFor()
  expect(await barriersOn(page)).toEqual([])
  await page.getByRole('button', { name: 'They may be contacted again' }).click()
  await page.getByText('Ada Example may be contacted again').waitFor()
  expect(await asked()).toBeNull()

  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Ada Example asked not to be contacted').waitFor()
  expect(await asked()).not.toBeNull()
  expect(admin.complaints).toEqual([])
  await admin.close()
})

test('a task that is no longer needed stands among the done, with why', async () => {
  const opened = await shopOf('Ada', 'Ben')
  const [first] = (await opened.api.tasks('?view=all')).tasks
  const withdrawn = { state: 'withdrawn', note: 'The order was cancelled' } as const
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  // As the lane leaves it: nothing in the shop brings this about by itself yet.
  await page.route('**/api/tasks**', async (route) => {
    const response = await route.fetch()
    const body = await response.json()
    const change = (task: object) => ({ ...task, ...withdrawn })
    await route.fulfill({ json: 'tasks' in body ? { ...body, tasks: body.tasks.map(change) } : change(body) })
  })
  await admin.open(`/tasks/${encodeURIComponent(first?.id ?? '')}?view=done`)

  await page.getByText('No longer needed', { exact: true }).waitFor()
  await page.getByText('The order was cancelled').waitFor()
  expect(await page.getByRole('button', { name: 'Open it again' }).count()).toBe(0)
  expect(await barriersOn(page)).toEqual([])
  await admin.close()
})

test('a note that is being written is kept when a colleague completes the task first', async () => {
  const opened = await shopOf('Ada')
  const [task] = (await opened.api.tasks('?view=all')).tasks
  await opened.api.call('PUT', '/me', { name: 'Sam Tester' })
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open(`/tasks/${encodeURIComponent(task?.id ?? '')}?view=all`)
  await page.getByLabel('Note, if there is something to remember').fill('She loved the teapot')
  await opened.api.call('POST', `/tasks/${encodeURIComponent(task?.id ?? '')}/complete`, { outcome: 'spoke' })

  await page.getByRole('button', { name: 'Sent' }).click()
  await page.getByText('You were writing a note. It is not lost').waitFor()
  await page.getByText('She loved the teapot').waitFor()
  await page.getByRole('button', { name: 'Open the task again with my note' }).click()

  const note = page.getByLabel('Note, if there is something to remember')
  await note.waitFor()
  expect(await note.inputValue()).toBe('She loved the teapot')
  await admin.close()
})

test('tasks are worked through by key: j, k, Enter, e', async () => {
  const opened = await shopOf('Ada', 'Ben', 'Cleo')
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/tasks?view=all')
  const lines = page.getByRole('link', { name: /Write a card for/ })
  await lines.nth(2).waitFor()
  const titles = await lines.allTextContents()
  const focused = () => page.locator(':focus').textContent()

  await page.keyboard.press('j')
  await page.keyboard.press('j')
  expect(await focused()).toBe(titles[2])
  await page.keyboard.press('k')
  expect(await focused()).toBe(titles[1])
  await page.keyboard.press('Enter')
  const opening = page.getByRole('link', { name: /Write a card for/ }).and(page.locator('[aria-current="true"]'))
  await until(async () => (await opening.textContent()) === titles[1], 'the second task is open')
  await page.getByRole('button', { name: 'Sent' }).waitFor()
  await page.keyboard.press('e')

  expect(await focused()).toBe('Sent')
  await admin.close()
})

test('a step that Shopify refused is shown, and done once the reason is gone and somebody tries again', async () => {
  const opened = await app.openShop([{ ...regularTag, conditions: firstOrderCard?.conditions, examples: [] }])
  const all = ['read_all_orders', 'read_discounts', 'read_orders', 'write_customers', 'write_discounts', 'write_orders']
  opened.shop.changeScopes(all.filter((scope) => scope !== 'write_customers'))
  const { customer } = await opened.shop.customerOrders({
    by: opened.shop.newCustomer({ firstName: 'Ada', lastName: 'Example' }),
  })
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/activity')

  await page.getByRole('button', { name: 'See what failed' }).click()
  await page.getByText('The shop has not given the app permission for this', { exact: false }).waitFor()
  await page.getByText('failed after 1 attempt').waitFor()
  opened.shop.changeScopes(all)
  await page.getByRole('button', { name: 'Try again: tag “regular”' }).click()
  await page.getByText('It is being tried again').waitFor()
  await page.getByText('Nothing failed').waitFor()
  await opened.settled()

  expect(opened.shop.tagsOf(customer)).toEqual(['regular'])
  expect((await opened.api.status()).effects).toMatchObject({ done: 1, failed: 0 })
  await admin.close()
})

test('a step that waits out an outage says so, and can be tried at once', async () => {
  const opened = await app.openShop([{ ...regularTag, conditions: firstOrderCard?.conditions, examples: [] }])
  app.emulator.failures.next('tagsAdd', { kind: 'server error', status: 503 }, 1_000)
  const { customer } = await opened.shop.customerOrders()
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/activity')

  await page.getByText('Shopify is out of order (HTTP 503)').waitFor()
  await page.getByRole('button', { name: 'Try again: tag “regular”' }).click()
  await page.getByText('It is being tried again').waitFor()
  app.emulator.failures.clear()

  await until(() => opened.shop.tagsOf(customer).includes('regular'), 'the tag is there')
  await page.getByText('done', { exact: true }).waitFor()
  await admin.close()
})

test('a request about personal data is shown as waiting', async () => {
  const opened = await app.openShop()
  const { id } = opened.shop.newCustomer()
  opened.shop.requestCompliance({ topic: 'customers/data_request', customerId: id })
  const admin = await openAdmin(browser, app, opened)
  await admin.open('/activity?show=waiting')

  const request = admin.page.getByRole('listitem').filter({ hasText: 'A customer asks for their data' })
  await request.getByText('Waiting').waitFor()
  await admin.close()
})

test('what a cancelled order had brought is decided on: the code that nobody used is taken back', async () => {
  const opened = await app.openShop([
    {
      ...firstOrderCard,
      name: 'Welcome back',
      actions: [{ type: 'discount.code', params: { percent: 10 } }],
      examples: [],
    },
  ])
  const { shop, settled } = opened
  const { order } = await shop.customerOrders({ by: shop.newCustomer({ firstName: 'Ada', lastName: 'Example' }) })
  await settled()
  shop.cancels(order)
  await settled()
  const [code] = shop.codes()
  const admin = await openAdmin(browser, app, opened)
  const { page } = admin
  await admin.open('/activity')
  await page.getByText('not used yet', { exact: false }).waitFor()
  await admin.open('/tasks')

  await page.getByText(`Order #${order.number} was cancelled`, { exact: false }).waitFor()
  await page.getByText(`They have not used the code ${code?.code} yet.`).waitFor()
  expect(await page.getByRole('button', { name: 'They keep it' }).count()).toBe(1)
  expect(await page.getByRole('button', { name: 'Taken back', exact: true }).count()).toBe(0)
  await page.getByRole('button', { name: 'Take the code back' }).click()
  await page.getByLabel('Your name').fill('Sam Tester')
  await page.getByRole('button', { name: 'That’s me' }).click()
  await until(async () => (await opened.api.tasks('?view=all')).counts.all === 0, 'the task is done')

  await admin.open('/activity')
  await page.getByText('taken back', { exact: false }).first().waitFor()
  expect(shop.codes()[0]?.endsAt).toBeLessThanOrEqual(shop.now())
  expect(admin.complaints).toEqual([])
  await admin.close()
})
