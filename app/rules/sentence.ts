import { shelfOf } from './fact-names.ts'
import { operandType } from './normalise.ts'
import { sayConditions } from './sentence-conditions.ts'
import { lookUp, type Phrasebook, sayLeaf, sayScalar } from './sentence-leaf.ts'
import { sayTerms } from './sentence-terms.ts'
import {
  type ActionSpec,
  type Crossing,
  DEFAULT_PRIORITY,
  type Group,
  type RuleDocument,
  type Vocabulary,
  type Words,
} from './types.ts'

/**
 * A checked document as one readable sentence: "When an order is paid, if the customer has more than 3 kept orders: tag the customer
 * “regular”. At most once in 90 days each." Rules that do different things never share a sentence; name and examples,
 * which change nothing that a rule does, are not in it.
 */
export const sentence = (document: RuleDocument, vocabulary: Vocabulary, words: Words): string => {
  const actions = document.actions.map(({ type, params }) => actionNamed(type, vocabulary).sentence(params, words))
  return join([
    opening(document, actions, vocabulary, words),
    ...sayTerms(document, words),
    ...sayPriority(document.priority),
  ])
}

/**
 * The sentence for lists and cards: long texts and the priority, which nobody needs there, are left out. Two rules that
 * differ in those alone share it; where that matters, use `sentence`.
 */
export const summary = (document: RuleDocument, vocabulary: Vocabulary, words: Words): string => {
  const actions = document.actions.map(({ type, params }) => {
    const action = actionNamed(type, vocabulary)
    return (action.shortSentence ?? action.sentence)(params, words)
  })
  return join([opening(document, actions, vocabulary, words), ...sayTerms(document, words)])
}

/** Conditions alone, as they stand after "if"; `conditionsParser` reads them back. */
export const conditionsSentence = (conditions: Group, vocabulary: Vocabulary, words: Words): string =>
  sayConditions(conditions, makePhrasebook(vocabulary, words))

/** When and if alone, without what is then done: "When an order is paid, if the customer has more than 3 kept orders". */
export const occasionSentence = (document: RuleDocument, vocabulary: Vocabulary, words: Words): string => {
  const book = makePhrasebook(vocabulary, words)
  const condition = isEmpty(document.conditions) ? '' : `, if ${sayConditions(document.conditions, book)}`
  return `${sayTrigger(document, vocabulary, book)}${condition}`
}

const join = (sentences: readonly string[]): string => sentences.join('. ').concat('.')

const opening = (document: RuleDocument, actions: readonly string[], vocabulary: Vocabulary, words: Words): string =>
  `${occasionSentence(document, vocabulary, words)}: ${actions.join('; ')}`

/** Rules about a crossing may ask for nothing else. */
const isEmpty = (conditions: Group): boolean => 'all' in conditions && conditions.all.length === 0

/** What sentences need to look up, made once for one document. */
export const makePhrasebook = ({ facts }: Vocabulary, words: Words): Phrasebook => {
  const labels = new Map<string, number>()
  for (const { label } of facts) labels.set(inSentence(label), (labels.get(inSentence(label)) ?? 0) + 1)
  const entries = facts.map((spec) => {
    const label = inSentence(spec.label)
    // Two facts that merchants call the same, such as both countries, are told apart by their shelf.
    const isShared = (labels.get(label) ?? 0) > 1
    return [spec.name, { spec, label: isShared ? `${label} of the ${shelfOf(spec.name)}` : label }] as const
  })
  return { facts: new Map(entries), words }
}

const sayTrigger = ({ trigger: name, crossing }: RuleDocument, { triggers }: Vocabulary, book: Phrasebook): string => {
  const trigger = triggers.find((each) => each.name === name)
  if (!trigger) throw new Error(`There is no trigger called ${name}: check the document first`)
  if (trigger.crossing && crossing) return sayCrossing(trigger.crossing, crossing, book)
  return trigger.opening ?? `When ${inSentence(trigger.label)}`
}

/** "When it becomes true that the customer is in the top 5% by spend (over again at 6%)". */
const sayCrossing = (side: 'enters' | 'leaves', crossing: Crossing, book: Phrasebook): string => {
  const { spec } = lookUp(crossing.fact, book)
  const { leaveAt } = crossing
  const band =
    leaveAt === undefined ? '' : ` (over at ${sayScalar(leaveAt, operandType(spec, crossing), spec, book.words)})`
  const turn = side === 'enters' ? 'it becomes true' : 'it is no longer true'
  return `When ${turn} that ${sayLeaf(crossing, book)}${band}`
}

const actionNamed = (type: string, { actions }: Vocabulary): ActionSpec => {
  const action = actions.find(({ name }) => name === type)
  if (!action) throw new Error(`There is no action called ${type}: check the document first`)
  return action
}

const sayPriority = (priority = DEFAULT_PRIORITY): readonly string[] =>
  priority === DEFAULT_PRIORITY ? [] : [`Priority ${priority}`]

/** A label inside a sentence: "Kept orders" loses its capital, "SKUs" keeps it. */
const inSentence = (label: string): string => {
  const second = label.slice(1, 2)
  const isAcronym = second !== second.toLowerCase()
  return isAcronym ? label : label.slice(0, 1).toLowerCase() + label.slice(1)
}
