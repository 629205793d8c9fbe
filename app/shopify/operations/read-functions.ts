import { z } from 'zod'
import { defineOperation } from './define.ts'

/** Which functions of ours can run in the shop: a custom app's only where the shop is on Plus. */
export const readFunctions = defineOperation<Record<string, never>>()({
  name: 'ReadFunctions',
  query: `query ReadFunctions {
  shopifyFunctions(first: 50) { nodes { handle } }
  shop { plan { shopifyPlus } }
}`,
  answer: z.object({
    shopifyFunctions: z.object({ nodes: z.array(z.object({ handle: z.string() })) }),
    shop: z.object({ plan: z.object({ shopifyPlus: z.boolean() }) }),
  }),
})
