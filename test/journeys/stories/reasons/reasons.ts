import { describe, expect, test } from 'vitest'
import { ticksAfter } from '../../../../app/ledger/ticks.ts'
import { DAY_MS, REASONS, type Reason } from '../../../../app/rules/types.ts'
import type { StartedApp } from '../../../support/start-app.ts'
import { callRule, keptBackIn } from '../rules.ts'
import { attentionReasons } from './attention.ts'
import { limitReasons } from './limits.ts'
import { standingReasons } from './standing.ts'
import type { ReasonStory } from './story.ts'

const STORIES: Readonly<Record<Reason, readonly ReasonStory[]>> = {
  ...standingReasons,
  ...attentionReasons,
  ...limitReasons,
}

/** Rules and settings through the API, what happens through webhooks, and the reason read on the activity page. */
export const reasonStories = (app: () => StartedApp): void => {
  describe('kept back', () => {
    const told = new Set<string>()

    describe.each(REASONS)('%s', (reason) => {
      test.each(STORIES[reason])('$title', async ({ rules, happens, shows }) => {
        const opened = await app().openShop(rules)
        await happens(opened, app())
        await opened.settled()

        expect(await keptBackIn(opened.api)).toEqual(shows)
        for await (const decision of opened.api.decisions()) if (decision.reason !== null) told.add(decision.reason)
      })
    })

    test('by somebody who has heard enough until the day it may run, where the rule says that it waits', async () => {
      const { shop, api, settled } = await app().openShop([callRule('Call', { limits: { whenHeardEnough: 'wait' } })])
      await api.call('PUT', '/settings', { policies: { contacts: { daysApart: 1 } } })
      const today = beginOfDay()
      const { customer } = await shop.customerOrders({ on: today - 26 * HOUR_MS })
      await shop.customerOrders({ by: customer, on: today - 25 * HOUR_MS })
      await settled()
      const freeAt = new Date(today - 2 * HOUR_MS).toISOString()
      expect(await keptBackIn(api)).toEqual([
        { rule: 'Call', because: 'they heard from us less than a day ago', freeAt },
      ])

      // The day has begun by the time that something else happens in the shop.
      shop.setClock(null)
      await shop.customerOrders({ total: '0.00' })
      await settled()

      const calls = (await api.tasks('?view=all')).tasks.filter(({ customer: { id } }) => id === String(customer.id))
      expect(calls).toHaveLength(2)
      const [day] = (await api.activity('?show=decided')).deliveries
      expect(day).toMatchObject({
        topic: 'tick',
        decisions: [{ ruleName: 'Call', verdict: 'granted', customer: { id: String(customer.id) } }],
      })
    })

    test('for each reason there is', () => {
      expect(REASONS.filter((reason) => !told.has(reason))).toEqual([])
    })
  })
}

const HOUR_MS = 3_600_000

/** When the day began that it is by the shop's clocks: less than 24 hours ago. */
const beginOfDay = (): number => {
  let begun = Number.NaN
  for (const { at } of ticksAfter({ at: Date.now() - 2 * DAY_MS, kind: 'tick', id: '' }, 'Europe/London')) {
    if (at > Date.now()) return begun
    begun = at
  }
  return begun
}
