import type { ApiRule } from '../../contracts/api.ts'
import { StateDot } from '../ui/StateDot.tsx'
import { words } from './run-words.ts'

const LOOKS = { draft: 'open', shadow: 'open', live: 'on', paused: 'off', archived: 'off' } as const

export const StateMark = ({ rule: { state, share } }: { readonly rule: Pick<ApiRule, 'state' | 'share'> }) => (
  <StateDot
    label={state === 'live' && share !== 100 ? words.liveFor(share) : words.states[state]}
    look={LOOKS[state]}
  />
)
