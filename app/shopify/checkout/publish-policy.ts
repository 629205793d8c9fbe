import { isDeepStrictEqual } from 'node:util'
import type { Asked, CheckoutPlatform, PublishedPolicy } from '../../engine/checkout-ports.ts'
import {
  FUNCTION_HANDLE,
  METAFIELD_NAMESPACE,
  METAFIELD_TYPE,
  POLICY_KEY,
  VARIABLES_KEY,
} from '../../rules/checkout/metafields.ts'
import type { AdminClient } from '../client.ts'
import {
  type AppDiscountInput,
  type AppDiscountNode,
  type AppDiscountTerms,
  createAppDiscount,
  findAppDiscounts,
  readAppDiscount,
  updateAppDiscount,
} from '../operations/app-discount.ts'
import { writePolicy } from '../operations/set-metafields.ts'
import { objection, unasked } from './asked.ts'

type Published = Asked<{ readonly discountId: string; readonly changed: boolean }>

/**
 * Reads what the shop holds before it writes, so that doing it again changes nothing, and what somebody else made of it is
 * put right. The policy and what it is asked with are one write: the function never sees one without the other.
 */
export const createPublisher =
  ({ ask, now }: { readonly ask: AdminClient; readonly now: () => number }): CheckoutPlatform['publish'] =>
  async (shop, policy, discountId): Promise<Published> => {
    const held = await find(ask, shop, discountId)
    if (held.is !== 'done') return held
    if (held.data === null) return create(ask, shop, policy, now())
    const { discount, ...metafields } = held.data
    const id = discount.discountId
    const input = inputOf(policy)
    const isRight = areTermsRight(discount, input)
    if (!isRight) {
      const reply = await ask(shop, updateAppDiscount, { id, discount: input })
      if (!reply.answered) return unasked(reply)
      const { userErrors } = reply.data.discountAutomaticAppUpdate
      if (userErrors.length > 0) return objection('the discount', userErrors)
    }
    const isWritten = metafields.policy?.value === policy.text && metafields.variables?.value === policy.variables
    if (!isWritten) {
      const reply = await ask(shop, writePolicy, {
        metafields: textsOf(policy).map((text) => ({
          ...text,
          ownerId: id,
          compareDigest: metafields[text.key]?.compareDigest ?? null,
        })),
      })
      if (!reply.answered) return unasked(reply)
      const { userErrors } = reply.data.metafieldsSet
      if (userErrors.length > 0) return objection('the rules for the checkout', userErrors)
    }
    return { is: 'done', data: { discountId: id, changed: !(isRight && isWritten) } }
  }

/** By its id, or where that is not known or no longer there, by what it carries. */
const find = async (ask: AdminClient, shop: string, id: string | null): Promise<Asked<OurDiscount | null>> => {
  if (id !== null) {
    const reply = await ask(shop, readAppDiscount, { id })
    if (!reply.answered) return unasked(reply)
    const found = oursIn(reply.data.node)
    if (found !== undefined) return { is: 'done', data: found }
  }
  return findAmong(ask, shop, null)
}

const findAmong = async (ask: AdminClient, shop: string, after: string | null): Promise<Asked<OurDiscount | null>> => {
  const reply = await ask(shop, findAppDiscounts, { after })
  if (!reply.answered) return unasked(reply)
  const { nodes, pageInfo } = reply.data.discountNodes
  const ours = nodes.flatMap((node) => (node.policy === null ? [] : (oursIn(node) ?? [])))[0]
  if (ours !== undefined) return { is: 'done', data: ours }
  return pageInfo.hasNextPage && pageInfo.endCursor != null
    ? findAmong(ask, shop, pageInfo.endCursor)
    : { is: 'done', data: null }
}

type OurDiscount = AppDiscountNode & { readonly discount: AppDiscountTerms }

const oursIn = (node: AppDiscountNode | null): OurDiscount | undefined =>
  node !== null && 'discountId' in node.discount ? { ...node, discount: node.discount } : undefined

const create = async (ask: AdminClient, shop: string, policy: PublishedPolicy, now: number): Promise<Published> => {
  const discount = {
    ...inputOf(policy),
    functionHandle: FUNCTION_HANDLE,
    startsAt: new Date(now).toISOString(),
    context: { all: 'ALL' },
    metafields: textsOf(policy),
  } as const
  const reply = await ask(shop, createAppDiscount, { discount })
  if (!reply.answered) return unasked(reply)
  const { automaticAppDiscount, userErrors } = reply.data.discountAutomaticAppCreate
  if (automaticAppDiscount === null) return objection('the discount', userErrors)
  return { is: 'done', data: { discountId: automaticAppDiscount.discountId, changed: true } }
}

const CLASSES = { order: 'ORDER', products: 'PRODUCT', shipping: 'SHIPPING' } as const

/**
 * Other discounts on products and orders stay apart from it, and Shopify gives the better one: what adds up must be what the
 * merchant said. Free delivery goes with anything. Where our own rules give on both, they must go together.
 */
const inputOf = ({ terms: { title, classes, onSubscriptions } }: PublishedPolicy): AppDiscountInput => {
  const givesBoth = classes.includes('order') && classes.includes('products')
  return {
    title,
    discountClasses: classes.map((each) => CLASSES[each]),
    combinesWith: { orderDiscounts: givesBoth, productDiscounts: givesBoth, shippingDiscounts: true },
    appliesOnOneTimePurchase: true,
    appliesOnSubscription: onSubscriptions,
    recurringCycleLimit: 1,
    endsAt: null,
  }
}

const textsOf = ({ text, variables }: PublishedPolicy) =>
  [
    { namespace: METAFIELD_NAMESPACE, key: POLICY_KEY, type: METAFIELD_TYPE, value: text },
    { namespace: METAFIELD_NAMESPACE, key: VARIABLES_KEY, type: METAFIELD_TYPE, value: variables },
  ] as const

const areTermsRight = (
  { status, endsAt, discountClasses, __typename: _, discountId: __, ...held }: AppDiscountTerms,
  { discountClasses: wanted, endsAt: ___, ...input }: AppDiscountInput,
): boolean =>
  status === 'ACTIVE' &&
  endsAt == null &&
  isDeepStrictEqual(discountClasses.toSorted(), wanted.toSorted()) &&
  isDeepStrictEqual({ ...held }, { ...input })
