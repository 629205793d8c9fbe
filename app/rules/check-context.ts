import type { ProblemList } from './problem-list.ts'
import type { ActionSpec, FactSpec, TriggerSpec } from './types.ts'

/** What every part of the check needs: the words, the rule's trigger once known, and where problems go. */
export type CheckContext = {
  readonly facts: ReadonlyMap<string, FactSpec>
  readonly actions: ReadonlyMap<string, ActionSpec>
  /** Undefined while it is itself in error: facts are then not held against it. */
  readonly trigger: TriggerSpec | undefined
  readonly currency: string
  readonly problems: ProblemList
}
