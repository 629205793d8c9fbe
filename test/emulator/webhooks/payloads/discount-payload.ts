import type { Discount, Segment } from '../../store/records.ts'
import type { ShopState } from '../../store/state.ts'
import { timestamp } from './money-set.ts'

/** The body of discounts/create and discounts/update: what it is worth is not in it. */
export const discountPayload = (discount: Discount, { settings }: ShopState, at: number) => {
  const { id, code, title, startsAt, endsAt, createdAt, updatedAt = createdAt } = discount
  return {
    admin_graphql_api_id: `gid://shopify/${code === null ? 'DiscountAutomaticNode' : 'DiscountCodeNode'}/${id}`,
    title,
    status: discountStatus({ startsAt, endsAt }, at),
    created_at: timestamp(createdAt, settings.timeZone),
    updated_at: timestamp(updatedAt, settings.timeZone),
  }
}

export const discountDeletePayload = (id: number, at: number) => ({
  admin_graphql_api_id: `gid://shopify/DiscountNode/${id}`,
  deleted_at: new Date(at).toISOString(),
})

export const segmentPayload = ({ id, name, query, createdAt, editedAt }: Segment) => ({
  id,
  name,
  query,
  creationDate: new Date(createdAt).toISOString(),
  lastEditDate: new Date(editedAt).toISOString(),
})

export const discountStatus = ({ startsAt, endsAt }: Pick<Discount, 'startsAt' | 'endsAt'>, now: number) => {
  if (startsAt > now) return 'SCHEDULED'
  return endsAt !== null && endsAt <= now ? 'EXPIRED' : 'ACTIVE'
}
