import { z } from 'zod'
import { printMoney, sumLines } from '../../rules/money.ts'
import { definePayload, type Place, UnreadablePayload } from './define.ts'
import { identified, moment, resourceIdOf, shopMoney } from './fields.ts'
import { type Allocated, readOrderCopy } from './order-copy.ts'
import { readOrderLines } from './order-lines.ts'
import { hasPersonsNote } from './order-note.ts'

const stamp = identified.extend({
  created_at: moment.nullish(),
  processed_at: moment.nullish(),
  updated_at: moment.nullish(),
  cancelled_at: moment.nullish(),
})
type Stamp = z.infer<typeof stamp>

const address = z.object({ country_code: z.string().nullish() }).nullish()
const moneySet = z.object({ shop_money: z.object({ amount: z.string(), currency_code: z.string() }) })
const allocation = z.object({ amount_set: moneySet, discount_application_index: z.number().int().nullish() })
const lineItem = z.object({
  sku: z.string().nullish(),
  vendor: z.string().nullish(),
  quantity: z.number().int().nullish(),
  gift_card: z.boolean().nullish(),
  price_set: moneySet.nullish(),
  discount_allocations: z.array(allocation).nullish(),
})
const application = z.object({ type: z.string().nullish(), title: z.string().nullish() })

type Line = z.infer<typeof lineItem>

const whole = stamp.extend({
  name: z.string().nullish(),
  test: z.boolean().nullish(),
  financial_status: z.string().nullish(),
  total_price_set: moneySet,
  subtotal_price_set: moneySet.nullish(),
  total_discounts_set: moneySet.nullish(),
  discount_codes: z.array(z.object({ code: z.string(), amount: z.string().nullish() })).nullish(),
  line_items: z.array(lineItem).nullish(),
  shipping_lines: z.array(lineItem.pick({ discount_allocations: true })).nullish(),
  discount_applications: z.array(application).nullish(),
  presentment_currency: z.string().nullish(),
  /** All in one text, with commas between. */
  tags: z.string().nullish(),
  source_name: z.string().nullish(),
  note: z.string().nullish(),
  /** Only whether there is one is looked at. */
  company: z.looseObject({}).nullish(),
  shipping_address: address,
  billing_address: address,
  customer: identified.extend({ first_name: z.string().nullish(), last_name: z.string().nullish() }).nullish(),
})

/** Whole copies of an order. Each yields all that the copy says; the topic only decides where it stands. */
export const orders = definePayload({
  topics: ['orders/create', 'orders/updated', 'orders/paid', 'orders/cancelled'],
  stamp,
  whole,
  place,
  read: (payload, _topic, context) => {
    const times = timesOf(payload)
    const { customer } = payload
    return readOrderCopy(
      {
        id: resourceIdOf(payload),
        name: payload.name,
        ...times,
        cancelledAt: payload.cancelled_at ?? null,
        test: payload.test ?? false,
        financialStatus: payload.financial_status ?? null,
        total: amountOf(payload.total_price_set),
        giftCards: (payload.line_items ?? []).flatMap((line) => giftCardsIn(line, context.currency)),
        subtotal: payload.subtotal_price_set ? amountOf(payload.subtotal_price_set) : null,
        discountTotal: payload.total_discounts_set ? amountOf(payload.total_discounts_set) : null,
        listed: listedIn(payload.line_items ?? [], payload.total_price_set.shop_money.currency_code),
        offers: offersIn(payload),
        paidIn: payload.presentment_currency ?? null,
        discountCodes: (payload.discount_codes ?? []).map(({ code }) => code),
        codeAmounts: (payload.discount_codes ?? []).flatMap(({ code, amount }) =>
          amount == null
            ? []
            : [{ code, amount: { amount, currency: payload.total_price_set.shop_money.currency_code } }],
        ),
        lines: readOrderLines(payload.line_items ?? []),
        tags: splitTags(payload.tags ?? ''),
        source: payload.source_name ?? null,
        hasNote: hasPersonsNote(payload.note),
        isBusiness: payload.company != null,
        countryCode: payload.shipping_address?.country_code ?? payload.billing_address?.country_code,
        customer: customer
          ? { id: resourceIdOf(customer), firstName: customer.first_name ?? null, lastName: customer.last_name ?? null }
          : null,
      },
      context,
    )
  },
})

const amountOf = ({ shop_money: money }: z.infer<typeof moneySet>) => ({
  amount: money.amount,
  currency: money.currency_code,
})

/** What a line of gift cards came to: the price of each, less what was taken off; none of other lines. */
const giftCardsIn = ({ gift_card, quantity, price_set, discount_allocations }: Line, currency: string) => {
  if (!gift_card || !price_set) return []
  const minor = (set: z.infer<typeof moneySet>) => shopMoney(amountOf(set), currency)
  const off = (discount_allocations ?? []).reduce((sum, { amount_set }) => sum + minor(amount_set), 0)
  return [{ amount: printMoney(minor(price_set) * (quantity ?? 1) - off, currency), currency }]
}

/** Null where a line does not say its price, or there is none. */
const listedIn = (lines: readonly Line[], currency: string) => {
  const goods = lines.filter(({ gift_card }) => !gift_card)
  const priced = goods.flatMap(({ price_set, quantity }) =>
    price_set?.shop_money.currency_code === currency && quantity != null
      ? [{ price: price_set.shop_money.amount, quantity }]
      : [],
  )
  if (lines.length === 0 || priced.length < goods.length) return null
  const sum = sumLines(priced, currency)
  return sum === undefined ? null : { amount: printMoney(sum, currency), currency }
}

/** An allocation names its discount by its place among those of the order. */
const offersIn = ({
  discount_applications: applications,
  line_items: lines,
  shipping_lines: shipping,
}: z.infer<typeof whole>): Allocated[] =>
  [...(lines ?? []), ...(shipping ?? [])]
    .flatMap(({ discount_allocations }) => discount_allocations ?? [])
    .flatMap(({ amount_set, discount_application_index: index }) => {
      const by = index == null ? undefined : applications?.[index]
      return by?.type === 'automatic' && by.title ? [{ title: by.title, amount: amountOf(amount_set) }] : []
    })

/** Sorted, for Shopify tells them in no order that it promises, and a copy in another order is no change. */
const splitTags = (text: string): string[] => [...new Set(text.split(/\s*,\s*/).filter((tag) => tag !== ''))].sort()

/**
 * `orders/create` stands where the order does. `orders/paid` and `orders/updated` stand where their copy was made, at the
 * place of a payment: behind every order of that moment, so that a copy never overtakes the creation it may follow, and
 * before its cancellation. Two copies of one order therefore meet the lane oldest first, in whatever order they arrived.
 */
function place(payload: Stamp, topic: string): Place {
  const id = resourceIdOf(payload)
  const { processedAt, updatedAt } = timesOf(payload)
  if (topic === 'orders/create') return { resourceId: id, key: { at: processedAt, kind: 'order', id } }
  if (topic === 'orders/cancelled') {
    return { resourceId: id, key: { at: payload.cancelled_at ?? updatedAt, kind: 'cancellation', id } }
  }
  return { resourceId: id, key: { at: updatedAt, kind: 'payment', id } }
}

const timesOf = (payload: Stamp): { readonly processedAt: number; readonly updatedAt: number } => {
  const processedAt = payload.processed_at ?? payload.created_at
  if (processedAt == null) throw new UnreadablePayload('it names neither processed_at nor created_at')
  return { processedAt, updatedAt: payload.updated_at ?? processedAt }
}
