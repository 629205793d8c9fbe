import type { ApiRule } from '../../contracts/api.ts'
import { OPEN_WAYS } from '../../rules/rule-states.ts'
import type { RuleState } from '../../rules/types.ts'

/** Something to do about how a rule runs; `version` is the one that runs, or says what is to be said, from then on. */
export type RunStep =
  | { readonly kind: 'live' | 'share' | 'shadow' | 'paused' | 'archived' | 'unarchived' }
  | {
      readonly kind: 'place' | 'restore'
      readonly version: number
      readonly summary: string
      readonly changes: readonly string[]
    }

export type MenuStep = Exclude<RunStep['kind'], 'place' | 'restore'>

/** What the menu offers: where the rule's state leads. */
export const menuSteps = ({ state }: ApiRule): readonly MenuStep[] =>
  OPEN_WAYS[state].flatMap((way) => stepTo(state, way) ?? [])

/** None to a state that it is in, but for the share of a live one; another version is put in its place beside the draft. */
const stepTo = (from: RuleState, to: RuleState): MenuStep | undefined => {
  if (from === to) return from === 'live' ? 'share' : undefined
  if (from === 'archived') return 'unarchived'
  return to === 'draft' ? undefined : to
}

/** How it ran, to be put back: a version and a share are said of those states only that have them. */
export const runOf = ({ state, runs, share }: Pick<ApiRule, 'state' | 'runs' | 'share'>) => ({
  state,
  ...(runs !== null && { version: runs }),
  ...(state === 'live' && { share }),
})
