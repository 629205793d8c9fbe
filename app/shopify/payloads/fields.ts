import { z } from 'zod'
import { isMoment } from '../../ledger/entries.ts'
import { parseMoney } from '../../rules/money.ts'
import { UnreadablePayload } from './define.ts'

/** An ISO 8601 time with its offset, as epoch milliseconds. */
export const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .refine(isMoment)

/** A REST id; `parseBody` leaves one that a number cannot hold as a string of digits. */
export const restId = z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(String)

export const gid = z
  .string()
  .regex(/^gid:\/\/shopify\/\w+\/\d+/)
  .transform(idOfGid)

/** A resource that names itself twice; the gid wins, for its digits are exact whatever JSON library wrote the body. */
export const identified = z.object({ admin_graphql_api_id: gid.nullish(), id: restId.nullish() })

export type IdentifiedResource = z.infer<typeof identified>

export const resourceIdOf = (resource: IdentifiedResource): string => {
  const id = resource.admin_graphql_api_id ?? resource.id
  if (id == null) throw new UnreadablePayload('it names no id')
  return id
}

/** `gid://shopify/Order/123?x=y` → `123`. */
export function idOfGid(text: string): string {
  const id = /\/(\d+)(?:\?.*)?$/.exec(text)?.[1]
  if (id === undefined) throw new UnreadablePayload('it names an id that is no Shopify id')
  return id
}

export const gidOf = (kind: 'Customer' | 'Order' | 'Refund' | 'DiscountAutomaticNode', id: string): string =>
  `gid://shopify/${kind}/${id}`

/** Shop money in minor units; an amount in any other currency cannot be added to the shop's ledger. */
export const shopMoney = (
  money: { readonly amount: string; readonly currency: string },
  shopCurrency: string,
): number => {
  if (money.currency !== shopCurrency) {
    throw new UnreadablePayload(`its amount is in ${money.currency}, and the shop’s books are in ${shopCurrency}`)
  }
  const minorUnits = parseMoney(money.amount, shopCurrency)
  if (minorUnits === undefined) throw new UnreadablePayload(`its amount is no amount of ${shopCurrency}`)
  return minorUnits
}
