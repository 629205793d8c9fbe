import type { Performed } from '../../engine/ports.ts'
import type { PlannedEffect } from '../../vocabulary/define.ts'
import type { AdminClient } from '../client.ts'
import { addTags } from '../operations/add-tags.ts'
import { removeTags } from '../operations/remove-tags.ts'
import { gidOf } from '../payloads/fields.ts'
import { refusal, unanswered } from './outcome.ts'

/** Tags are a set in Shopify, so adding or removing them again changes nothing. */
export const performTag = async (
  ask: AdminClient,
  shop: string,
  effect: Extract<PlannedEffect, { kind: 'tag' }>,
): Promise<Performed> => {
  const id = gidOf('Customer', effect.customerId)
  if (effect.add.length > 0) {
    const added = await ask(shop, addTags, { id, tags: effect.add })
    if (!added.answered) return unanswered(added)
    const { userErrors } = added.data.tagsAdd
    if (userErrors.length > 0) return refusal('the tag', userErrors)
  }
  if (effect.remove.length > 0) {
    const removed = await ask(shop, removeTags, { id, tags: effect.remove })
    if (!removed.answered) return unanswered(removed)
    const { userErrors } = removed.data.tagsRemove
    if (userErrors.length > 0) return refusal('the tag', userErrors)
  }
  return { outcome: 'done' }
}
