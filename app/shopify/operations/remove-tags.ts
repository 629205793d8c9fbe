import { z } from 'zod'
import { defineOperation, userError } from './define.ts'

/** Takes tags from a customer; those that are not there are left out of it. */
export const removeTags = defineOperation<{ id: string; tags: readonly string[] }>()({
  name: 'RemoveTags',
  query: `mutation RemoveTags($id: ID!, $tags: [String!]!) {
  tagsRemove(id: $id, tags: $tags) {
    node { id }
    userErrors { field message }
  }
}`,
  answer: z.object({
    tagsRemove: z.object({ node: z.object({ id: z.string() }).nullable(), userErrors: z.array(userError) }),
  }),
})
