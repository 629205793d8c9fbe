import { messageOf } from '../errors.ts'
import { MOMENT } from '../rules/types.ts'
import type { Circumstances } from './decide.ts'
import type { Alarms, Disagreement } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import { referenceMatches } from './reference.ts'

/**
 * A share of live evaluations is re-run through json-rules-engine on the same facts, after the commit; where the two
 * give different answers, an alarm is stored for the activity page.
 */
export class Recheck {
  readonly #alarms: Alarms
  readonly #every: number
  #count = 0

  /** `share` of all evaluations, 0 to 1; 0.01 unless set. */
  constructor(alarms: Alarms, share: number) {
    this.#alarms = alarms
    this.#every = share > 0 ? Math.max(1, Math.round(1 / share)) : Number.POSITIVE_INFINITY
  }

  /** Takes samples during one batch; `recheck` is called when the batch is committed. */
  collect(): {
    readonly onEvaluated: NonNullable<Circumstances['onEvaluated']>
    readonly recheck: (shop: string) => Promise<void>
  } {
    const samples: { rule: RunnableRule; found: Omit<Disagreement, 'reference'> }[] = []
    return {
      onEvaluated: (rule, entry, facts, compiled) => {
        if (++this.#count % this.#every !== 0) return
        const { at, kind, id } = entry
        samples.push({ rule, found: { ruleId: rule.id, key: { at, kind, id }, compiled, facts: facts() } })
      },
      recheck: async (shop) => {
        for (const { rule, found } of samples) {
          const reference = await answerOf(rule, found)
          if (reference !== String(found.compiled)) await this.#alarms.recordDisagreement(shop, { ...found, reference })
        }
      },
    }
  }
}

const answerOf = async (rule: RunnableRule, { facts, key }: Omit<Disagreement, 'reference'>): Promise<string> => {
  try {
    return String(await referenceMatches(rule.evaluable, { ...facts, [MOMENT]: key.at }))
  } catch (error) {
    return `failed: ${messageOf(error)}`
  }
}
