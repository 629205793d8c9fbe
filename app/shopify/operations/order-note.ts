import { z } from 'zod'
import { defineOperation, userError } from './define.ts'

export const readOrderNote = defineOperation<{ id: string }>()({
  name: 'ReadOrderNote',
  query: `query ReadOrderNote($id: ID!) {
  order(id: $id) { id note }
}`,
  answer: z.object({ order: z.object({ id: z.string(), note: z.string().nullish() }).nullable() }),
})

/** Overwrites the whole note: read it first and hand in all of it. */
export const writeOrderNote = defineOperation<{ input: { id: string; note: string } }>()({
  name: 'WriteOrderNote',
  query: `mutation WriteOrderNote($input: OrderInput!) {
  orderUpdate(input: $input) {
    order { id }
    userErrors { field message }
  }
}`,
  answer: z.object({
    orderUpdate: z.object({ order: z.object({ id: z.string() }).nullable(), userErrors: z.array(userError) }),
  }),
})
