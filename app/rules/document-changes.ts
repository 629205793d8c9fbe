import { leavesOf, mapLeaves } from './conditions.ts'
import { quoteText } from './quoted-text.ts'
import { isSameDocument } from './same-document.ts'
import { conditionsSentence, occasionSentence, sentence, summary } from './sentence.ts'
import type { Leaf, Limits, RuleDocument, Vocabulary, Words } from './types.ts'

/**
 * What another version of a rule changed, a line a part, in the words of its sentence: "the customer has more than 3 kept
 * orders → the customer has more than 4 kept orders". Empty where both say the same. Both are checked documents.
 */
export const changesInWords = (
  was: RuleDocument,
  is: RuleDocument,
  vocabulary: Vocabulary,
  words: Words,
): readonly string[] => [
  ...compare([quoteText(was.name)], [quoteText(is.name)]).map((change) => `the name: ${change}`),
  ...compare(
    [occasionSentence({ ...was, conditions: EMPTY }, vocabulary, words)],
    [occasionSentence({ ...is, conditions: EMPTY }, vocabulary, words)],
  ),
  ...conditionChanges(was, is, vocabulary, words),
  ...actionChanges(was, is, vocabulary, words),
  ...LIMITS.flatMap((limit) =>
    partChanges(onlyLimit(was, limit), onlyLimit(is, limit), 'the limits', vocabulary, words),
  ),
  ...partChanges(only(was, 'exclusive'), only(is, 'exclusive'), 'the rules it stands back for', vocabulary, words),
  ...partChanges(only(was, 'schedule'), only(is, 'schedule'), 'when it runs', vocabulary, words),
  ...partChanges(only(was, 'guests'), only(is, 'guests'), 'what somebody unknown gets', vocabulary, words),
  ...partChanges(only(was, 'priority'), only(is, 'priority'), 'the priority', vocabulary, words),
  ...(isSameDocument(was.examples, is.examples) ? [] : ['the examples, which change nothing that it does']),
]

const EMPTY = { all: [] }

/** Lists in words; as many gone as come were changed, one into the other. */
const compare = (was: readonly string[], is: readonly string[]): string[] => {
  const gone = without(was, is)
  const come = without(is, was)
  if (gone.length === come.length) return gone.map((each, place) => `${each} → ${come[place]}`)
  return [...gone.map((each) => `no longer: ${each}`), ...come.map((each) => `new: ${each}`)]
}

/** Each of `others` takes away one like it. */
const without = (texts: readonly string[], others: readonly string[]): string[] => {
  const left = [...others]
  return texts.filter((text) => {
    const place = left.indexOf(text)
    if (place >= 0) left.splice(place, 1)
    return place < 0
  })
}

const conditionChanges = (was: RuleDocument, is: RuleDocument, vocabulary: Vocabulary, words: Words): string[] => {
  const leaves = ({ conditions }: RuleDocument) =>
    leavesOf(conditions).map((leaf) => conditionsSentence({ all: [leaf] }, vocabulary, words))
  const changes = compare(leaves(was), leaves(is))
  if (isSameDocument(shapeOf(was), shapeOf(is))) return changes
  // One condition more or less changes no more than that, as long as all of them are asked together.
  if (changes.length > 0 && isPlainList(was) && isPlainList(is)) return changes
  return [...changes, `put together: ${conditionsSentence(is.conditions, vocabulary, words)}`]
}

const shapeOf = ({ conditions }: RuleDocument) => mapLeaves(conditions, () => ANY_LEAF)
const ANY_LEAF: Leaf = { fact: '', operator: 'equal', value: '' }

const isPlainList = ({ conditions }: RuleDocument): boolean =>
  'all' in conditions && conditions.all.every((part) => 'fact' in part)

const actionChanges = (was: RuleDocument, is: RuleDocument, vocabulary: Vocabulary, words: Words): string[] => {
  if (isSameDocument(was.actions, is.actions)) return []
  const says = (document: RuleDocument, say: typeof sentence) =>
    document.actions.map((action) => {
      const alone = say({ ...bare(document), actions: [action] }, vocabulary, words)
      return alone.slice(occasionSentence(document, vocabulary, words).length + 2, -1)
    })
  const inShort = compare(says(was, summary), says(is, summary))
  if (inShort.length > 0) return inShort
  const inFull = compare(says(was, sentence), says(is, sentence))
  return inFull.length > 0 ? inFull : ['the order of what it does']
}

/** One part's words, or that it changed where the sentence has none for it. */
const partChanges = (
  was: RuleDocument,
  is: RuleDocument,
  label: string,
  vocabulary: Vocabulary,
  words: Words,
): string[] => {
  if (isSameDocument(partsOf(was), partsOf(is))) return []
  const changes = compare(afterwords(was, vocabulary, words), afterwords(is, vocabulary, words))
  return changes.length > 0 ? changes : [label]
}

/** What stands behind the actions: limits, priority and the like. */
const afterwords = (document: RuleDocument, vocabulary: Vocabulary, words: Words): string[] => {
  const opening = sentence(bare(document), vocabulary, words).slice(0, -1)
  const rest = sentence(document, vocabulary, words).slice(`${opening}. `.length, -1)
  return rest === '' ? [] : [rest]
}

const LIMITS = [
  'draw',
  'perCustomer',
  'coolDownDays',
  'total',
  'budget',
  'holdOutPercent',
  'whenHeardEnough',
] as const satisfies readonly (keyof Limits)[]

type Part = 'exclusive' | 'schedule' | 'guests' | 'priority'

const bare = ({ limits: _, exclusive: __, schedule: ___, guests: ____, priority: _____, ...rest }: RuleDocument) => rest
const partsOf = ({ limits, exclusive, schedule, guests, priority }: RuleDocument) => [
  limits,
  exclusive,
  schedule,
  guests,
  priority,
]

const only = (document: RuleDocument, part: Part): RuleDocument => ({
  ...bare(document),
  ...(document[part] !== undefined && { [part]: document[part] }),
})
const onlyLimit = (document: RuleDocument, limit: (typeof LIMITS)[number]): RuleDocument => ({
  ...bare(document),
  ...(document.limits?.[limit] !== undefined && { limits: { [limit]: document.limits[limit] } }),
})
