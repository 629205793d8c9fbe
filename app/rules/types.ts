/** The glossary of the rule language: every other room speaks in these types. */

export const DAY_MS = 86_400_000

// Facts

export type FactType = 'number' | 'money' | 'time' | 'text' | 'boolean' | 'list'

/**
 * A fact's value inside the app: money in whole minor units, times in epoch milliseconds.
 * `undefined` is a missing fact: greater, less, equal, in and contains are then false, notEqual and notIn true.
 */
export type FactValue = number | string | boolean | readonly string[] | undefined

/** What the language must know of a fact; the vocabulary adds how it is read. */
export type FactSpec = {
  readonly name: string
  readonly type: FactType
  /** `%` for numbers that are per cent; `ratio` for parts of one, which people read in per cent: 0.25 is 25%. */
  readonly unit?: string
  readonly label: string
  /** A yes-or-no fact as two claims, for sentences: "this is the customer's first order". */
  readonly claims?: { readonly yes: string; readonly no: string }
  /**
   * Sentences for operators where "label is more than 3" reads badly, "…" standing for the value:
   * "the customer has more than … kept orders". Other operators, lists and other facts use the label.
   */
  readonly phrases?: Readonly<Partial<Record<Operator, string>>>
  /** What counts, over whom, and what a missing value means. */
  readonly meaning: string
  /** Known only where the shop's past has been fitted, which is done once a day while a rule asks for it. */
  readonly needsForecast?: true
  /** Taken from the customer's record, and so what changes in that may change it. */
  readonly ofRecord?: true
  /** Of a fact about orders: the name of the one that says most nearly the same before there is an order. */
  readonly atCheckout?: string
  /** A list of which only the items are known that rules name: whether there are others, nobody can say. */
  readonly namedOnly?: true
  /** Whole numbers only, such as counts; money and times always are. */
  readonly whole?: true
  /** The smallest and the largest value there can be, as inside: lets the static check see that "at least 0" always holds. */
  readonly least?: number
  readonly most?: number
}

/** A name to read like a fact's: the moment of the entry, epoch milliseconds. Operators that count days back from it ask for it. */
export const MOMENT = '@at'

// Documents

/** Of a rule that names none. */
export const DEFAULT_PRIORITY = 50

export const OPERATORS = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'between',
  'startsWith',
  'endsWith',
  'before',
  'after',
  'withinLastDays',
  'moreThanDaysAgo',
  'includesAny',
  'includesAll',
  'includesNone',
  'isSet',
  'isNotSet',
] as const
export type Operator = (typeof OPERATORS)[number]

export type Scalar = number | string | boolean
export type Operand = Scalar | readonly Scalar[] | FactOperand

/** Another fact's value; of numbers and money perhaps so many times it, and so much more or less. */
export type FactOperand = {
  readonly fact: string
  /** Above 0, at most two decimals, not 1. */
  readonly times?: number
  /** In the fact's own type, never 0; below 0 is less. */
  readonly plus?: number | string
  /** Written by `normalise` on money alone: what `times` makes of it is rounded to whole minor units. */
  readonly whole?: true
}

export type Leaf = { readonly fact: string; readonly operator: Operator; readonly value: Operand }
export type Group =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
export type Condition = Leaf | Group

/** Where a group begins and ends: a customer is in it from when the condition holds until it fails with `leaveAt` for its value. */
export type Crossing = Leaf & { readonly leaveAt?: Scalar }

export type Action = { readonly type: string; readonly params: Readonly<Record<string, unknown>> }

export type Limits = {
  /** At most `times` grants of this rule to one customer in `days` × 24 h. */
  readonly perCustomer?: { readonly times: number; readonly days: number }
  readonly coolDownDays?: number
  /** At most so many grants of this rule in all. */
  readonly total?: { readonly times: number }
  readonly budget?: Budget
  /** With a daily trigger: so many of those who match, drawn by lot. */
  readonly draw?: Draw
  /** 0 to 90: so many per cent of the customers deliberately get nothing, so that the others can be compared with them. */
  readonly holdOutPercent?: number
  /** What becomes of a customer who has heard enough from the shop: dropped unless told to wait. */
  readonly whenHeardEnough?: (typeof HEARD_ENOUGH)[number]
}

export const HEARD_ENOUGH = ['drop', 'wait'] as const

export const PERIODS = ['day', 'week', 'month'] as const
export type Draw = { readonly times: number; readonly per: (typeof PERIODS)[number] }

export const BUDGET_PERIODS = ['day', 'week', 'month', 'year'] as const
/** Money that the rule may give away, in each calendar period of the shop's time zone; without `per` in all. */
export type Budget = {
  /** A decimal string or number in the shop's currency. */
  readonly amount: number | string
  readonly per?: (typeof BUDGET_PERIODS)[number]
  /** Only ever the shop's own; says so to whoever reads the file. */
  readonly currency?: string
}

export const PICKS = ['best', 'first'] as const
/** Of the rules of one group that are met by the same entry, the customer gets one. */
export type Exclusive = { readonly group: string; readonly pick: (typeof PICKS)[number] }

/** Outside of it the rule is not asked. Moments are ISO 8601; `startsAt` is in, `endsAt` is out. */
export type Schedule = {
  readonly startsAt?: string | null
  readonly endsAt?: string | null
  readonly hours?: Hours | null
}

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
/** In the shop's time zone, from `from` until just before `to`, both HH:MM; over midnight where `to` is the earlier. `days` are those on which a window opens; every day without. */
export type Hours = {
  readonly from: string
  readonly to: string
  readonly days?: readonly (typeof WEEKDAYS)[number][]
}

export type Example = {
  /** The moment of the entry, ISO 8601: needed where conditions count days back from it. */
  readonly at?: string
  readonly customer?: Readonly<Record<string, unknown>>
  readonly order?: Readonly<Record<string, unknown>>
  readonly cart?: Readonly<Record<string, unknown>>
  readonly shop?: Readonly<Record<string, unknown>>
  readonly expect: 'granted' | 'no match'
}

export const GUESTS = ['nobody', 'newcomer'] as const

/** Rule format 1 as the merchant wrote it, already checked: money as decimals, times as ISO 8601. */
export type RuleDocument = {
  /** For editors: where the schema of this format is. */
  readonly $schema?: string
  readonly format: 1
  readonly name: string
  readonly trigger: string
  /** With the triggers that cross into or out of a group, and only with them. */
  readonly crossing?: Crossing
  /** With the checkout: what it makes of somebody unknown. Nobody, unless told. */
  readonly guests?: (typeof GUESTS)[number]
  readonly conditions: Group
  readonly actions: readonly Action[]
  readonly limits?: Limits
  readonly exclusive?: Exclusive
  readonly schedule?: Schedule
  readonly priority?: number
  readonly examples?: readonly Example[]
}

/** `shadow` is asked and gives nothing: "watch only". An archived rule is kept for what it decided. */
export const RULE_STATES = ['draft', 'shadow', 'live', 'paused', 'archived'] as const
export type RuleState = (typeof RULE_STATES)[number]

// The words a document may use, handed to this room as an argument

/** By the shop's clocks, HH:MM: when rules that run every day do. */
export const DAY_BEGINS_AT = '06:00'

export type TriggerSpec = {
  readonly name: string
  readonly label: string
  /** Shelves whose facts exist when it fires: `customer`, `order`, `cart`. */
  readonly shelves: readonly string[]
  /** How the sentence begins where "When" and the label read badly: "Every day". */
  readonly opening?: string
  /** Fires when a customer comes into, or goes out of, the group that the rule's `crossing` describes. */
  readonly crossing?: 'enters' | 'leaves'
  /** A parcel goes out soon after it: what lies in that is nothing that the customer hears from us. */
  readonly parcel?: true
  /** Asked before there is an order, where its offers are given. */
  readonly checkout?: true
  /** Comes by itself, whatever customers do: rules that set each other off with it never come to rest. */
  readonly daily?: true
}

/** What is known beforehand of an action: the static check looks for loops and for discounts that add up. */
export type Outcome = {
  readonly addsTags?: readonly string[]
  readonly removesTags?: readonly string[]
  /** Per cent (0–100) or minor units, on orders from `minimum` minor units; whether it adds up with other discounts on the order. */
  readonly discount?: ({ readonly percent: number } | { readonly amount: number }) & {
    readonly combines: boolean
    readonly minimum?: number
  }
  /** What it costs the shop beside a discount, in minor units. */
  readonly cost?: number
  /** A person does it for the customer: a call, a note, a gift. */
  readonly byPerson?: true
}

export type ActionSpec = {
  readonly name: string
  readonly label: string
  /** Given at the checkout, and nowhere else. */
  readonly checkout?: true
  /** Problems of the parameters, paths relative to them; none when they are good. */
  readonly checkParams: (params: unknown, words: Words) => readonly Problem[]
  /** The action in words: "give a 10% code, good for 30 days". */
  readonly sentence: (params: Readonly<Record<string, unknown>>, words: Words) => string
  /** The same without long texts, where `sentence` quotes some: "ask somebody for a personal note within 2 working days". */
  readonly shortSentence?: (params: Readonly<Record<string, unknown>>, words: Words) => string
  readonly outcome?: (params: Readonly<Record<string, unknown>>, words: Words) => Outcome
  /** Whether it is something that we start and the customer notices: a message, a call, a note. */
  readonly isContact?: (params: Readonly<Record<string, unknown>>, trigger: Pick<TriggerSpec, 'parcel'>) => boolean
}

/** How amounts and the like are put in words for one shop. */
export type Words = { readonly currency: string }

export type Vocabulary = {
  readonly facts: readonly FactSpec[]
  readonly triggers: readonly TriggerSpec[]
  readonly actions: readonly ActionSpec[]
}

/** One thing wrong with a document: `path` is a JSON Pointer such as `/conditions/any/0/value`. */
export type Problem = {
  readonly path: string
  readonly message: string
  readonly found?: string
  readonly expected?: string
}

export type Checked =
  | { readonly valid: true; readonly document: RuleDocument }
  | { readonly valid: false; readonly problems: readonly Problem[] }

// Verdicts

/** Why a matching rule gave nothing, in the order in which they are asked; the first that fails is named. */
export const REASONS = [
  'too_old',
  'no_customer',
  'stopped',
  'left_out',
  'shadow',
  'outside_share',
  'never_contact',
  'no_consent',
  'held_out',
  'cooling_down',
  'capped',
  'over_budget',
  'over_ceiling',
  'outranked',
  'attention_spent',
  'not_carried',
] as const
export type Reason = (typeof REASONS)[number]
export type Verdict = 'granted' | 'withheld'

/**
 * What a reason was found by, such as how many grants there had been and of how many: `{ times: 2, of: 2, days: 30 }`.
 * Money in whole minor units.
 */
export type Figures = Readonly<Record<string, number | string>>
