import { describe, expect, test } from 'vitest'
import type { StartedApp } from '../../support/start-app.ts'
import { tagRule } from './rules.ts'

const card = tagRule('Cards', {
  actions: [
    {
      type: 'task.create',
      params: {
        kind: 'personal_note',
        title: 'Write to {{ customer.name }} about {{ order.name }}, {{ order.total }}',
        dueInWorkingDays: 0,
      },
    },
  ],
})

export const taskStories = (app: () => StartedApp): void => {
  describe('a task', () => {
    test('is opened, assigned, completed with an outcome, and opened again', async () => {
      const { shop, api, settled } = await app().openShop([card])
      await api.call('PUT', '/me', { name: 'Bea' })
      const { customer, order } = await shop.customerOrders({ total: '12.50' })
      await settled()

      const { tasks, counts } = await api.tasks()
      expect(counts).toMatchObject({ mine: 1, all: 1 })
      const id = tasks[0]?.id ?? ''
      const call = (what: string, body: unknown = {}) =>
        api.call('POST', `/tasks/${encodeURIComponent(id)}/${what}`, body)
      expect(await api.task(id)).toMatchObject({
        title: `Write to ${customer.firstName} ${customer.lastName} about #${order.number}, £12.50`,
        ruleName: 'Cards',
        assignee: null,
        why: {
          sentence: expect.stringContaining('an order is paid'),
          facts: [{ name: 'order.total', text: expect.stringContaining('£12.50') }],
        },
      })

      expect(await call('assign', { assignee: 'Cleo' })).toMatchObject({ assignee: 'Cleo' })
      expect((await api.tasks('?view=mine')).tasks).toEqual([])
      expect((await api.tasks('?view=all')).tasks).toHaveLength(1)

      expect(await call('complete', { outcome: 'sent', note: ' a card ' })).toMatchObject({
        ...{ state: 'done', outcome: 'sent', note: 'a card', completedBy: 'Bea', completedAt: expect.any(String) },
      })
      expect((await api.tasks('?view=all')).tasks).toEqual([])
      expect((await api.tasks('?view=all&state=done')).tasks).toHaveLength(1)

      expect(await call('reopen')).toMatchObject({ state: 'open', outcome: null, note: null, assignee: 'Cleo' })
      expect((await api.tasks('?view=all')).counts).toMatchObject({ mine: 0, all: 1 })
    })

    test('calls a customer what they are called now, and forgets a name with the customer', async () => {
      const { shop, api, settled } = await app().openShop([card])
      const placed = await shop.customerOrders()
      shop.changesCustomer(placed, { firstName: 'Newly', lastName: 'Named' })
      await settled()
      const title = async () => (await api.tasks()).tasks[0]?.title
      expect(await title()).toMatch(/^Write to Newly Named about/)

      shop.deletesCustomer(placed)
      await settled()

      expect(await title()).toMatch(/^Write to this customer about/)
    })
  })
}
