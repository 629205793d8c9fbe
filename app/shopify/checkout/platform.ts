import type { CheckoutPlatform } from '../../engine/checkout-ports.ts'
import { FUNCTION_HANDLE } from '../../rules/checkout/metafields.ts'
import type { AdminClient } from '../client.ts'
import type { Clock } from '../clock.ts'
import { readFunctions } from '../operations/read-functions.ts'
import type { Pace } from '../pace.ts'
import { unasked } from './asked.ts'
import { createNativePublisher } from './publish-native.ts'
import { createPublisher } from './publish-policy.ts'
import { createStandingReader, createStandingWriter } from './standings.ts'
import { createCustomerTagger } from './tag-customer.ts'

/** Shopify's checkout behind the engine's port. */
export const createCheckoutPlatform = ({
  ask,
  clock,
  pace,
  currencyOf,
}: {
  readonly ask: AdminClient
  readonly clock: Clock
  readonly pace: Pace
  readonly currencyOf: (shop: string) => Promise<string>
}): CheckoutPlatform => ({
  canRun: async (shop) => {
    const reply = await ask(shop, readFunctions, {})
    if (!reply.answered) return unasked(reply)
    const { shopifyFunctions, shop: held } = reply.data
    const runs = shopifyFunctions.nodes.some(({ handle }) => handle === FUNCTION_HANDLE)
    return { is: 'done', data: { runs, reason: runs ? null : whyNot(held.plan.shopifyPlus) } }
  },
  publish: createPublisher({ ask, now: clock.now }),
  publishNative: createNativePublisher({ ask, currencyOf, now: clock.now }),
  tag: createCustomerTagger(ask),
  readStandings: createStandingReader(ask),
  writeStandings: createStandingWriter(ask),
  pointsPerSecond: (shop) => pace.pointsPerSecond(shop),
})

const whyNot = (isPlus: boolean): string =>
  isPlus
    ? 'The part of the app that runs at the checkout is not installed in this shop'
    : 'In a shop below Shopify Plus, a custom app cannot run at the checkout'
