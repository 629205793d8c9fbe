import { coerceInputValue, type GraphQLInputType, type GraphQLSchema } from 'graphql'
import { z } from 'zod'

/** What the function answers, as Shopify takes it: anything that its schema does not know is refused, and nothing of it applies. */

const value = z.union([
  z.object({ percentage: z.object({ value: z.coerce.number().min(0).max(100) }) }),
  z.object({ fixedAmount: z.object({ amount: z.string(), appliesToEachItem: z.boolean().nullish() }) }),
])
const strategy = z.enum(['FIRST', 'MAXIMUM', 'ALL'])
const candidateOf = <Target extends z.ZodType>(target: Target) =>
  z.object({ message: z.string().nullish(), targets: z.array(target), value })
const operationOf = <Target extends z.ZodType>(target: Target) =>
  z.object({ selectionStrategy: strategy, candidates: z.array(candidateOf(target)) })

const lineTarget = z.object({ cartLine: z.object({ id: z.string() }) })
const orderTarget = z.object({ orderSubtotal: z.object({ excludedCartLineIds: z.array(z.string()) }) })
const deliveryTarget = z.union([
  z.object({ deliveryGroup: z.object({ id: z.string() }) }),
  z.object({ deliveryOption: z.object({ handle: z.string() }) }),
])

const operations = z.object({
  operations: z.array(
    z.strictObject({
      productDiscountsAdd: operationOf(lineTarget).optional(),
      orderDiscountsAdd: operationOf(orderTarget).optional(),
      deliveryDiscountsAdd: operationOf(deliveryTarget).optional(),
    }),
  ),
})

export type Operation = z.infer<typeof operations>['operations'][number]
export type Value = z.infer<typeof value>

export const readOutput = (output: unknown, schema: GraphQLSchema, mutation: string): readonly Operation[] => {
  const type = schema
    .getMutationType()
    ?.getFields()
    [mutation]?.args.find(({ name }) => name === 'result')?.type
  if (type === undefined) throw new Error(`The functions' schema has no ${mutation}`)
  return operations.parse(coerceInputValue(output, type as GraphQLInputType)).operations
}
