import type { RuleState } from './types.ts'

/**
 * Where each state leads. No rule that ran becomes a draft again, but by taking back its first step at once; nothing goes
 * live straight from the archive. To its own state a rule goes with another version, or for another share of the customers.
 */
export const OPEN_WAYS: Readonly<Record<RuleState, readonly RuleState[]>> = {
  draft: ['shadow', 'live', 'archived'],
  shadow: ['shadow', 'live', 'paused'],
  live: ['live', 'shadow', 'paused'],
  paused: ['live', 'shadow', 'archived'],
  archived: ['paused'],
}

/** Whether a rule in this state is asked, and so has a version that runs. */
export const isAsked = (state: RuleState): boolean => state === 'shadow' || state === 'live'
