import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenShop, type StartAppOptions, type StartedApp, startApp } from '../support/start-app.ts'
import { activityStories } from './stories/activity.ts'
import { checkoutStories } from './stories/checkout.ts'
import { disorderStories } from './stories/disorder.ts'
import { effectStories } from './stories/effects.ts'
import { offerStories } from './stories/offers.ts'
import { orderStories } from './stories/orders.ts'
import { ownAppStories } from './stories/own-app.ts'
import { reasonStories } from './stories/reasons/reasons.ts'
import { redemptionStories } from './stories/redemption.ts'
import { stateStories } from './stories/states.ts'
import { stopStories } from './stories/stop.ts'
import { storefrontStories } from './stories/storefront.ts'
import { taskStories } from './stories/tasks.ts'

/** Through the front door: the local Shopify's webhooks in, what the app does in that shop out. One app, a shop a test. */
export const journeys = (database: Pick<StartAppOptions, 'databaseUrl'>): void => {
  let started: StartedApp | undefined
  const opened: OpenShop[] = []
  beforeAll(async () => {
    // Every evaluation is run through json-rules-engine as well.
    const app = await startApp({ ...database, environment: { RECHECK_SHARE: '1' } })
    const openShop: StartedApp['openShop'] = async (rules) => {
      const shop = await app.openShop(rules)
      opened.push(shop)
      return shop
    }
    started = { ...app, openShop }
  })
  afterAll(() => started?.stop())
  const app = (): StartedApp => {
    if (started === undefined) throw new Error('The app has not started')
    return started
  }

  orderStories(app)
  stateStories(app)
  disorderStories(app)
  effectStories(app)
  taskStories(app)
  redemptionStories(app)
  offerStories(app)
  storefrontStories(app)
  stopStories(app)
  checkoutStories(app)
  activityStories(app)
  reasonStories(app)

  test('json-rules-engine has agreed to every evaluation of these journeys', async () => {
    const counts = await Promise.all(opened.map(async ({ api }) => (await api.activity()).counts.disagreements))

    expect(opened.length).toBeGreaterThan(20)
    expect(counts).toEqual(counts.map(() => 0))
  })

  ownAppStories(database)
}
