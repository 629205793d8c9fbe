import { describe, expect, test } from 'vitest'
import type { RuleDocument } from '../../../app/rules/types.ts'
import { type OpenShop, type StartedApp, until } from '../../support/start-app.ts'
import { effectsIn, tagRule, verdictsIn } from './rules.ts'

const ofOrders = (operator: 'equal' | 'greaterThan', value: number): RuleDocument['conditions'] => ({
  all: [{ fact: 'customer.ordersCount', operator, value }],
})
/** Ten per cent for a first order, for 60 days. */
const welcome = (given: Partial<RuleDocument> = {}) =>
  tagRule('Welcome back', {
    conditions: ofOrders('equal', 1),
    actions: [{ type: 'discount.code', params: { percent: 10, expiresInDays: 60 } }],
    ...given,
  })
const BUDGET = { budget: { amount: '10.00' } }

/** Somebody's first order, and the code that it brought. */
const firstOrder = async ({ shop, settled }: OpenShop, on = '2026-03-02T10:00:00Z') => {
  const placed = await shop.customerOrders({ on })
  await settled()
  const code = shop.createdCodes().find(({ customerIds }) => customerIds.includes(placed.customer.id))?.code ?? ''
  return { ...placed, code }
}
const codeIn = async (opened: OpenShop, code: string) =>
  (await effectsIn(opened.api)).find(({ kind, summary }) => kind === 'code' && summary.includes(code))

export const redemptionStories = (app: () => StartedApp): void => {
  describe('a code that a rule gave', () => {
    test('is booked at what it took off the order that it is used on, once', async () => {
      const opened = await app().openShop([welcome({ limits: BUDGET })])
      const { shop, api, settled } = opened
      // A date that lies ahead: the page says of a code what holds today.
      const soon = Math.floor(Date.now() / 1_000) * 1_000
      const { customer, code } = await firstOrder(opened, new Date(soon).toISOString())
      expect(await codeIn(opened, code)).toMatchObject({
        state: 'done',
        use: { is: 'unused', until: new Date(soon + 60 * 86_400_000).toISOString() },
      })

      const { order } = await shop.customerOrders({ by: customer, total: '86.20', code: code.toLowerCase() })
      await settled()

      expect(order.total).toBe(7_758)
      expect(await codeIn(opened, code)).toMatchObject({
        use: { is: 'used', order: `#${order.number}`, amount: '£8.62', costNothing: false },
      })
      await expect(shop.customerOrders({ by: customer, code })).rejects.toThrow('usage limit')
      // £8.62 of £10.00 are spent: another £5.00 is too much.
      await firstOrder(opened, new Date(soon + 1_000).toISOString())
      expect(await verdictsIn(api)).toEqual(['Welcome back: granted', 'Welcome back: over_budget'])
    })

    test('gives its budget back once it has run out unused', async () => {
      const opened = await app().openShop([welcome({ limits: { budget: { amount: '5.00' } } })])
      const { code } = await firstOrder(opened)
      await firstOrder(opened, '2026-04-30T10:00:00Z')
      await firstOrder(opened, '2026-05-02T10:00:00Z')

      expect(await verdictsIn(opened.api)).toEqual([
        'Welcome back: granted',
        'Welcome back: over_budget',
        'Welcome back: granted',
      ])
      expect((await codeIn(opened, code))?.use).toEqual({ is: 'ran_out' })
    })

    test('costs nothing where the order is cancelled that it was used on', async () => {
      const opened = await app().openShop([welcome({ limits: BUDGET })])
      const { shop, settled, api } = opened
      const { customer, code } = await firstOrder(opened)
      const used = await shop.customerOrders({ by: customer, total: '86.20', code, on: '2026-03-05T10:00:00Z' })
      await settled()

      shop.cancels(used, '2026-03-06T10:00:00Z')
      await settled()

      expect((await codeIn(opened, code))?.use).toMatchObject({ is: 'used', costNothing: true })
      await firstOrder(opened, '2026-03-07T10:00:00Z')
      await firstOrder(opened, '2026-03-08T10:00:00Z')
      expect((await verdictsIn(api)).slice(-2)).toEqual(['Welcome back: granted', 'Welcome back: granted'])
    })
  })

  describe('an order that is called off', () => {
    test('leaves the code with its customer, and a person is asked', async () => {
      const opened = await app().openShop([welcome({ limits: { total: { times: 1 } } })])
      const { shop, api, settled } = opened
      const { customer, order, code } = await firstOrder(opened)

      shop.cancels(order, '2026-03-03T10:00:00Z')
      shop.refundsOrder(order, { on: '2026-03-03T10:00:01Z' })
      await settled()

      const { tasks } = await api.tasks('?view=all')
      expect(tasks).toMatchObject([
        {
          kind: 'review',
          state: 'open',
          title: `Decide what ${customer.firstName} ${customer.lastName} keeps`,
          body: expect.stringContaining(`Order #${order.number} was cancelled`),
          orderName: `#${order.number}`,
        },
      ])
      expect(await codeIn(opened, code)).toMatchObject({ state: 'done', use: { is: 'ran_out' } })
      await firstOrder(opened, '2026-03-04T10:00:00Z')
      expect(await verdictsIn(api)).toEqual(['Welcome back: granted', 'Welcome back: capped'])
      await api.call('PUT', '/me', { name: 'Sam' })
      const done = await api.call('POST', `/tasks/${encodeURIComponent(tasks[0]?.id ?? '')}/complete`, {
        outcome: 'kept',
      })
      expect(done).toMatchObject({ state: 'done', outcome: 'kept' })
    })

    test('has the unused code taken back by a person, which gives its use back', async () => {
      const opened = await app().openShop([welcome({ limits: { total: { times: 1 } } })])
      const { shop, api, settled } = opened
      const now = Date.now()
      const { customer, order, code } = await firstOrder(opened, new Date(now).toISOString())
      shop.cancels(order, now + 1_000)
      await settled()
      await api.call('PUT', '/me', { name: 'Sam' })
      const [task] = (await api.tasks('?view=all')).tasks
      const id = task?.id ?? ''
      expect((await api.task(id)).takeBack).toEqual({ code, state: null, problem: null })
      // Shopify does it and the answer is lost: done again, it changes nothing.
      app().emulator.failures.next('discountCodeDeactivate', { kind: 'done, connection lost' }, 1)

      await api.call('POST', `/tasks/${encodeURIComponent(id)}/take-back`)
      await settled()

      expect(await api.task(id)).toMatchObject({
        state: 'done',
        outcome: 'taken_back',
        completedBy: 'Sam',
        takeBack: null,
      })
      await expect(shop.customerOrders({ by: customer, code, on: now + 2_000 })).rejects.toThrow('expired')
      expect(await codeIn(opened, `10% code ${code}`)).toMatchObject({ state: 'undone', use: null })
      await firstOrder(opened, new Date(now + 3_000).toISOString())
      expect(await verdictsIn(api)).toEqual(['Welcome back: granted', 'Welcome back: granted'])
      await expect(api.call('POST', `/tasks/${encodeURIComponent(id)}/take-back`)).rejects.toMatchObject({
        status: 409,
      })
    })

    test('withdraws the task that nobody did, and says why', async () => {
      const card = welcome({
        actions: [{ type: 'task.create', params: { kind: 'gift', title: 'Tea for {{ customer.name }}' } }],
        limits: { total: { times: 1 } },
      })
      const opened = await app().openShop([card])
      const { shop, api, settled } = opened
      const { order } = await firstOrder(opened)
      expect((await api.tasks('?view=all')).counts.all).toBe(1)

      shop.cancels(order, '2026-03-03T10:00:00Z')
      await settled()

      expect((await api.tasks('?view=all')).counts.all).toBe(0)
      expect((await api.tasks('?view=all&state=done')).tasks).toMatchObject([
        { state: 'withdrawn', note: `Order #${order.number} was cancelled` },
      ])
      await firstOrder(opened, '2026-03-04T10:00:00Z')
      expect(await verdictsIn(api)).toEqual(['Welcome back: granted', 'Welcome back: granted'])
    })

    test('changes nothing where it is refunded in part, or the rule would be met without it', async () => {
      const rules = [
        tagRule('regular', { conditions: ofOrders('greaterThan', 0), trigger: 'order.created' }),
        welcome(),
      ]
      const opened = await app().openShop(rules)
      const { shop, api, settled } = opened
      const { customer, order } = await firstOrder(opened)
      const second = await shop.customerOrders({ by: customer, on: '2026-03-03T10:00:00Z' })
      shop.refundsOrder(order, { amount: '49.99', on: '2026-03-04T10:00:00Z' })
      shop.cancels(second, '2026-03-05T10:00:00Z')
      await settled()

      expect((await api.tasks('?view=all')).tasks).toEqual([])
      expect((await effectsIn(api)).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    })

    test('calls off what has not begun, with the reason, and leaves what has to a person', async () => {
      const actions = [
        { type: 'discount.code', params: { percent: 10 } },
        { type: 'customer.addTag', params: { tag: 'welcome' } },
      ]
      const { shop, api, settled } = await app().openShop([welcome({ actions })])
      // Its steps are done one after another: while the code is held up, the tag has not begun.
      const failing = app().emulator.failures.next('discountCodeBasicCreate', { kind: 'slow', ms: 4_000 }, 1)
      const { customer, order } = await shop.customerOrders({ on: '2026-03-02T10:00:00Z' })
      await until(() => failing.timesMet() > 0, 'the code is asked for')

      shop.cancels(order, '2026-03-03T10:00:00Z')
      await settled()

      expect(await effectsIn(api)).toMatchObject([
        { kind: 'code', state: 'done' },
        { kind: 'tag', state: 'cancelled', problem: `Order #${order.number} was cancelled` },
        { kind: 'task', state: 'done', summary: 'task: a decision about what was given' },
      ])
      expect(shop.tagsOf(customer)).toEqual([])
      expect((await api.tasks('?view=all')).tasks).toMatchObject([{ kind: 'review' }])
    })
  })

  describe('a rule whose step failed for good', () => {
    test('has given nothing: its limits are free for the next', async () => {
      const { shop, api, settled } = await app().openShop([welcome({ limits: { total: { times: 1 } } })])
      const all = [
        'read_all_orders',
        'read_discounts',
        'read_orders',
        'write_customers',
        'write_discounts',
        'write_orders',
      ]
      shop.changeScopes(all.filter((scope) => scope !== 'write_discounts'))
      await shop.customerOrders({ on: '2026-03-02T10:00:00Z' })
      await settled()
      const [failed] = await effectsIn(api)
      expect(failed).toMatchObject({ state: 'failed' })

      shop.changeScopes(all)
      await shop.customerOrders({ on: '2026-03-03T10:00:00Z' })
      await settled()

      expect(await verdictsIn(api)).toEqual(['Welcome back: granted', 'Welcome back: granted'])
      expect(shop.createdCodes()).toHaveLength(1)
      const again = api.call('POST', `/effects/${encodeURIComponent(failed?.key ?? '')}/retry`)
      await expect(again).rejects.toMatchObject({
        status: 409,
        body: { error: { message: 'It can no longer be given: the one there was is given' } },
      })
    })
  })
}
