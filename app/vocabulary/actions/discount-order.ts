import { z } from 'zod'
import {
  CAPS_PERCENT,
  capsPercent,
  hasOneWorth,
  ONE_WORTH,
  outcomeOf,
  sayOffer,
  WORTH_AMOUNTS,
  worthOf,
  worthParams,
} from '../checkout-offer.ts'
import { defineAction } from '../define.ts'

/** Off everything in the cart but gift cards and what is never discounted. Percent, or an amount in the shop's currency. */
export const discountOrder = defineAction({
  name: 'discount.order',
  label: 'Take something off the order',
  needsCustomer: false,
  params: z
    .strictObject({ ...worthParams, subscriptions: z.boolean().optional() })
    .refine(hasOneWorth, ONE_WORTH)
    .refine(capsPercent, CAPS_PERCENT),
  sentence: (params, words) =>
    sayOffer(params, params.subscriptions ? 'the order, first bills of subscriptions too' : 'the order', words),
  traits: () => ({ costsMoney: true }),
  outcome: outcomeOf,
  amounts: WORTH_AMOUNTS,
  offer: ({ subscriptions = false, ...params }, words) => ({ on: 'order', ...worthOf(params, words), subscriptions }),
  plan: () => [],
})
