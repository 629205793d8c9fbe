import type { ApiDecision } from '../../contracts/api.ts'
import type { EffectRow } from '../../store/activity.ts'

type Step = Pick<EffectRow, 'key' | 'body' | 'state'>

/** Who tells the customer of the code that a decision gave; null where there is none to tell of, or none any more. */
export const codeToldBy = (steps: readonly Step[], isUsed: boolean): ApiDecision['codeToldBy'] => {
  const code = steps.find(({ body, state }) => body.kind === 'code' && (state === 'done' || state === 'pending'))
  if (code === undefined || isUsed) return null
  const isTold = steps.some(({ body, state }) => body.kind === 'notify' && (state === 'done' || state === 'pending'))
  if (isTold) return 'mail_tool'
  return steps.some(({ body, state }) => body.kind === 'task' && state !== 'cancelled' && state !== 'undone')
    ? 'task'
    : 'nobody'
}
