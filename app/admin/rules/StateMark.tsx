import type { ApiRule } from '../../contracts/api.ts'
import { StateDot } from '../ui/StateDot.tsx'
import { words } from './words.ts'

const LOOKS = { draft: 'open', live: 'on', paused: 'off' } as const

export const StateMark = ({ state }: { readonly state: ApiRule['state'] }) => (
  <StateDot label={words.states[state]} look={LOOKS[state]} />
)
