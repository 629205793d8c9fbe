import type { RuleDocument } from '../../../../app/rules/types.ts'
import type { OpenShop, StartedApp } from '../../../support/start-app.ts'
import type { KeptBack } from '../rules.ts'

/** What brings a reason about through the front door, and how the activity tells it. */
export type ReasonStory = {
  /** To follow the reason: "left_out: of staff". */
  readonly title: string
  readonly rules: readonly RuleDocument[]
  readonly happens: (opened: OpenShop, app: StartedApp) => Promise<unknown>
  /** All that was kept back, oldest first. */
  readonly shows: readonly KeptBack[]
}

/** Puts the shop's only rule, live by now, into another state or share. */
export const putRule = async ({ api }: OpenShop, state: 'shadow' | 'live', share?: number): Promise<void> => {
  const [rule] = await api.rules()
  await api.setRuleState(rule?.id ?? '', state, rule?.version, share)
}
