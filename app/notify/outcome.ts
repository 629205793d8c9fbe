import type { Performed } from '../engine/ports.ts'
import type { Answer } from './post.ts'

/** An answer as the engine wants it: done, worth another try, or a matter for a person. */
export const outcomeOf = (answer: Answer): Performed => {
  if (answer.kind === 'forbidden') return failed(answer.reason)
  if (answer.kind === 'silent') return { outcome: 'retry', reason: answer.reason }
  const { status, retryAfterMs } = answer
  if (status >= 200 && status < 300) return { outcome: 'done', result: { status } }
  const later = retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }
  if (status === 429) return { outcome: 'retry', reason: 'The mail tool asks to slow down (HTTP 429)', ...later }
  if (status >= 500 || status === 408)
    return { outcome: 'retry', reason: `The mail tool is out of order (HTTP ${status})`, ...later }
  if (status >= 300 && status < 400)
    return failed(
      `The mail tool points to another address (HTTP ${status}), which is not followed. Set that address under Settings`,
    )
  return failed(`The mail tool refused the message (HTTP ${status})`)
}

export const failed = (reason: string): Performed => ({ outcome: 'failed', reason })
