import { z } from 'zod'
import { DAY_MS } from '../../ledger/entries.ts'
import { parseMoney, readMoney } from '../../rules/money.ts'
import { defineAction } from '../define.ts'
import { money } from '../params.ts'

const COMBINATIONS = ['orders', 'products', 'shipping'] as const

/** A single-use code for the customer of the entry. Percent of the order, or an amount in the shop's currency. */
export const discountCode = defineAction({
  name: 'discount.code',
  label: 'Give a discount code',
  needsCustomer: true,
  params: z
    .strictObject({
      percent: z.number().gt(0).max(100).optional(),
      amount: money.optional(),
      minimumSubtotal: money.optional(),
      expiresInDays: z.number().int().min(1).max(3650).optional(),
      combinesWith: z.array(z.enum(COMBINATIONS)).max(3).optional(),
    })
    .refine(({ percent, amount }) => (percent === undefined) !== (amount === undefined), {
      message: 'give either "percent" or "amount"',
      path: ['percent'],
    }),
  sentence: ({ percent, amount, minimumSubtotal, expiresInDays, combinesWith = [] }, { currency }) => {
    const inWords = (value: number | string | undefined) => readMoney(parseMoney(value ?? 0, currency) ?? 0, currency)
    return [
      `give a ${percent === undefined ? inWords(amount) : `${percent}%`} code`,
      ...(minimumSubtotal === undefined ? [] : [`on orders from ${inWords(minimumSubtotal)}`]),
      ...(expiresInDays === undefined ? [] : [`good for ${expiresInDays} ${expiresInDays === 1 ? 'day' : 'days'}`]),
      ...(combinesWith.length === 0 ? [] : [`usable together with discounts on ${combinesWith.join(', ')}`]),
    ].join(', ')
  },
  traits: () => ({ costsMoney: true, isHeld: true }),
  // Codes meet on one order only where both may be used together with discounts on the order.
  outcome: ({ percent, amount, minimumSubtotal, combinesWith = [] }, { currency }) => ({
    discount: {
      ...(percent === undefined ? { amount: parseMoney(amount ?? 0, currency) ?? 0 } : { percent }),
      combines: combinesWith.includes('orders'),
      ...(minimumSubtotal !== undefined && { minimum: parseMoney(minimumSubtotal, currency) ?? 0 }),
    },
  }),
  amounts: ['amount', 'minimumSubtotal'],
  plan: ({ percent, amount, minimumSubtotal, expiresInDays, combinesWith = [] }, context) =>
    context.customerId === null
      ? []
      : [
          {
            kind: 'code',
            customerId: context.customerId,
            title: context.ruleName,
            worth: percent === undefined ? { amount: parseMoney(amount ?? 0, context.currency) ?? 0 } : { percent },
            minimumSubtotal:
              minimumSubtotal === undefined ? null : (parseMoney(minimumSubtotal, context.currency) ?? 0),
            startsAt: context.at,
            endsAt: expiresInDays === undefined ? null : context.at + expiresInDays * DAY_MS,
            combinesWith: {
              orders: combinesWith.includes('orders'),
              products: combinesWith.includes('products'),
              shipping: combinesWith.includes('shipping'),
            },
          },
        ],
})
