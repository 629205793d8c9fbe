import type { Asked } from '../../engine/checkout-ports.ts'
import type { NoAnswer } from '../answer.ts'
import type { UserError } from '../operations/define.ts'

/** No answer from Shopify, as the engine wants it. */
export const unasked = ({ again, reason, afterMs }: NoAnswer): Exclude<Asked<never>, { is: 'done' }> =>
  again ? { is: 'retry', reason, ...(afterMs !== undefined && { afterMs }) } : { is: 'failed', reason }

/** What somebody else has changed meanwhile is read again. `what` completes "Shopify refused …". */
export const objection = (what: string, errors: readonly UserError[]): Exclude<Asked<never>, { is: 'done' }> => {
  if (errors.some(({ code }) => code === 'STALE_OBJECT' || code === 'INVALID_COMPARE_DIGEST'))
    return { is: 'retry', reason: `Somebody else changed ${what} just now` }
  if (errors.some(({ code }) => code === 'INTERNAL_ERROR')) return { is: 'retry', reason: `Shopify failed at ${what}` }
  const messages = [...new Set(errors.map(({ message }) => message))].join('; ')
  return { is: 'failed', reason: `Shopify refused ${what}: ${messages || 'no reason given'}` }
}
