import { z } from 'zod'
import { defineOperation, userError } from './define.ts'

/** Adds tags to a customer; tags are a set, so doing it again changes nothing. */
export const addTags = defineOperation<{ id: string; tags: readonly string[] }>()({
  name: 'AddTags',
  query: `mutation AddTags($id: ID!, $tags: [String!]!) {
  tagsAdd(id: $id, tags: $tags) {
    node { id }
    userErrors { field message }
  }
}`,
  answer: z.object({
    tagsAdd: z.object({ node: z.object({ id: z.string() }).nullable(), userErrors: z.array(userError) }),
  }),
})
