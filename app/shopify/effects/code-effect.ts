import type { Performed } from '../../engine/ports.ts'
import { printMoney } from '../../rules/money.ts'
import type { PlannedEffect } from '../../vocabulary/define.ts'
import type { AdminClient } from '../client.ts'
import { type CodeInput, createCode } from '../operations/create-code.ts'
import { findCode } from '../operations/find-code.ts'
import { gidOf } from '../payloads/fields.ts'
import { codeTextOf } from './code-text.ts'
import { failed, refusal, unanswered } from './outcome.ts'
import { shortKeyOf } from './short-key.ts'

type CodeEffect = Extract<PlannedEffect, { kind: 'code' }>

/** Codes of the same text that somebody else made are passed over; more than this many is no coincidence. */
const MAX_ATTEMPTS = 3

/**
 * A single-use code for one customer. Exactly once: the text comes from the effect's key, Shopify refuses a second code of
 * that text, and the discount's tag tells whether the first one is ours.
 */
export const performCode = async (
  ask: AdminClient,
  shop: string,
  key: string,
  effect: CodeEffect,
  currency: string,
): Promise<Performed> => {
  const mark = markOf(key)
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const code = codeTextOf(key, attempt)
    const created = await ask(shop, createCode, { basicCodeDiscount: inputOf(effect, code, mark, currency) })
    if (!created.answered) return unanswered(created)
    const { codeDiscountNode, userErrors } = created.data.discountCodeBasicCreate
    if (codeDiscountNode) return { outcome: 'done', result: { code, discountId: codeDiscountNode.id } }
    if (!userErrors.some((error) => error.code === 'TAKEN')) return refusalOf(userErrors)

    const found = await ask(shop, findCode, { code })
    if (!found.answered) return unanswered(found)
    const discount = found.data.codeDiscountNodeByCode
    if (!discount) return { outcome: 'retry', reason: 'Shopify says that the code exists and does not show it yet' }
    if (discount.codeDiscount.tags?.includes(mark))
      return { outcome: 'done', result: { code, discountId: discount.id } }
  }
  return failed('Other discounts already use every code that this offer could have')
}

const markOf = (key: string): string => `perennial-${shortKeyOf(key)}`

const inputOf = (effect: CodeEffect, code: string, mark: string, currency: string): CodeInput => ({
  title: effect.title,
  code,
  tags: ['perennial', mark],
  startsAt: new Date(effect.startsAt).toISOString(),
  endsAt: effect.endsAt === null ? null : new Date(effect.endsAt).toISOString(),
  usageLimit: 1,
  appliesOncePerCustomer: true,
  context: { customers: { add: [gidOf('Customer', effect.customerId)] } },
  combinesWith: {
    orderDiscounts: effect.combinesWith.orders,
    productDiscounts: effect.combinesWith.products,
    shippingDiscounts: effect.combinesWith.shipping,
  },
  customerGets: {
    // Shopify discounts subscriptions too unless told not to; our offers leave them alone.
    appliesOnOneTimePurchase: true,
    appliesOnSubscription: false,
    items: { all: true },
    value:
      'percent' in effect.worth
        ? { percentage: shareOf(effect.worth.percent) }
        : { discountAmount: { amount: printMoney(effect.worth.amount, currency), appliesOnEachItem: false } },
  },
  ...(effect.minimumSubtotal !== null && {
    minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: printMoney(effect.minimumSubtotal, currency) } },
  }),
})

/** 14.3 per cent → 0.143, where plain division leaves 0.14300000000000002. */
const shareOf = (percent: number): number => Number((percent / 100).toFixed(6))

const refusalOf = (userErrors: Parameters<typeof refusal>[1]): Performed =>
  userErrors.some(({ field }) => field?.includes('customers'))
    ? failed('The customer is no longer in the shop')
    : refusal('the discount', userErrors)
