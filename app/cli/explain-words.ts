import type { CustomerExplanation } from '../engine/explain-customer.ts'
import type { Finding, Need } from '../engine/what-it-takes.ts'
import { printValue } from '../rules/fact-values.ts'
import { printTime } from '../rules/iso-time.ts'
import { printFigures } from '../rules/reasons.ts'
import type { FactValue } from '../rules/types.ts'
import { factNamed } from '../vocabulary/vocabulary.ts'
import { reasonInWords } from './reason-words.ts'

type About = {
  readonly name: string
  readonly sentence: string
  readonly customerId: string
  readonly currency: string
}

/** An explanation for a merchant. */
export const explanationInWords = (explained: CustomerExplanation, about: About): string =>
  [
    about.name,
    about.sentence,
    '',
    `Customer ${about.customerId} at ${clock(explained.at)}${orderInWords(explained)}`,
    ...verdictInWords(explained, about),
    '',
    ...conditionsInWords(explained.findings, 1),
    ...(explained.needs === null ? [] : ['', 'What it would take:', ...needInWords(explained.needs, 1)]),
    ...historyInWords(explained, about),
    '',
  ].join('\n')

const orderInWords = ({ orderId, at, askedAt, decisions }: CustomerExplanation): string => {
  if (askedAt === null) return '; the rule was not asked about them so far'
  const order = orderId === null ? '' : `, order ${orderId}`
  if (askedAt === at) return order
  const last = decisions.findLast(({ key }) => key.at === askedAt)
  const answer = last === undefined ? 'it did not match' : last.reason === null ? 'it gave' : 'it kept back'
  return `; the rule was last asked at ${clock(askedAt)}${order}: ${answer}`
}

const BEHIND = {
  'came in': 'they are in the group already, and the rule gives when somebody comes in',
  'not drawn': 'they are in the pot as long as the limits allow, and lots are drawn each day',
  'went out': 'they are out of the group already, and the rule gives when somebody goes out',
}

const verdictInWords = (
  { verdict, reason, figures, freeAt, at, askedAt, behind }: CustomerExplanation,
  { currency }: Pick<About, 'currency'>,
): string[] => {
  const isAsked = at === askedAt
  if (behind !== null) return [`NO, as things stand: ${BEHIND[behind]}.`]
  switch (verdict) {
    case 'granted':
      return [isAsked ? 'YES: it gave.' : 'YES, as things stand: the conditions hold, and nothing stands in the way.']
    case 'no match':
      return [`NO${isAsked ? '' : ', as things stand'}: the conditions do not hold.`]
    case 'withheld': {
      const until = freeAt === null ? '' : `; possible again from ${clock(freeAt)}`
      const why = reasonInWords(reason ?? '', figures ?? undefined, currency)
      return [`NO${isAsked ? '' : ', as things stand'}: the conditions hold, but ${why}${until}.`]
    }
  }
}

const conditionsInWords = (finding: Finding, depth: number): string[] => {
  const mark = `${'  '.repeat(depth)}${finding.held ? '✓' : '✗'} `
  if (finding.kind === 'leaf') {
    return finding.found === finding.condition
      ? [`${mark}${finding.condition}`]
      : [`${mark}${finding.condition}`, `${'  '.repeat(depth + 1)}${finding.found}`]
  }
  const [only, ...others] = finding.parts
  if (only !== undefined && others.length === 0 && finding.kind !== 'not') return conditionsInWords(only, depth)
  const title = { all: 'all of these', any: 'any of these', not: 'not this' }[finding.kind]
  return [`${mark}${title}`, ...finding.parts.flatMap((part) => conditionsInWords(part, depth + 1))]
}

const needInWords = (need: Need, depth: number): string[] => {
  const indent = '  '.repeat(depth)
  if (need.kind === 'one') return [`${indent}- ${need.text}`]
  const title = need.kind === 'all' ? 'all of these' : 'one of these'
  return [`${indent}- ${title}:`, ...need.parts.flatMap((part) => needInWords(part, depth + 1))]
}

const MOST_SHOWN = 10

const historyInWords = ({ decisions }: CustomerExplanation, { currency }: Pick<About, 'currency'>): string[] => {
  if (decisions.length === 0) return ['', 'The rule gave nothing to them before, had it been live from the beginning.']
  const shown = decisions.slice(-MOST_SHOWN)
  return [
    '',
    'Had it been live from the beginning:',
    ...(decisions.length > shown.length ? [`  … ${decisions.length - shown.length} earlier`] : []),
    ...shown.map(({ key, orderId, reason, figures, freeAt }) => {
      const order = orderId === null ? '' : `, order ${orderId}`
      const line = `  ${clock(key.at)}${order}`
      if (reason === null) return `${line}: gave`
      const until = freeAt === undefined ? '' : `; possible again from ${clock(freeAt)}`
      return `${line}: kept back: ${reasonInWords(reason, figures, currency)}${until}`
    }),
  ]
}

/** To the minute, and to the second where that is not 0. */
const clock = (at: number): string => {
  const [day = '', time = ''] = printTime(at).split('T')
  return `${day} ${time.slice(0, time.slice(6, 8) === '00' ? 5 : 8)} UTC`
}

/** An explanation for machines: facts printed as everywhere, texts beside them. */
export const explanationAsJson = (
  explained: CustomerExplanation,
  rule: string,
  customerId: string,
  currency: string,
) => ({
  rule,
  customerId,
  at: printTime(explained.at),
  orderId: explained.orderId,
  askedAt: explained.askedAt === null ? null : printTime(explained.askedAt),
  matched: explained.matched,
  behind: explained.behind,
  verdict: explained.verdict,
  reason: explained.reason,
  figures: explained.figures && printFigures(explained.figures, currency),
  freeAt: explained.freeAt === null ? null : printTime(explained.freeAt),
  conditions: findingAsJson(explained.findings, currency),
  whatItTakes: explained.needs,
  decisions: explained.decisions.map(({ key, orderId, verdict, reason, figures, freeAt }) => ({
    at: printTime(key.at),
    orderId,
    verdict,
    reason,
    figures: figures ? printFigures(figures, currency) : null,
    freeAt: freeAt === undefined ? null : printTime(freeAt),
  })),
})

type FindingAsJson = {
  readonly kind: Finding['kind']
  readonly path: string
  readonly held: boolean
  readonly fact?: string
  readonly value?: FactValue | null
  readonly condition?: string
  readonly found?: string
  readonly parts?: readonly FindingAsJson[]
}

const findingAsJson = (finding: Finding, currency: string): FindingAsJson => {
  const { kind, path, held } = finding
  if (finding.kind !== 'leaf')
    return { kind, path, held, parts: finding.parts.map((part) => findingAsJson(part, currency)) }
  const { fact, value, condition, found } = finding
  const type = factNamed(fact)?.type
  const printed = value === undefined || type === undefined ? null : printValue(type, value, currency)
  return { kind, path, held, fact, value: printed, condition, found }
}
