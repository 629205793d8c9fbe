import type { StoredRule } from '../engine/ports.ts'
import type { RuleDocument, RuleState } from '../rules/types.ts'

export type StoredRuleRow = {
  id: string
  version: number
  state: RuleState
  share: number
  seed: string
  live_since: Date | null
  document: RuleDocument
}

export const toStoredRule = ({ id, version, state, share, seed, document, live_since }: StoredRuleRow): StoredRule => ({
  id,
  version,
  state,
  share,
  seed,
  document,
  liveSince: live_since?.getTime() ?? null,
})
