import { basename, dirname } from 'node:path'
import { isAsked, OPEN_WAYS } from '../../rules/rule-states.ts'
import { isSameDocument } from '../../rules/same-document.ts'
import { sentence } from '../../rules/sentence.ts'
import type { RuleState } from '../../rules/types.ts'
import type { RuleRow } from '../../store/rules.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'
import { type Difference, differenceInWords, differences } from './document-difference.ts'
import type { RuleFile } from './read-rules.ts'
import { type IndexedRule, readIndex } from './rule-index.ts'

/** What is to become of one file. */
export type ImportPlan = {
  readonly file: RuleFile
  /** The rule of the shop that the file is about; undefined for a new one. */
  readonly rule: RuleRow | undefined
  /** As it will be. */
  readonly state: RuleState
  readonly share: number
  /** Against what runs, or else against the latest version. */
  readonly changes: readonly Difference[]
  /** Whether the file becomes a version of its own; else one says the same. */
  readonly isSaved: boolean
  /** Whether the file is what runs then; else what ran before goes on. */
  readonly isRun: boolean
  /** The states that the rule is put into, one after another. */
  readonly steps: readonly RuleState[]
  /** What the list says, where no way leads there. */
  readonly unreached: RuleState | undefined
}

export const planImport = async (
  files: readonly RuleFile[],
  held: readonly RuleRow[],
  options: { readonly live: boolean },
): Promise<ImportPlan[]> => {
  const indexed = await withIndex(files)
  const ids = new Map(held.map((rule) => [rule.id, rule]))
  const claimed = new Set(indexed.flatMap(({ indexed }) => (indexed && ids.has(indexed.id) ? indexed.id : [])))
  return indexed.map(({ file, indexed }) => {
    const byName = held.find(({ id, name }) => name === file.document.name && !claimed.has(id))
    const rule = (indexed && ids.get(indexed.id)) ?? byName
    return rule === undefined ? planNew(file, indexed) : planChange(file, indexed, rule, options)
  })
}

export const isChange = ({ rule, isSaved, steps }: ImportPlan): boolean =>
  rule === undefined || isSaved || steps.length > 0

/** Empty where there is nothing to say. */
export const inWords = (plan: ImportPlan, currency: string): string => {
  const { file, rule, state, share, changes, unreached } = plan
  const said = sentence(file.document, vocabulary, { currency })
  if (rule === undefined) return `${file.document.name}: new, ${sayRun(state, share)}\n  ${said}\n`
  const [before, after] = [sayRun(rule.state, rule.share), sayRun(state, share)]
  const lines = [
    ...(isChange(plan) ? changes.map(differenceInWords) : []),
    ...sayPlace(plan),
    ...(before === after ? [] : [`state: ${before} → ${after}`]),
    ...(unreached === undefined ? [] : [`stays ${before}: it cannot become ${sayRun(unreached, share)} any more`]),
    ...(plan.isSaved ? [said] : []),
  ]
  if (lines.length === 0) return ''
  return `${rule.name}: ${isChange(plan) ? 'changed' : 'left as it is'}\n${lines.map((line) => `  ${line}\n`).join('')}`
}

type IndexedFile = { readonly file: RuleFile; readonly indexed: IndexedRule | undefined; readonly place: number }

/** Each file with its line of the index beside it, in the order of the index, which is that of the shop. */
const withIndex = async (files: readonly RuleFile[]): Promise<IndexedFile[]> => {
  const found: IndexedFile[] = []
  for (const file of files) {
    const index = await readIndex(dirname(file.file))
    const place = index.findIndex((indexed) => indexed.file === basename(file.file))
    found.push({ file, indexed: index[place], place: place === -1 ? Number.POSITIVE_INFINITY : place })
  }
  return found.sort((left, right) => (left.place === right.place ? 0 : left.place - right.place))
}

const planNew = (file: RuleFile, indexed: IndexedRule | undefined): ImportPlan => {
  const { state = 'draft', share = 100 } = indexed ?? {}
  return {
    ...{ file, rule: undefined, state, share, changes: [], isSaved: true },
    ...{ isRun: isAsked(state), steps: [], unreached: undefined },
  }
}

const planChange = (
  file: RuleFile,
  indexed: IndexedRule | undefined,
  rule: RuleRow,
  { live }: { readonly live: boolean },
): ImportPlan => {
  const wanted = indexed?.state ?? rule.state
  const way = wayTo(rule.state, wanted)
  const state = way === undefined ? rule.state : wanted
  const share = indexed?.share ?? rule.share
  const present = rule.running ?? rule.document
  const isPresent = isSameDocument(present, file.document)
  // What runs is changed by those alone who say so; a rule that did not run begins with what it is shown to say.
  const isRun = isAsked(state) && (rule.running === null || (live && !isPresent))
  const isOther = state === rule.state && (isRun ? rule.running !== null : state === 'live' && share !== rule.share)
  return {
    ...{ file, rule, state, share, isRun },
    changes: isPresent ? [] : differences(present, file.document),
    isSaved: !isPresent && !isSameDocument(rule.document, file.document),
    steps: isOther ? [state] : (way ?? []),
    unreached: way === undefined ? wanted : undefined,
  }
}

/** Pausing stands between most states; undefined where no way leads. */
const wayTo = (from: RuleState, to: RuleState): readonly RuleState[] | undefined => {
  if (from === to) return []
  if (OPEN_WAYS[from].includes(to)) return [to]
  return OPEN_WAYS[from].includes('paused') && OPEN_WAYS.paused.includes(to) ? ['paused', to] : undefined
}

/** Of a rule that runs: what becomes of the file beside the version that does. */
const sayPlace = ({ rule, state, changes, isSaved, isRun }: ImportPlan): string[] => {
  if (rule === undefined || rule.runs === null || !isAsked(state) || changes.length === 0) return []
  if (isRun) return [`takes the place of version ${rule.runs} and is ${sayState(state)} at once`]
  const draft = isSaved ? 'is saved as a draft' : `is the draft of version ${rule.version} already`
  return [`${draft}; version ${rule.runs} stays ${sayState(state)}, unless you add --live`]
}

const sayState = (state: RuleState): string => (state === 'shadow' ? 'watched only' : state)

const sayRun = (state: RuleState, share: number): string =>
  state === 'live' && share !== 100 ? `live for ${share}% of the customers` : sayState(state)
