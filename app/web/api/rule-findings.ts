import type { ApiFinding } from '../../contracts/api.ts'
import { partInWords, witnessInWords } from '../../engine/finding-words.ts'
import { analyse } from '../../rules/analyse.ts'
import { findLonelyGroups } from '../../rules/analyse-groups.ts'
import { analyseTogether } from '../../rules/analyse-together.ts'
import type { Finding } from '../../rules/findings.ts'
import { combinedPercent, outcomesOf } from '../../rules/outcomes.ts'
import { DEFAULT_POLICIES, type Policies } from '../../rules/policies.ts'
import type { RuleDocument, Words } from '../../rules/types.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'

type LiveRule = { readonly id: string; readonly name: string; readonly document: RuleDocument }

/** Findings name rules by their ids: a number would say nothing to people, and two rules may have one name. */
const SELF = 'This rule'

/** Typing waits for this, and so does everybody else whom the process serves. */
const MOST_MS = 200
const TOO_MANY = 'Whether it goes together with all of your live rules was too much to find out'

/**
 * What a checked rule probably does not mean: by itself, and beside the rules that are live. Others are looked at one by one
 * with it, for what they do to each other is none of its business; only loops go through several.
 */
export const findingsOf = (
  document: RuleDocument,
  live: readonly LiveRule[],
  words: Words,
  { discountCeilingPercent: ceilingPercent }: Pick<Policies, 'discountCeilingPercent'> = DEFAULT_POLICIES,
): ApiFinding[] => {
  const named = new Map(live.map((rule, index) => [uniqueName(rule, index, live), rule]))
  const self = { id: SELF, document }
  const others = [...named].map(([id, rule]) => ({ id, document: rule.document }))
  const alone = analyse(document, vocabulary, words, { ceilingPercent }).map((finding) => atSelf(finding))
  const pairs: Finding[] = []
  const startedAt = performance.now()
  for (const other of others) {
    if (performance.now() - startedAt > MOST_MS) {
      pairs.push({ kind: 'undecided', places: [{ rule: SELF, path: '' }], message: TOO_MANY })
      break
    }
    pairs.push(...analyseTogether([self, other], vocabulary, words, { ceilingPercent }))
  }
  const own = others.filter((other) => firesByItself(other.document))
  const loops =
    firesByItself(document) && own.length > 1
      ? analyseTogether([self, ...own], vocabulary, words).filter(({ kind }) => kind === 'loop')
      : []
  // What adds up over several, and who is alone in a group, is only seen where all are looked at.
  const all = [self, ...others]
  const ceilings = pastCeiling(all, words, ceilingPercent)
  const told = new Set<string>()
  return [...alone, ...pairs, ...loops, ...ceilings, ...findLonelyGroups(all)]
    .filter(({ message, places }) => {
      const isNew = places.some(({ rule }) => rule === SELF) && !told.has(message)
      told.add(message)
      return isNew
    })
    .map((finding) => toApi(finding, document, named, words))
}

/** A pair that is past it already is told of by itself. */
const pastCeiling = (
  rules: readonly { readonly id: string; readonly document: RuleDocument }[],
  words: Words,
  ceilingPercent: number,
): readonly Finding[] => {
  const combining = rules.filter(({ document }) => combinedPercent(outcomesOf(document, vocabulary, words)) > 0)
  if (combining.length < 3) return []
  return analyseTogether(combining, vocabulary, words, { ceilingPercent }).filter(({ kind }) => kind === 'ceiling')
}

const firesByItself = ({ trigger }: RuleDocument): boolean => {
  const spec = vocabulary.triggers.find(({ name }) => name === trigger)
  return spec?.daily === true || spec?.crossing !== undefined
}

const uniqueName = ({ name }: LiveRule, index: number, rules: readonly LiveRule[]): string => {
  const before = rules.slice(0, index).filter((rule) => rule.name === name).length
  return before > 0 || name === SELF ? `${name} (${before + 1})` : name
}

const atSelf = ({ places, ...rest }: Finding): Finding => ({
  ...rest,
  places: places.map(({ path }) => ({ rule: SELF, path })),
})

const toApi = (
  { places, message, witness }: Finding,
  document: RuleDocument,
  named: ReadonlyMap<string, LiveRule>,
  words: Words,
): ApiFinding => {
  const others = new Set(places.flatMap(({ rule }) => (rule === undefined ? [] : (named.get(rule) ?? []))))
  const paths = [...new Set(places.flatMap(({ rule, path }) => (rule === SELF ? [path] : [])))]
  return {
    paths,
    about: paths.flatMap((path) => partInWords(path, document, words.currency) ?? []),
    message: message.replaceAll(`"${SELF}"`, SELF.toLowerCase()),
    rules: [...others].map(({ id, name }) => ({ id, name })),
    example: witness === undefined ? [] : witnessInWords(witness, words.currency),
  }
}
