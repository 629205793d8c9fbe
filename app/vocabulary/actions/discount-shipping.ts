import { z } from 'zod'
import {
  CAPS_PERCENT,
  capsPercent,
  hasOneWorth,
  ONE_WORTH,
  sayOffer,
  WORTH_AMOUNTS,
  worthOf,
  worthParams,
} from '../checkout-offer.ts'
import { defineAction } from '../define.ts'

/** Off what delivery costs. */
export const discountShipping = defineAction({
  name: 'discount.shipping',
  label: 'Take something off delivery',
  needsCustomer: false,
  params: z.strictObject(worthParams).refine(hasOneWorth, ONE_WORTH).refine(capsPercent, CAPS_PERCENT),
  sentence: (params, words) => sayOffer(params, 'delivery', words),
  traits: () => ({ costsMoney: true }),
  amounts: WORTH_AMOUNTS,
  offer: (params, words) => ({ on: 'shipping', ...worthOf(params, words), subscriptions: false }),
  plan: () => [],
})
