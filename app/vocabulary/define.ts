import type { z } from 'zod'
import type { CustomerHistory } from '../ledger/customer.ts'
import type { Entry, OrderEntry } from '../ledger/entries.ts'
import type { ShopReader } from '../ledger/shop-figures.ts'
import type { ShopForecast } from '../models/shop-forecast.ts'
import type { Cart } from '../rules/checkout/cart.ts'
import type { Offer } from '../rules/checkout/offer.ts'
import type { FactSpec, FactValue, Outcome, RuleDocument, TriggerSpec, Words } from '../rules/types.ts'

/** The four shapes of the vocabulary: a word is one of these in a small file of its own, plus one line in its shelf's list. */

// Facts

/** What a fact may look at: one customer and one order as of a moment. Either may be absent; facts about it are then missing. */
export type Subject = {
  readonly at: number
  readonly customer: CustomerHistory | undefined
  readonly order: OrderEntry | undefined
  /** What is about to be ordered, or went through the checkout. */
  readonly cart?: Cart | undefined
  readonly shop: ShopReader
  /** IANA name, for facts of the calendar. */
  readonly timeZone: string
  /** The shop's past as it was fitted last; absent where nothing asks for it. */
  readonly forecast?: ShopForecast | undefined
  /** What the shop's rules had said to customers by then; absent where nobody knows. */
  readonly contacts?: Contacts | undefined
}

/** Moments at which a customer heard from the shop, oldest first. */
export type Contacts = { readonly contactsWith: (customerId: string) => readonly number[] }

export type Fact = FactSpec & { readonly read: (subject: Subject) => FactValue }

/** A fact about the customer of the entry; missing when nobody knows who it was. */
export const defineCustomerFact = (
  spec: FactSpec & { readonly read: (customer: CustomerHistory, at: number, subject: Subject) => FactValue },
): Fact => ({ ...spec, read: (subject) => subject.customer && spec.read(subject.customer, subject.at, subject) })

/** A fact about the order of the entry. */
export const defineOrderFact = (
  spec: FactSpec & {
    readonly read: (order: OrderEntry, customer: CustomerHistory | undefined, subject: Subject) => FactValue
  },
): Fact => ({ ...spec, read: (subject) => subject.order && spec.read(subject.order, subject.customer, subject) })

/** A fact about what is about to be ordered. */
export const defineCartFact = (spec: FactSpec & { readonly read: (cart: Cart) => FactValue }): Fact => ({
  ...spec,
  read: (subject) => subject.cart && spec.read(subject.cart),
})

/** A fact about the whole shop, or its calendar. */
export const defineShopFact = (
  spec: FactSpec & { readonly read: (shop: ShopReader, subject: Subject) => FactValue },
): Fact => ({
  ...spec,
  read: (subject) => spec.read(subject.shop, subject),
})

// Triggers

export type Trigger = TriggerSpec & {
  /** Whether an entry starts the rules that wait for this. */
  readonly fits: (entry: Entry) => boolean
}

/** Whether rules that wait for it are put to every customer once a day. */
export const looksAtEverybody = ({ daily, crossing }: TriggerSpec): boolean => daily === true || crossing !== undefined

export const defineTrigger = (trigger: Trigger): Trigger => trigger

// Actions: they plan, engine/act.ts performs

export type PlannedEffect =
  | {
      readonly kind: 'code'
      readonly customerId: string
      readonly title: string
      /** Per cent of the order (0–100) or minor units. */
      readonly worth: { readonly percent: number } | { readonly amount: number }
      readonly minimumSubtotal: number | null
      readonly startsAt: number
      readonly endsAt: number | null
      readonly combinesWith: { readonly orders: boolean; readonly products: boolean; readonly shipping: boolean }
    }
  | {
      readonly kind: 'tag'
      readonly customerId: string
      readonly add: readonly string[]
      readonly remove: readonly string[]
    }
  | { readonly kind: 'note'; readonly orderId: string; readonly text: string }
  /** What a rule gives at the checkout stays the customer's until then. */
  | { readonly kind: 'keep'; readonly customerId: string; readonly offer: string; readonly until: number }
  | {
      readonly kind: 'task'
      /** `review`: what becomes of something that was given; no rule asks for it. */
      readonly taskKind: TaskKind | 'review'
      readonly customerId: string
      readonly orderId: string | null
      /** Liquid, filled in when a person reads it, for names are not stored in effects. */
      readonly title: string
      readonly body: string
      readonly assignee: string | null
      /** Calendar day in the shop's time zone, YYYY-MM-DD. */
      readonly dueOn: string
      /** What it costs the shop, in minor units; nothing where absent. */
      readonly cost?: number
    }
  | NotifyEffect

/** A message to the shop's own mail tool. */
export type NotifyEffect = {
  readonly kind: 'notify'
  readonly channel: Channel
  readonly customerId: string
  readonly orderId: string | null
  /** The rule's name. */
  readonly rule: string
  readonly reason: string
  readonly message: string
  readonly text: string | null
  readonly at: number
  /** The effect whose code it carries; the engine fills it in, for an action knows nothing of the others. */
  readonly codeKey: string | null
}

export const TASK_KINDS = ['personal_note', 'phone_call', 'gift', 'follow_up'] as const
export type TaskKind = (typeof TASK_KINDS)[number]

/** What an action may use when it plans. */
export type PlanContext = {
  readonly at: number
  readonly customerId: string | null
  readonly orderId: string | null
  readonly currency: string
  readonly timeZone: string
  readonly ruleName: string
  /** When and if of the rule, in words: "When an order is paid, if the customer has more than 3 kept orders". */
  readonly reason: string
}

/** How a message reaches the customer, who must have agreed to it. */
export const CHANNELS = ['email', 'sms'] as const
export type Channel = (typeof CHANNELS)[number]

/** What budgets, consent and taking back need to know of an action. */
export type Traits = {
  readonly channel?: Channel
  readonly costsMoney?: boolean
  /** Once it is done the customer holds something, or was told: nothing that is taken back by itself. */
  readonly isHeld?: boolean
}

export type ActionDefinition = {
  readonly name: string
  readonly label: string
  /** Without it the rule is withheld: nobody to give it to. */
  readonly needsCustomer: boolean
  readonly params: z.ZodType<Record<string, unknown>>
  readonly sentence: (params: Readonly<Record<string, unknown>>, words: Words) => string
  readonly shortSentence: (params: Readonly<Record<string, unknown>>, words: Words) => string
  /** What the static check of rules knows of it beforehand. */
  readonly outcome: (params: Readonly<Record<string, unknown>>, words: Words) => Outcome
  /** Whether the customer notices something that we began, so that it counts among what they hear from us. */
  readonly isContact: (params: Readonly<Record<string, unknown>>, trigger: Pick<TriggerSpec, 'parcel'>) => boolean
  /** Parameters that are money: what they may be depends on the shop's currency. */
  readonly amounts: readonly string[]
  /** What it gives at the checkout; such an action is given there alone, and plans nothing. */
  readonly offer?: (params: Readonly<Record<string, unknown>>, words: OfferWords) => Offer
  readonly traits: (params: Readonly<Record<string, unknown>>) => Traits
  /** Checks the parameters once, for all plans made with them. */
  readonly prepare: (params: Readonly<Record<string, unknown>>) => Plan
}

export type Plan = (context: PlanContext) => PlannedEffect[]

/** Of the shop, and of the rule whose name stands for a message that it does not have. */
export type OfferWords = Words & { readonly ruleName: string }

/** `params` validates the API, draws the form and types `plan`; `shortSentence` is for actions whose sentence quotes long texts. */
export const defineAction = <Params extends Record<string, unknown>>(action: {
  readonly name: string
  readonly label: string
  readonly needsCustomer: boolean
  readonly params: z.ZodType<Params>
  readonly sentence: (params: Params, words: Words) => string
  readonly shortSentence?: (params: Params, words: Words) => string
  readonly outcome?: (params: Params, words: Words) => Outcome
  readonly isContact?: (params: Params, trigger: Pick<TriggerSpec, 'parcel'>) => boolean
  readonly amounts?: readonly (keyof Params & string)[]
  readonly offer?: (params: Params, words: OfferWords) => Offer
  readonly traits?: (params: Params) => Traits
  readonly plan: (params: Params, context: PlanContext) => PlannedEffect[]
}): ActionDefinition => {
  const { offer, ...rest } = action
  return {
    ...rest,
    sentence: (params, words) => action.sentence(action.params.parse(params), words),
    shortSentence: (params, words) => (action.shortSentence ?? action.sentence)(action.params.parse(params), words),
    outcome: (params, words) => action.outcome?.(action.params.parse(params), words) ?? {},
    isContact: (params, trigger) => action.isContact?.(action.params.parse(params), trigger) ?? false,
    amounts: action.amounts ?? [],
    ...(offer && { offer: (params, words) => offer(action.params.parse(params), words) }),
    traits: (params) => action.traits?.(action.params.parse(params)) ?? {},
    prepare: (params) => {
      const parsed = action.params.parse(params)
      return (context) => action.plan(parsed, context)
    },
  }
}

// Templates

export type Template = {
  readonly id: string
  readonly goal: 'Be fair' | 'Start well' | 'Show you care' | 'Put it right' | 'Keep them' | 'Grow together'
  readonly document: RuleDocument
}

export const defineTemplate = (template: Template): Template => template
