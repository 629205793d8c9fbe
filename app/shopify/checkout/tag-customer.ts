import type { CheckoutPlatform } from '../../engine/checkout-ports.ts'
import type { AdminClient } from '../client.ts'
import { addTags } from '../operations/add-tags.ts'
import type { UserError } from '../operations/define.ts'
import { removeTags } from '../operations/remove-tags.ts'
import { gidOf } from '../payloads/fields.ts'
import { objection, unasked } from './asked.ts'

export const createCustomerTagger =
  (ask: AdminClient): CheckoutPlatform['tag'] =>
  async (shop, customerId, { add, remove }) => {
    const id = gidOf('Customer', customerId)
    if (add.length > 0) {
      const reply = await ask(shop, addTags, { id, tags: add })
      if (!reply.answered) return unasked(reply)
      const { node, userErrors } = reply.data.tagsAdd
      if (node === null && isGone(userErrors)) return { is: 'done', data: 'gone' }
      if (userErrors.length > 0) return objection('the tag', userErrors)
    }
    if (remove.length > 0) {
      const reply = await ask(shop, removeTags, { id, tags: remove })
      if (!reply.answered) return unasked(reply)
      const { node, userErrors } = reply.data.tagsRemove
      if (node === null && isGone(userErrors)) return { is: 'done', data: 'gone' }
      if (userErrors.length > 0) return objection('the tag', userErrors)
    }
    return { is: 'done', data: 'tagged' }
  }

const isGone = (errors: readonly UserError[]): boolean => errors.some(({ field }) => field?.includes('id') === true)
