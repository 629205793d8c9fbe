import { compile, type Evaluator } from '../rules/compile.ts'
import { compileCrossing } from '../rules/crossing.ts'
import { type Evaluable, normalise } from '../rules/normalise.ts'
import { occasionSentence } from '../rules/sentence.ts'
import { DEFAULT_PRIORITY, type Limits } from '../rules/types.ts'
import { looksAtEverybody, type Plan, type Trigger } from '../vocabulary/define.ts'
import { actionNamed, factNamed, triggerNamed, vocabulary } from '../vocabulary/vocabulary.ts'
import type { Watch } from './crossings.ts'
import type { StoredRule } from './ports.ts'

/** A rule made ready to run: its document checked earlier, its conditions compiled once. */
export type RunnableRule = {
  readonly id: string
  readonly version: number
  readonly name: string
  /** When and if, in words: what a customer can be told. */
  readonly reason: string
  readonly priority: number
  /** Wall clock, epoch milliseconds; null while it has never been live. */
  readonly liveSince: number | null
  readonly fits: Trigger['fits']
  readonly evaluable: Evaluable
  readonly matches: Evaluator
  /** Of a rule that fires when somebody comes into a group, or goes out of it. */
  readonly watch?: Watch
  /** Whether it asks for what is worked out from everybody's orders once a day. */
  readonly needsForecast: boolean
  /** Whether every customer is looked at once a day, to ask the rule or for what it asks for. */
  readonly isDaily: boolean
  /** See Beginner. */
  readonly seed: string
  readonly limits: Limits
  /** How many times 24 hours back its limits look. */
  readonly lookBackDays: number
  readonly needsCustomer: boolean
  /** In the order of the document; `costsMoney` where a discount comes of it. */
  readonly actions: readonly { readonly plan: Plan; readonly costsMoney: boolean }[]
}

/** Throws on a word the vocabulary has lost: only a change of the app can bring that about, and a rule must not vanish silently. */
export const prepareRule = ({ id, version, document, liveSince }: StoredRule, currency: string): RunnableRule => {
  const trigger = triggerNamed(document.trigger)
  if (trigger === undefined) throw new Error(`Rule ${id} waits for ${document.trigger}, which no longer exists`)
  const evaluable = normalise(document, vocabulary, currency)
  const needsForecast = evaluable.facts.some((name) => factNamed(name)?.needsForecast)
  const actions = document.actions.map(({ type, params }) => {
    const definition = actionNamed(type)
    if (definition === undefined) throw new Error(`Rule ${id} asks for ${type}, which no longer exists`)
    const { needsCustomer, prepare, outcome } = definition
    return { needsCustomer, plan: prepare(params), costsMoney: outcome(params, { currency }).discount !== undefined }
  })
  return {
    id,
    version,
    name: document.name,
    reason: occasionSentence(document, vocabulary, { currency }),
    priority: document.priority ?? DEFAULT_PRIORITY,
    liveSince,
    fits: trigger.fits,
    evaluable,
    matches: compile(evaluable),
    needsForecast,
    isDaily: needsForecast || looksAtEverybody(trigger),
    seed: JSON.stringify([evaluable.crossing ?? null, liveSince, needsForecast]),
    ...(trigger.crossing &&
      evaluable.crossing && {
        watch: {
          turn: trigger.crossing,
          sideOf: compileCrossing(evaluable.crossing),
        },
      }),
    limits: document.limits ?? {},
    lookBackDays: lookBackOf(document.limits),
    needsCustomer:
      document.limits !== undefined ||
      trigger.crossing !== undefined ||
      actions.some(({ needsCustomer }) => needsCustomer),
    actions,
  }
}

/** A draw looks back to the beginning of its period, a month at most. */
const lookBackOf = ({ perCustomer, coolDownDays, draw }: Limits = {}): number =>
  Math.max(perCustomer?.days ?? 0, coolDownDays ?? 0, draw === undefined ? 0 : 32)

/** Rules that an entry of one moment meets are asked, and listed, by priority, then name, then id. */
export const compareRules = (left: RunnableRule, right: RunnableRule): number =>
  right.priority - left.priority || compareTexts(left.name, right.name) || compareTexts(left.id, right.id)

const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
