import type { Performed } from '../../engine/ports.ts'
import type { PlannedEffect } from '../../vocabulary/define.ts'
import type { AdminClient } from '../client.ts'
import { readOrderNote, writeOrderNote } from '../operations/order-note.ts'
import { gidOf } from '../payloads/fields.ts'
import { failed, refusal, unanswered } from './outcome.ts'
import { shortKeyOf } from './short-key.ts'

/**
 * One more line on the order's note, unless the line is there already. Shopify can only overwrite a whole note: two effects
 * on one order must not run beside each other, and a person who saves the note in the same second may win or lose.
 */
export const performNote = async (
  ask: AdminClient,
  shop: string,
  key: string,
  effect: Extract<PlannedEffect, { kind: 'note' }>,
): Promise<Performed> => {
  const id = gidOf('Order', effect.orderId)
  const mark = `[${shortKeyOf(key)}]`
  const held = await ask(shop, readOrderNote, { id })
  if (!held.answered) return unanswered(held)
  if (!held.data.order) return failed('The order is no longer in the shop')
  const note = held.data.order.note ?? ''
  if (note.includes(mark)) return { outcome: 'done' }

  const line = `${effect.text.replaceAll(/\s+/g, ' ').trim()} ${mark}`
  const written = await ask(shop, writeOrderNote, { input: { id, note: note === '' ? line : `${note}\n${line}` } })
  if (!written.answered) return unanswered(written)
  const { userErrors } = written.data.orderUpdate
  return userErrors.length > 0 ? refusal('the order’s note', userErrors) : { outcome: 'done' }
}
