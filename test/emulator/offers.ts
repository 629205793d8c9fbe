import type { DiscountDetails, EmulatedShop, Moment } from './emulator.ts'
import type { Shop } from './shop.ts'
import { toMinor } from './store/money.ts'
import type { Discount } from './store/records.ts'
import { discountOf, discountsIn } from './store/state.ts'

type Offers = Pick<
  EmulatedShop,
  | 'segments'
  | 'runsFunctions'
  | 'setsDiscountMetafield'
  | 'discounts'
  | 'createsDiscount'
  | 'changesDiscount'
  | 'deletesDiscount'
  | 'createsSegment'
  | 'changesSegment'
>

/** What the merchant does under Discounts and Segments in the Shopify admin. */
export const offersOf = (shop: Shop, epochOf: (moment: Moment) => number): Offers => {
  const { state } = shop
  const held = (id: number): Discount => {
    const discount = discountOf(state, id)
    if (discount === undefined) throw new Error(`the shop has no discount ${id}`)
    return discount
  }
  const minor = (amount: string) => toMinor(amount, state.digits)
  const detailsOf = ({
    percent,
    amount,
    freeShipping,
    minimum,
    startsAt,
    endsAt,
    ...given
  }: Partial<DiscountDetails>) => ({
    ...(given.title !== undefined && { title: given.title }),
    ...(given.oncePerCustomer !== undefined && { oncePerCustomer: given.oncePerCustomer }),
    ...(given.usageLimit !== undefined && { usageLimit: given.usageLimit }),
    ...(percent !== undefined && { value: { percentage: percent / 100 } }),
    ...(amount !== undefined && { value: { amount: minor(amount), onEachItem: false } }),
    ...(freeShipping && { value: { freeShipping: true as const } }),
    ...(minimum !== undefined && { minimumSubtotal: minimum === null ? null : minor(minimum) }),
    ...(startsAt !== undefined && { startsAt: epochOf(startsAt) }),
    ...(endsAt !== undefined && { endsAt: endsAt === null ? null : epochOf(endsAt) }),
  })

  const createsSegment: Offers['createsSegment'] = (query, name = query) => {
    const at = shop.now()
    const segment = { id: state.nextIds.segment, name, query, createdAt: at, editedAt: at }
    shop.commit({ kind: 'segmentSaved', segment })
    return segment
  }

  return {
    discounts: () => discountsIn(state),
    createsDiscount: (details) => {
      const at = shop.now()
      const discount: Discount = {
        id: state.nextIds.code,
        code: details.code ?? null,
        title: details.title ?? details.code ?? 'A discount',
        value: { percentage: 0.1 },
        customerIds: [],
        ...(details.segment !== undefined && { segmentIds: [createsSegment(details.segment).id] }),
        minimumSubtotal: null,
        startsAt: at,
        endsAt: null,
        usageLimit: null,
        oncePerCustomer: false,
        combinesWith: { orders: false, products: false, shipping: false },
        tags: [],
        createdAt: at,
        usageCount: 0,
        ...detailsOf(details),
      }
      const { code } = discount
      if (code === null) shop.commit({ kind: 'automaticCreated', discount })
      else shop.commit({ kind: 'codeCreated', code: { ...discount, code } })
      return discount
    },
    changesDiscount: (id, details) =>
      shop.commit({ kind: 'discountChanged', id: held(id).id, details: detailsOf(details) }),
    deletesDiscount: (id) => shop.commit({ kind: 'discountDeleted', id: held(id).id }),
    segments: () => [...state.segments.values()],
    createsSegment,
    runsFunctions: (handles) => shop.commit({ kind: 'functionsChanged', handles }),
    setsDiscountMetafield: (id, name, value) =>
      shop.commit({ kind: 'discountMetafieldSet', id: held(id).id, name, value }),
    changesSegment: (id, query) => {
      const segment = state.segments.get(id)
      if (segment === undefined) throw new Error(`the shop has no segment ${id}`)
      // Within one tick of the clock it would pass for a new one.
      const editedAt = Math.max(shop.now(), segment.createdAt + 1)
      shop.commit({ kind: 'segmentSaved', segment: { ...segment, query, editedAt } })
    },
  }
}
