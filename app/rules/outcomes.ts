import type { ActionSpec, Outcome, RuleDocument, Vocabulary, Words } from './types.ts'

/** What is known beforehand of each action of a checked document, in their order. */
export const outcomesOf = (document: RuleDocument, vocabulary: Vocabulary, words: Words): readonly Outcome[] =>
  document.actions.map(({ type, params }) => specOf(type, vocabulary)?.outcome?.(params, words) ?? {})

/** Whether the customer hears from the shop by this rule, without having begun it. */
export const makesContact = ({ trigger, actions }: RuleDocument, vocabulary: Vocabulary): boolean => {
  const awaited = vocabulary.triggers.find(({ name }) => name === trigger) ?? {}
  return actions.some(({ type, params }) => specOf(type, vocabulary)?.isContact?.(params, awaited) === true)
}

const specOf = (type: string, { actions }: Vocabulary): ActionSpec | undefined =>
  actions.find(({ name }) => name === type)

/** What one grant costs: `atLeast` in minor units, which is all of it unless `isOpen`, a share of an order nobody knows yet. */
export const costOf = (outcomes: readonly Outcome[]): { readonly atLeast: number; readonly isOpen: boolean } => ({
  atLeast: outcomes.reduce((sum, { cost = 0, discount }) => sum + cost + amountIn(discount), 0),
  isOpen: outcomes.some(({ discount }) => discount !== undefined && 'percent' in discount),
})

/** Per cent that a discount takes off, 0 for one of an amount. */
export const percentIn = (discount: Outcome['discount']): number =>
  discount && 'percent' in discount ? discount.percent : 0

export const amountIn = (discount: Outcome['discount']): number =>
  discount && 'amount' in discount ? discount.amount : 0

/** Per cent that codes of these actions come to together, where they may be used together. */
export const combinedPercent = (outcomes: readonly Outcome[]): number =>
  addPercents(outcomes.map(({ discount }) => (discount?.combines ? percentIn(discount) : 0)))

/** To six decimals: 10.1 and 5.2 are 15.3, and not a trifle more that would be past a ceiling. */
export const addPercents = (percents: readonly number[]): number =>
  Math.round(percents.reduce((sum, percent) => sum + percent, 0) * 1e6) / 1e6
