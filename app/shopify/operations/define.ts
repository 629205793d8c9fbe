import { z } from 'zod'

/** One GraphQL document that the app sends, with the shape of its answer. */
export type Operation<Variables extends Record<string, unknown>, Data> = {
  readonly name: string
  readonly query: string
  readonly answer: z.ZodType<Data>
  /** Carries the variables' type only; never set. */
  readonly variables?: Variables
}

/** What a Shopify mutation refused; `code` only where the mutation documents one. */
export type UserError = z.infer<typeof userError>

/** `defineOperation<{ id: string }>()({ … })`: the variables are named, the answer's type is inferred. */
export const defineOperation =
  <Variables extends Record<string, unknown>>() =>
  <Data>(operation: Operation<Variables, Data>): Operation<Variables, Data> =>
    operation

export const userError = z.object({
  code: z.string().nullish(),
  field: z.array(z.string()).nullish(),
  message: z.string(),
})
