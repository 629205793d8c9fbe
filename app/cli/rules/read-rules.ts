import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FileProblems } from '../../engine/line-problems.ts'
import { compareRules, prepareRule, type RunnableRule } from '../../engine/prepare-rule.ts'
import { referenceAccepts } from '../../engine/reference.ts'
import { checkDocument } from '../../rules/check.ts'
import { readJsonText } from '../../rules/json-text.ts'
import type { Checked, Problem, RuleDocument } from '../../rules/types.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'
import { unreadable } from '../orders/open-lines.ts'

export type RuleFile = { readonly file: string; readonly document: RuleDocument }
export type CheckedFile = { readonly file: string; readonly checked: Checked }

/** Rule files, a folder standing for the .json files in it. Throws FileProblems where something is not there. */
export const ruleFilesOf = async (paths: readonly string[]): Promise<string[]> =>
  (await Promise.all(paths.map(filesAt))).flat()

/** A rule file as it would be saved: our check finds nothing, and the reference engine takes it. */
export const checkRuleFile = async (file: string, currency: string): Promise<CheckedFile> => {
  const read = readJsonText(await textOf(file))
  if (!read.valid) return { file, checked: read }
  const checked = checkDocument(read.value, vocabulary, { currency })
  if (!checked.valid) return { file, checked }
  const reference = await referenceAccepts(checked.document, vocabulary, currency)
  if (reference.accepted) return { file, checked }
  const problem = { path: '/conditions', message: `json-rules-engine refuses them: ${reference.reason}` }
  return { file, checked: { valid: false, problems: [problem] } }
}

/** Rules that may run. Throws FileProblems with every problem of every file. */
export const readRules = async (paths: readonly string[], currency: string): Promise<RuleFile[]> => {
  const problems: string[] = []
  const rules: RuleFile[] = []
  for (const file of await ruleFilesOf(paths)) {
    const { checked } = await checkRuleFile(file, currency)
    if (!checked.valid) problems.push(...checked.problems.map((problem) => `${file}: ${inWords(problem)}`))
    else {
      const twin = rules.find(({ document }) => document.name === checked.document.name)
      if (twin !== undefined)
        problems.push(`${file}: is called "${checked.document.name}" like ${twin.file}; names tell decisions apart`)
      rules.push({ file, document: checked.document })
    }
  }
  if (problems.length > 0) throw new FileProblems(problems)
  return rules
}

/** As if each had been live from the beginning; its id is its name. */
export const runnable = (rules: readonly RuleFile[], currency: string): RunnableRule[] =>
  rules
    .map(({ document }) =>
      prepareRule({ id: document.name, version: 1, state: 'live', document, liveSince: null }, currency),
    )
    .sort(compareRules)

/** A problem in one line: where, what, found and expected. */
export const inWords = ({ path, message, found, expected }: Problem): string => {
  const details = [
    ...(found === undefined ? [] : [`found ${found}`]),
    ...(expected === undefined ? [] : [`expected ${expected}`]),
  ]
  return `${path === '' ? '' : `${path}: `}${message}${details.length === 0 ? '' : ` (${details.join(', ')})`}`
}

const filesAt = async (path: string): Promise<string[]> => {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort()
    if (names.length === 0) throw new FileProblems([`${path}: holds no .json file`])
    return names.map((name) => join(path, name))
  } catch (error) {
    throw error instanceof FileProblems ? error : unreadable(path, error)
  }
}

/** Throws FileProblems where there is no such file. */
export const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw unreadable(file, error)
  }
}
