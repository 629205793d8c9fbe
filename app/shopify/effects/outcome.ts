import type { Performed } from '../../engine/ports.ts'
import type { NoAnswer } from '../answer.ts'
import type { UserError } from '../operations/define.ts'

/** No answer from Shopify, as the engine wants it: nothing is known to have happened. */
export const unanswered = ({ again, reason, afterMs }: NoAnswer): Performed =>
  again ? { outcome: 'retry', reason, ...(afterMs !== undefined && { afterMs }) } : failed(reason)

export const failed = (reason: string): Performed => ({ outcome: 'failed', reason })

/** What Shopify objected to, in its own words, which are written for merchants. `what` completes "Shopify refused …". */
export const refusal = (what: string, errors: readonly UserError[]): Performed => {
  if (errors.some(({ code }) => code === 'INTERNAL_ERROR'))
    return { outcome: 'retry', reason: `Shopify failed at ${what}` }
  const messages = [...new Set(errors.map(({ message }) => message))].join('; ')
  return failed(`Shopify refused ${what}: ${messages || 'no reason given'}`)
}
