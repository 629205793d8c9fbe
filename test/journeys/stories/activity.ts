import { describe, expect, test } from 'vitest'
import type { ApiActivity } from '../../../app/contracts/api.ts'
import type { AppApi } from '../../support/app-api.ts'
import type { StartedApp } from '../../support/start-app.ts'
import { tagRule } from './rules.ts'

type ShownDelivery = ApiActivity['deliveries'][number]

/** Every page, newest first. */
const everyPage = async (api: AppApi, show: 'all' | 'decided'): Promise<ShownDelivery[][]> => {
  const pages: ShownDelivery[][] = []
  for (let before: string | null = ''; before !== null; ) {
    const page: ApiActivity = await api.activity(`?show=${show}${before && `&before=${before}`}`)
    pages.push([...page.deliveries])
    before = page.next
  }
  return pages
}

export const activityStories = (app: () => StartedApp): void => {
  describe('the activity', () => {
    test('shows each decision once, with what followed, though several messages of an order lie on two pages', async () => {
      const triggers = ['order.created', 'order.paid', 'order.cancelled']
      const { shop, api, settled } = await app().openShop(triggers.map((trigger) => tagRule(trigger, { trigger })))
      for (let number = 0; number < 26; number++) {
        const placed = await shop.customerOrders()
        if (number % 3 === 0) shop.cancels(placed)
      }
      await settled()

      const decided = (await Array.fromAsync(api.decisions())).map(({ rule, orderId }) => `${rule} ${orderId}`)
      expect(decided).toHaveLength(2 * 26 + 9)
      for (const show of ['all', 'decided'] as const) {
        const pages = await everyPage(api, show)
        const decisions = pages.flat().flatMap((delivery) => delivery.decisions)
        // Beside them a person may be asked about what a cancelled order had brought.
        const steps = decisions.flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'tag'))
        const keys = steps.map(({ key }) => key)

        expect(pages.length).toBeGreaterThan(1)
        expect(decisions).toHaveLength(decided.length)
        expect(new Set(keys).size).toBe(decided.length)
      }
    })

    test('shows what was decided on a payment at the message that tells of it', async () => {
      const { shop, api, settled } = await app().openShop([tagRule('paid')])
      const placed = await shop.customerOrders({ paid: false })
      await settled()
      shop.pays(placed)
      await settled()

      const [delivery, ...others] = (await api.activity('?show=decided')).deliveries
      expect(delivery).toMatchObject({ decisions: [{ ruleName: 'paid' }] })
      expect(delivery?.summary).toMatch(/ (paid|changed)$/)
      expect(others).toEqual([])
    })
  })
}
