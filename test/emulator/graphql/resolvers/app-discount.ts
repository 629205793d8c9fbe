import type { AppTerms, Discount, Metafield } from '../../store/records.ts'
import { discountStatus } from '../../webhooks/payloads/discount-payload.ts'
import type { Context } from '../execution.ts'
import { idOf } from '../gids.ts'
import { appDiscountNode } from './discount-node.ts'
import { type MetafieldsSetInput, nameOf, wrongWith } from './metafields.ts'
import type { UserError } from './user-error.ts'

/** DiscountAutomaticAppInput, after the schema has checked its types. */
type Input = {
  readonly title?: string | null
  readonly functionHandle?: string | null
  readonly discountClasses?: AppTerms['classes'] | null
  readonly combinesWith?: {
    readonly orderDiscounts?: boolean | null
    readonly productDiscounts?: boolean | null
    readonly shippingDiscounts?: boolean | null
  } | null
  readonly context?: { readonly all?: 'ALL' | null } | null
  readonly startsAt?: string | null
  readonly endsAt?: string | null
  readonly appliesOnOneTimePurchase?: boolean | null
  readonly appliesOnSubscription?: boolean | null
  readonly recurringCycleLimit?: number | null
  readonly metafields?: readonly Omit<MetafieldsSetInput, 'ownerId'>[] | null
}

/** That many discounts of apps may be good at one time. */
const MOST_ACTIVE = 25

export const discountAutomaticAppCreate = (
  { automaticAppDiscount: input }: { automaticAppDiscount: Input },
  context: Context,
) => {
  const { shop } = context
  const functionHandle = input.functionHandle ?? ''
  const active = [...shop.state.automatics.values()].filter(
    (discount) => 'app' in discount.value && discountStatus(discount, shop.now()) === 'ACTIVE',
  )
  const userErrors = [
    ...wrongTerms(input),
    ...(functionHandle === ''
      ? [wrong(['functionHandle'], 'MISSING_FUNCTION_IDENTIFIER', 'Function is missing.')]
      : []),
    ...(functionHandle !== '' && !shop.state.functions.includes(functionHandle)
      ? [wrong(['functionHandle'], 'INVALID', `Function ${functionHandle} not found.`)]
      : []),
    ...(input.discountClasses?.length ? [] : [wrong(['discountClasses'], 'BLANK', "Discount classes can't be blank")]),
    ...(input.context?.all === 'ALL' ? [] : [wrong(['context'], 'BLANK', "Context can't be blank")]),
    ...(input.startsAt == null ? [wrong(['startsAt'], 'BLANK', "Starts at can't be blank")] : []),
    ...(active.length >= MOST_ACTIVE
      ? [wrong([], 'MAX_APP_DISCOUNTS', `More than ${MOST_ACTIVE} discounts of apps are active.`)]
      : []),
  ]
  if (userErrors.length > 0) return { automaticAppDiscount: null, userErrors }
  const at = shop.now()
  const discount: Discount = {
    id: shop.state.nextIds.code,
    code: null,
    title: input.title ?? '',
    value: { app: termsOf(input, { ...DEFAULTS, functionHandle }) },
    customerIds: [],
    minimumSubtotal: null,
    startsAt: Date.parse(input.startsAt ?? ''),
    endsAt: input.endsAt == null ? null : Date.parse(input.endsAt),
    usageLimit: null,
    oncePerCustomer: false,
    combinesWith: combinationsOf(input, { orders: false, products: false, shipping: false }),
    tags: [],
    createdAt: at,
    usageCount: 0,
    metafields: metafieldsOf(input, at),
  }
  shop.commit({ kind: 'automaticCreated', discount }, 'app')
  return { automaticAppDiscount: () => nodeOf(discount, context), userErrors: [] }
}

/** What the input does not name stays as it is. */
export const discountAutomaticAppUpdate = (
  { id: globalId, automaticAppDiscount: input }: { id: string; automaticAppDiscount: Input },
  context: Context,
) => {
  const { shop } = context
  const held = shop.state.automatics.get(idOf(globalId, 'DiscountAutomaticNode') ?? 0)
  if (held === undefined || !('app' in held.value)) {
    return { automaticAppDiscount: null, userErrors: [wrong([], 'INVALID', 'Discount does not exist.')] }
  }
  const userErrors = wrongTerms({ ...input, title: input.title === undefined ? held.title : input.title })
  if (userErrors.length > 0) return { automaticAppDiscount: null, userErrors }
  shop.commit(
    {
      kind: 'discountChanged',
      id: held.id,
      details: {
        ...(input.title != null && { title: input.title }),
        ...(input.startsAt != null && { startsAt: Date.parse(input.startsAt) }),
        ...(input.endsAt !== undefined && { endsAt: input.endsAt === null ? null : Date.parse(input.endsAt) }),
        value: { app: termsOf(input, held.value.app) },
        combinesWith: combinationsOf(input, held.combinesWith),
      },
    },
    'app',
  )
  for (const [name, { value }] of Object.entries(metafieldsOf(input, shop.now())))
    shop.commit({ kind: 'discountMetafieldSet', id: held.id, name, value }, 'app')
  return { automaticAppDiscount: () => nodeOf(shop.state.automatics.get(held.id) ?? held, context), userErrors: [] }
}

const wrong = (field: readonly string[], code: string, message: string): UserError => ({
  field: ['automaticAppDiscount', ...field],
  code,
  message,
})

const wrongTerms = ({ title, metafields }: Input): UserError[] => [
  ...(title == null || title.trim() === '' ? [wrong(['title'], 'BLANK', "Title can't be blank")] : []),
  ...(metafields ?? []).flatMap((metafield) => {
    const problem = wrongWith(metafield, undefined)
    return problem === undefined ? [] : [wrong(['metafields', ...problem.field], 'INVALID', problem.message)]
  }),
]

const DEFAULTS: AppTerms = {
  functionHandle: '',
  classes: [],
  onOneTimePurchase: true,
  onSubscription: true,
  recurringCycleLimit: 1,
}

const termsOf = (input: Input, held: AppTerms): AppTerms => ({
  functionHandle: input.functionHandle ?? held.functionHandle,
  classes: input.discountClasses ?? held.classes,
  onOneTimePurchase: input.appliesOnOneTimePurchase ?? held.onOneTimePurchase,
  onSubscription: input.appliesOnSubscription ?? held.onSubscription,
  recurringCycleLimit: input.recurringCycleLimit ?? held.recurringCycleLimit,
})

const combinationsOf = ({ combinesWith }: Input, held: Discount['combinesWith']): Discount['combinesWith'] => ({
  orders: combinesWith?.orderDiscounts ?? held.orders,
  products: combinesWith?.productDiscounts ?? held.products,
  shipping: combinesWith?.shippingDiscounts ?? held.shipping,
})

const metafieldsOf = ({ metafields }: Input, at: number): Record<string, Metafield> =>
  Object.fromEntries((metafields ?? []).map((one) => [nameOf(one), { value: one.value, updatedAt: at }]))

const nodeOf = (discount: Discount, context: Context) =>
  'app' in discount.value ? appDiscountNode(discount, discount.value.app, context) : null
