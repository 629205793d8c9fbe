import { describe, expect, test } from 'vitest'
import { stopState } from '../../../app/contracts/api.ts'
import { type StartedApp, until } from '../../support/start-app.ts'
import { tagRule, verdictsIn } from './rules.ts'

const ALL = tagRule('Everything', {
  actions: [
    { type: 'customer.addTag', params: { tag: 'thanked' } },
    { type: 'order.addNote', params: { text: 'add a card' } },
    { type: 'discount.code', params: { percent: 10 } },
    { type: 'task.create', params: { kind: 'gift', title: 'Tea for {{ customer.name }}' } },
  ],
})

export const stopStories = (app: () => StartedApp): void => {
  describe('stopping everything', () => {
    test('does nothing in the shop while the app goes on learning, and goes on after the start', async () => {
      const { shop, api, settled } = await app().openShop([ALL])
      await api.call('PUT', '/me', { name: 'Sam' })
      const change = async (what: 'stop' | 'start') => stopState.parse(await api.call('POST', `/${what}`)).stopped

      expect(await change('stop')).toMatchObject({ by: 'Sam' })
      expect((await api.shop()).stopped).toMatchObject({ by: 'Sam', at: expect.any(String) })
      const during = await shop.customerOrders()
      await until(async () => {
        const { inbox, orders } = await api.status()
        return inbox.pending === 0 && orders.live === 1 && shop.webhooks().waiting === 0
      }, 'the order is learned')

      expect(shop.tagsOf(during.customer)).toEqual([])
      expect(shop.noteOf(during.order)).toBeNull()
      expect((await api.tasks('?view=all')).tasks).toEqual([])
      expect((await api.status()).effects.done).toBe(0)

      expect(await change('start')).toBeNull()
      const after = await shop.customerOrders()
      await settled()
      expect(shop.tagsOf(after.customer)).toEqual(['thanked'])
      expect(shop.noteOf(after.order)).toContain('add a card')
      // What was kept back meanwhile stays kept back.
      expect(await verdictsIn(api)).toEqual(['Everything: stopped', 'Everything: granted'])
      expect(shop.tagsOf(during.customer)).toEqual([])
      expect((await api.shop()).stopped).toBeNull()
    })

    test('has what was decided before wait, and done after the start', async () => {
      const { shop, api, settled } = await app().openShop([ALL])
      // So that a step is still to be done when everything is stopped.
      app().emulator.failures.next('tagsAdd', { kind: 'server error', status: 503 }, 1_000)
      const { customer } = await shop.customerOrders()
      await until(async () => (await api.tasks('?view=all')).tasks.length === 1, 'all but the tag is done')
      await api.call('POST', '/stop')
      await api.call('POST', '/stop')
      const waiting = (await api.shop()).stepsWaiting
      expect(waiting).toBeGreaterThan(0)
      app().emulator.failures.clear()

      await api.call('POST', '/start')
      await settled()

      expect(shop.tagsOf(customer)).toEqual(['thanked'])
      expect((await api.shop()).stepsWaiting).toBe(0)
    })
  })
}
