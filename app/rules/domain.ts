import { isFactOperand } from './conditions.ts'
import { operators } from './operators.ts'
import { DAY_MS, type FactSpec, type FactValue, type Leaf, type Scalar } from './types.ts'

/** Values of one fact among which every difference that its conditions can tell is found. */
export type Domain = {
  readonly values: readonly FactValue[]
  /** False where there would be too many to try: that no value fits is then not proven. */
  readonly isComplete: boolean
}

/** Values to try, and comparisons to spend on them all; no rule that a person wrote needs more. */
const MOST_VALUES = 2000
const MOST_COMPARISONS = 1_000_000

/**
 * What one fact can be, as far as these normalised conditions of it with written operands can tell: the operands, what
 * lies between and beyond them, and nothing. `at` is the moment of the entry, `more` are numbers to try besides.
 */
export const domainOf = (spec: FactSpec, leaves: readonly Leaf[], at: number, more: readonly number[] = []): Domain => {
  switch (spec.type) {
    case 'number':
    case 'money':
    case 'time':
      return bounded(numbersFor(spec, [...leaves.flatMap((leaf) => thresholdsOf(leaf, at)), ...more]), leaves)
    case 'boolean':
      return bounded([true, false], leaves)
    case 'text':
      return bounded(textsFor(leaves), leaves)
    case 'list':
      return listsFor(leaves)
  }
}

/** The values on the right of a condition; none where that is another fact. */
export const operandsOf = ({ value }: Pick<Leaf, 'value'>): readonly Scalar[] => {
  if (typeof value !== 'object') return [value]
  return isFactOperand(value) ? [] : value
}

/** Moments to try, so that days counted back from one fall before, on and after every time that is asked of the same fact. */
export const momentsFor = (
  leaves: readonly Leaf[],
): { readonly moments: readonly number[]; readonly isComplete: boolean } => {
  const relative = leaves.filter(({ operator }) => operators[operator].wants === 'days')
  const facts = new Set(relative.map(({ fact }) => fact))
  const absolute = leaves.filter(({ fact, operator }) => facts.has(fact) && operators[operator].wants !== 'days')
  const times = absolute.flatMap(operandsOf).filter((operand) => typeof operand === 'number')
  if (times.length === 0) return { moments: [USUAL_MOMENT], isComplete: true }
  const spans = [0, ...relative.flatMap(operandsOf).map((days) => Number(days) * DAY_MS)]
  // Two milliseconds leave room for a time in between.
  const turns = times.flatMap((time) => spans.flatMap((span) => [-2, -1, 0, 1, 2].map((ms) => time + span + ms)))
  const moments = [...new Set(turns)].sort((left, right) => left - right)
  return { moments: moments.slice(0, MOST_MOMENTS), isComplete: moments.length <= MOST_MOMENTS }
}

const MOST_MOMENTS = 200

/** Any moment will do where nothing but days is counted; this one is a Monday noon. */
const USUAL_MOMENT = Date.UTC(2026, 0, 5, 12)

/** Missing comes last, so that a known value is shown where either would do. */
const bounded = (values: readonly FactValue[], leaves: readonly Leaf[]): Domain => {
  const operands = leaves.reduce((count, { value }) => count + (Array.isArray(value) ? value.length : 1), 1)
  const most = Math.min(MOST_VALUES, Math.ceil(MOST_COMPARISONS / operands))
  return { values: [...values.slice(0, most), undefined], isComplete: values.length <= most }
}

/** Where conditions on an ordered fact can change their answer. */
const thresholdsOf = (leaf: Leaf, at: number): readonly number[] => {
  const operands = operandsOf(leaf).filter((operand) => typeof operand === 'number')
  return operators[leaf.operator].wants === 'days' ? [at, ...operands.map((days) => at - days * DAY_MS)] : operands
}

const numbersFor = ({ type, whole, least, most }: FactSpec, thresholds: readonly number[]): readonly number[] => {
  const ends = [least, most].filter((end) => end !== undefined)
  const values = around([...thresholds, ...ends], whole === true || type !== 'number')
  return values.filter((value) => value >= (least ?? value) && value <= (most ?? value))
}

/** The numbers themselves, one between each and the next, and one beyond each end; of whole numbers, those there are. */
const around = (numbers: readonly number[], whole: boolean): readonly number[] => {
  const sorted = [...new Set(numbers)].sort((left, right) => left - right)
  if (sorted.length === 0) return [whole ? 1 : 0.5]
  if (whole)
    return [
      ...new Set(
        sorted.flatMap((number) => [
          Math.floor(number),
          Math.ceil(number),
          Math.floor(number) + 1,
          Math.ceil(number) - 1,
        ]),
      ),
    ].sort((left, right) => left - right)
  return sorted.flatMap((number, index) => {
    const next = sorted[index + 1]
    return [...(index === 0 ? [number - 1] : []), number, next === undefined ? number + 1 : (number + next) / 2]
  })
}

/**
 * Each text that is written out, and texts that begin and end in every possible way but are none of those: what stands
 * between the ends is in no condition, so that nothing longer or shorter can match by chance.
 */
const textsFor = (leaves: readonly Leaf[]): readonly string[] => {
  const operands = leaves.flatMap(operandsOf).map(String)
  const of = (operator: Leaf['operator']) =>
    leaves
      .filter((leaf) => leaf.operator === operator)
      .flatMap(operandsOf)
      .map(String)
  const filler = fillerFor(operands)
  const ends = ['', ...of('endsWith')]
  const mixed = ['', ...of('startsWith')].flatMap((start) => ends.map((end) => start + filler + end))
  return [...new Set([...operands, ...mixed])]
}

const fillerFor = (texts: readonly string[]): string => {
  const used = new Set(texts.flatMap((text) => [...text]))
  let code = 'X'.charCodeAt(0)
  while (used.has(String.fromCharCode(code))) code += 1
  return String.fromCharCode(code)
}

/** Lists of up to this many items are tried in every combination. */
const MOST_ITEMS = 8

const listsFor = (leaves: readonly Leaf[]): Domain => {
  const written = leaves.filter(({ operator }) => operators[operator].wants !== 'nothing')
  const items = [...new Set(written.flatMap(operandsOf).map(String))]
  const other = `other than ${items.join(', ')}`
  if (items.length <= MOST_ITEMS) return { values: [...subsetsOf([...items, other]), undefined], isComplete: true }
  const single = items.map((item) => [item])
  const butOne = items.map((item) => items.filter((each) => each !== item))
  return { values: [[], [other], ...single, ...butOne, items, undefined], isComplete: false }
}

/** Smaller ones first, so that the shortest list that will do is shown. */
const subsetsOf = (items: readonly string[]): readonly (readonly string[])[] => {
  const subsets: (readonly string[])[] = [[]]
  for (const item of items) subsets.push(...subsets.map((subset) => [...subset, item]))
  return subsets.sort((left, right) => left.length - right.length)
}
