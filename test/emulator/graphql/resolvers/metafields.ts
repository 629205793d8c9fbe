import { createHash } from 'node:crypto'
import type { Metafield } from '../../store/records.ts'
import { discountOf } from '../../store/state.ts'
import { type Context, demand, type Node } from '../execution.ts'
import { idOf } from '../gids.ts'
import { iso } from '../iso.ts'
import { type UserError, writeAccess } from './user-error.ts'

type Name = { readonly namespace?: string | null | undefined; readonly key: string }

/** The field `metafield` of whatever keeps some. */
export const metafieldOf =
  (held: Readonly<Record<string, Metafield>> | undefined) =>
  ({ namespace, key }: Name): Node | null => {
    const metafield = held?.[nameOf({ namespace, key })]
    return metafield === undefined ? null : metafieldNode(metafield, namespace ?? '', key)
  }

const metafieldNode = ({ value, updatedAt }: Metafield, namespace: string, key: string): Node => ({
  __typename: 'Metafield',
  namespace,
  key,
  value,
  type: 'json',
  compareDigest: digestOf(value),
  updatedAt: iso(updatedAt),
})

export type MetafieldsSetInput = Name & {
  readonly ownerId: string
  readonly type?: string | null
  readonly value: string
  readonly compareDigest?: string | null
}

const MOST = 25
const MOST_BYTES = 128_000

/** All of them or none. */
export const metafieldsSet = ({ metafields }: { metafields: readonly MetafieldsSetInput[] }, context: Context) => {
  const { shop } = context
  if (metafields.length > MOST) {
    const message = `Exceeded the maximum metafields input limit of ${MOST}.`
    return { metafields: null, userErrors: [{ field: ['metafields'], message, code: 'LESS_THAN_OR_EQUAL_TO' }] }
  }
  const owned = metafields.map((input) => ({ input, owner: ownerOf(input.ownerId, context) }))
  const userErrors = owned.flatMap(({ input, owner }, index) => {
    const wrong = owner === null ? NO_OWNER : wrongWith(input, owner.metafields?.[nameOf(input)])
    return wrong === undefined ? [] : [{ ...wrong, field: ['metafields', String(index), ...wrong.field] }]
  })
  if (userErrors.length > 0) return { metafields: null, userErrors }
  for (const { input, owner } of owned) {
    if (owner === null || owner.metafields?.[nameOf(input)]?.value === input.value) continue
    shop.commit({ kind: owner.change, id: owner.id, name: nameOf(input), value: input.value }, 'app')
  }
  const at = shop.now()
  const nodes = metafields.map(({ namespace, key, value }) =>
    metafieldNode({ value, updatedAt: at }, namespace ?? '', key),
  )
  return { metafields: nodes, userErrors: [] }
}

/** What Shopify would say against a value, in the shape of its errors. */
export const wrongWith = (
  { type, value, compareDigest }: Pick<MetafieldsSetInput, 'type' | 'value' | 'compareDigest'>,
  held: Metafield | undefined,
): (UserError & { readonly field: readonly string[] }) | undefined => {
  if (type !== 'json') return { field: ['type'], message: 'The local Shopify keeps JSON alone', code: 'INVALID_TYPE' }
  if (!isJson(value)) return { field: ['value'], message: 'Value is invalid JSON.', code: 'INVALID_VALUE' }
  if (Buffer.byteLength(value) > MOST_BYTES) {
    return { field: ['value'], message: `Value is too long (maximum is ${MOST_BYTES} bytes).`, code: 'TOO_LONG' }
  }
  const digest = held === undefined ? null : digestOf(held.value)
  if (compareDigest === undefined || compareDigest === digest) return undefined
  return { field: [], message: 'The resource has been updated since it was loaded.', code: 'STALE_OBJECT' }
}

export const nameOf = ({ namespace, key }: Name): string => `${namespace ?? ''}.${key}`

const NO_OWNER = { field: ['ownerId'], message: 'Owner does not exist.', code: 'INVALID' }

const ownerOf = (globalId: string, context: Context) => {
  const { state } = context.shop
  const customer = state.customers.get(idOf(globalId, 'Customer') ?? 0)
  if (customer) {
    demand({ ...context, access: writeAccess('write_customers') }, 'write', 'metafieldsSet')
    return { id: customer.id, metafields: customer.metafields, change: 'metafieldSet' } as const
  }
  const discount = discountOf(state, idOf(globalId, 'DiscountAutomaticNode') ?? 0)
  if (!discount) return null
  demand({ ...context, access: writeAccess('write_discounts') }, 'write', 'metafieldsSet')
  return { id: discount.id, metafields: discount.metafields, change: 'discountMetafieldSet' } as const
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const digestOf = (value: string): string => createHash('sha256').update(value).digest('hex')
