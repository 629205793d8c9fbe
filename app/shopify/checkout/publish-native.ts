import type { Asked, CheckoutPlatform } from '../../engine/checkout-ports.ts'
import type { NativeOffer } from '../../engine/native-offers.ts'
import { printMoney } from '../../rules/money.ts'
import type { AdminClient } from '../client.ts'
import {
  createNativeOrderOffer,
  createNativeShippingOffer,
  createSegment,
  deleteAutomatic,
  findNativeOffers,
  findSegments,
  NATIVE_TAG,
  type NativeInput,
} from '../operations/native-offers.ts'
import { gidOf } from '../payloads/fields.ts'
import { objection, unasked } from './asked.ts'

type Options = {
  readonly ask: AdminClient
  readonly currencyOf: (shop: string) => Promise<string>
  readonly now: () => number
}

/**
 * What the shop holds of ours is read each time and known by its tags: what is missing is made, and what is another by now,
 * or was switched off by somebody, goes. Doing it again changes nothing.
 */
export const createNativePublisher =
  ({ ask, currencyOf, now }: Options): CheckoutPlatform['publishNative'] =>
  async (shop, offers) => {
    const found = await ask(shop, findNativeOffers, {})
    if (!found.answered) return unasked(found)
    const held = found.data.discountNodes.nodes.flatMap(({ id, discount: { tags = [], status } }) =>
      tags.includes(NATIVE_TAG) ? [{ id: automaticId(id), tags, isOn: status === 'ACTIVE' }] : [],
    )
    const stays = ({ tags, isOn }: (typeof held)[number]) =>
      isOn && offers.some((offer) => tags.includes(markOf(offer)))
    for (const { id } of held.filter((each) => !stays(each))) {
      const reply = await ask(shop, deleteAutomatic, { id })
      if (!reply.answered) return unasked(reply)
      const { userErrors } = reply.data.discountAutomaticDelete
      if (userErrors.length > 0) return objection('taking the discount away', userErrors)
    }
    const currency = await currencyOf(shop)
    for (const offer of offers) {
      if (held.some((each) => stays(each) && each.tags.includes(markOf(offer)))) continue
      const segment = await segmentOf(ask, shop, offer.tag)
      if (segment.is !== 'done') return segment
      const made = await create(ask, shop, offer, inputOf(offer, segment.data, currency, now()), currency)
      if (made.is !== 'done') return made
    }
    return { is: 'done', data: null }
  }

/** Shopify calls one discount by several types, and by one number. */
const automaticId = (id: string): string => gidOf('DiscountAutomaticNode', id.slice(id.lastIndexOf('/') + 1))

const markOf = ({ key }: NativeOffer): string => `perennial-${key}`

/** Whoever carries the tag. Found by its name, so that it is made once. */
const segmentOf = async (ask: AdminClient, shop: string, tag: string): Promise<Asked<string>> => {
  const query = `customer_tags CONTAINS '${tag}'`
  const found = await ask(shop, findSegments, { query: `name:${tag}` })
  if (!found.answered) return unasked(found)
  const held = found.data.segments.nodes.find((segment) => segment.name === tag && segment.query === query)
  if (held !== undefined) return { is: 'done', data: held.id }
  const reply = await ask(shop, createSegment, { name: tag, query })
  if (!reply.answered) return unasked(reply)
  const { segment, userErrors } = reply.data.segmentCreate
  return segment === null ? objection('the customer segment', userErrors) : { is: 'done', data: segment.id }
}

const inputOf = (offer: NativeOffer, segmentId: string, currency: string, now: number): NativeInput => ({
  title: offer.message,
  tags: [NATIVE_TAG, markOf(offer)],
  startsAt: new Date(now).toISOString(),
  context: { customerSegments: { add: [segmentId] } },
  combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: offer.on === 'order' },
  ...(offer.minimum !== null && {
    minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: printMoney(offer.minimum, currency) } },
  }),
})

const create = async (
  ask: AdminClient,
  shop: string,
  { on, worth, dearestDelivery }: NativeOffer,
  input: NativeInput,
  currency: string,
): Promise<Asked<null>> => {
  if (on === 'shipping') {
    const discount = {
      ...input,
      destination: { all: true },
      ...(dearestDelivery !== null && { maximumShippingPrice: printMoney(dearestDelivery, currency) }),
    } as const
    const reply = await ask(shop, createNativeShippingOffer, { discount })
    if (!reply.answered) return unasked(reply)
    const { userErrors } = reply.data.discountAutomaticFreeShippingCreate
    return userErrors.length > 0 ? objection('the discount', userErrors) : { is: 'done', data: null }
  }
  const value =
    'percent' in worth
      ? { percentage: Number((worth.percent / 100).toFixed(6)) }
      : { discountAmount: { amount: printMoney(worth.amount, currency), appliesOnEachItem: false as const } }
  const discount = { ...input, customerGets: { items: { all: true }, value } } as const
  const reply = await ask(shop, createNativeOrderOffer, { discount })
  if (!reply.answered) return unasked(reply)
  const { userErrors } = reply.data.discountAutomaticBasicCreate
  return userErrors.length > 0 ? objection('the discount', userErrors) : { is: 'done', data: null }
}
