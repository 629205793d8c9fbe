import { z } from 'zod'
import { quoteText } from '../../rules/quoted-text.ts'
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

const MOST_NAMES = 50
const names = z.array(z.string().trim().min(1).max(255)).min(1).max(MOST_NAMES)
const LISTS = ['productTags', 'productTypes', 'skus'] as const

/** Off the lines whose product has one of these tags or types, or which are one of these articles; an amount, off them all together. */
export const discountProducts = defineAction({
  name: 'discount.products',
  label: 'Take something off some products',
  needsCustomer: false,
  params: z
    .strictObject({
      ...worthParams,
      productTags: names.optional(),
      productTypes: names.optional(),
      skus: names.optional(),
      subscriptions: z.boolean().optional(),
    })
    .refine(hasOneWorth, ONE_WORTH)
    .refine(capsPercent, CAPS_PERCENT)
    .refine((params) => LISTS.some((list) => params[list] !== undefined), {
      message: 'say which products: "productTags", "productTypes" or "skus"',
      path: ['productTags'],
    }),
  sentence: (params, words) => sayOffer(params, sayProducts(params), words),
  traits: () => ({ costsMoney: true }),
  outcome: outcomeOf,
  amounts: WORTH_AMOUNTS,
  offer: ({ productTags = [], productTypes = [], skus = [], subscriptions = false, ...params }, words) => ({
    on: 'products',
    ...worthOf(params, words),
    select: { productTags, productTypes, skus },
    subscriptions,
  }),
  plan: () => [],
})

type Selection = { readonly [list in (typeof LISTS)[number]]?: readonly string[] | undefined } & {
  readonly subscriptions?: boolean | undefined
}

const sayProducts = ({ productTags = [], productTypes = [], skus = [], subscriptions }: Selection): string => {
  const kinds = [
    ...(productTags.length > 0 ? [`tagged ${sayAny(productTags)}`] : []),
    ...(productTypes.length > 0 ? [`of type ${sayAny(productTypes)}`] : []),
    ...(skus.length > 0 ? [`with SKU ${sayAny(skus)}`] : []),
  ]
  return `products ${kinds.join(' or ')}${subscriptions ? ', first bills of subscriptions too' : ''}`
}

const sayAny = (all: readonly string[]): string => all.map(quoteText).join(' or ')
