import { z } from 'zod'
import type { MetafieldText } from './app-discount.ts'
import { defineOperation, userError } from './define.ts'

/** `compareDigest`: of what is to be replaced, null where there is nothing; another by then is refused with `STALE_OBJECT`. */
export type OwnedMetafield = MetafieldText & { readonly ownerId: string; readonly compareDigest: string | null }

const answer = z.object({
  metafieldsSet: z.object({ userErrors: z.array(userError) }),
})

const documentOf = (name: string) => `mutation ${name}($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { userErrors { code field message } }
}`

/** All or none of at most 25. */
export const writeStandings = defineOperation<{ metafields: readonly OwnedMetafield[] }>()({
  name: 'WriteStandings',
  query: documentOf('WriteStandings'),
  answer,
})

export const writePolicy = defineOperation<{ metafields: readonly OwnedMetafield[] }>()({
  name: 'WritePolicy',
  query: documentOf('WritePolicy'),
  answer,
})
