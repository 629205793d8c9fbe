import type { Offer } from '../rules/checkout/offer.ts'
import { compile, type Evaluator } from '../rules/compile.ts'
import { compileCrossing } from '../rules/crossing.ts'
import { parseMoney } from '../rules/money.ts'
import { type Evaluable, normalise } from '../rules/normalise.ts'
import { occasionSentence } from '../rules/sentence.ts'
import { DEFAULT_PRIORITY, type Exclusive, type Limits, type RuleDocument } from '../rules/types.ts'
import { type Channel, looksAtEverybody, type Plan, type Trigger } from '../vocabulary/define.ts'
import { actionNamed, factNamed, triggerNamed, vocabulary } from '../vocabulary/vocabulary.ts'
import type { Watch } from './crossings.ts'
import type { StoredRule } from './ports.ts'
import { compileEnd, compileSchedule, type IsOpen } from './schedule.ts'

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
  /** See Beginner: the same as long as what it began with holds. */
  readonly beginsWith: string
  /** What its comparison group and its share of the customers are drawn by. */
  readonly seed: string
  /** For how many per cent of the customers it is live. */
  readonly share: number
  /** It is asked and gives nothing: watch only. */
  readonly isShadow: boolean
  /** Outside of its schedule it is not asked. */
  readonly isOpen: IsOpen
  /** Its schedule is over: nobody has their turn any more. */
  readonly hasEnded: (at: number) => boolean
  readonly limits: Limits
  /** Minor units. */
  readonly budget: number | undefined
  readonly exclusive: Exclusive | undefined
  /** Whether somebody who has heard enough waits for their turn. */
  readonly waits: boolean
  /** Whether days must begin for it. */
  readonly needsDays: boolean
  /** Whether the customer hears from the shop by it. */
  readonly isContact: boolean
  /** How it writes to customers, who must have agreed to that. */
  readonly channel: Channel | undefined
  /** Whether customers hold something of it, or were told, once it is done. */
  readonly isHeld: boolean
  readonly costsMoney: boolean
  readonly asksAboutBusiness: boolean
  readonly asksAboutRenewals: boolean
  /** How many times 24 hours back its limits look. */
  readonly lookBackDays: number
  readonly needsCustomer: boolean
  /** Of a rule that is asked at the checkout: what it gives there, and to guests as to newcomers. */
  readonly checkout: CheckoutTerms | undefined
  /** In the order of the document. */
  readonly actions: readonly { readonly plan: Plan }[]
}

export type CheckoutTerms = { readonly offers: readonly Offer[]; readonly guests: NonNullable<RuleDocument['guests']> }

/** Throws on a word the vocabulary has lost: only a change of the app can bring that about, and a rule must not vanish silently. */
export const prepareRule = (stored: StoredRule, currency: string): RunnableRule => {
  const { id, version, state, document, liveSince, share = 100, seed = document.name } = stored
  const trigger = triggerNamed(document.trigger)
  if (trigger === undefined) throw new Error(`Rule ${id} waits for ${document.trigger}, which no longer exists`)
  const evaluable = normalise(document, vocabulary, currency)
  const needsForecast = evaluable.facts.some((name) => factNamed(name)?.needsForecast)
  const actions = document.actions.map(({ type, params }) => {
    const definition = actionNamed(type)
    if (definition === undefined) throw new Error(`Rule ${id} asks for ${type}, which no longer exists`)
    const { needsCustomer, prepare, traits, isContact, offer } = definition
    return {
      needsCustomer,
      plan: prepare(params),
      isContact: isContact(params, trigger),
      offer: offer?.(params, { currency, ruleName: document.name }),
      ...traits(params),
    }
  })
  const limits = document.limits ?? {}
  const waits = limits.whenHeardEnough === 'wait'
  const isDaily = needsForecast || looksAtEverybody(trigger)
  return {
    id,
    version,
    name: document.name,
    reason: occasionSentence(document, vocabulary, { currency }),
    priority: document.priority ?? DEFAULT_PRIORITY,
    liveSince,
    fits: trigger.crossing === undefined ? trigger.fits : fitsCrossing(trigger, evaluable),
    evaluable,
    matches: compile(evaluable),
    needsForecast,
    isDaily,
    beginsWith: JSON.stringify([evaluable.crossing ?? null, liveSince, needsForecast]),
    seed,
    share: state === 'shadow' ? 100 : share,
    isShadow: state === 'shadow',
    isOpen: compileSchedule(document.schedule),
    hasEnded: compileEnd(document.schedule),
    ...(trigger.crossing &&
      evaluable.crossing && {
        watch: {
          turn: trigger.crossing,
          sideOf: compileCrossing(evaluable.crossing),
        },
      }),
    limits,
    budget: limits.budget && parseMoney(limits.budget.amount, currency),
    exclusive: document.exclusive,
    waits,
    needsDays: isDaily || waits,
    isContact: actions.some(({ isContact }) => isContact),
    channel: actions.find(({ channel }) => channel !== undefined)?.channel,
    isHeld: actions.some(({ isHeld }) => isHeld),
    costsMoney: actions.some(({ costsMoney }) => costsMoney),
    asksAboutBusiness: evaluable.facts.includes('customer.isBusiness'),
    asksAboutRenewals: evaluable.facts.includes('order.isRenewal'),
    lookBackDays: lookBackOf(limits),
    needsCustomer: trigger.checkout
      ? document.guests !== 'newcomer'
      : document.limits !== undefined ||
        trigger.crossing !== undefined ||
        actions.some(({ needsCustomer }) => needsCustomer),
    checkout: trigger.checkout && {
      offers: actions.flatMap(({ offer }) => offer ?? []),
      guests: document.guests ?? 'nobody',
    },
    actions,
  }
}

/**
 * What is changed in a customer's record, tags of our own among it, moves nobody into or out of a group that is not about
 * the record: whoever has come closer by the passing of time alone is looked at when the day begins.
 */
const fitsCrossing = (trigger: Trigger, { crossing }: Evaluable): Trigger['fits'] => {
  const isAboutRecord = crossing !== undefined && factNamed(crossing.fact)?.ofRecord === true
  return (entry) => trigger.fits(entry) && (entry.kind !== 'customer' || entry.counters !== undefined || isAboutRecord)
}

/** A draw looks back to the beginning of its period, a month at most. */
const lookBackOf = ({ perCustomer, coolDownDays, draw }: Limits): number =>
  Math.max(perCustomer?.days ?? 0, coolDownDays ?? 0, draw === undefined ? 0 : 32)

/** Rules that an entry of one moment meets are asked, and listed, by priority, then name, then id. */
export const compareRules = (left: RunnableRule, right: RunnableRule): number =>
  right.priority - left.priority || compareTexts(left.name, right.name) || compareTexts(left.id, right.id)

export const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
