import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRules as readRuleFiles } from '../../app/cli/rules/read-rules.ts'
import { FileProblems } from '../../app/engine/line-problems.ts'
import type { RuleDocument } from '../../app/rules/types.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import type { AppApi } from '../support/app-api.ts'
import { UsageError } from './options.ts'

/** The rules that a demo switches on by itself. */
const STARTERS = ['regulars-welcome-code', 'first-order-card', 'note-to-the-best', 'regular-tag']

const starters = () => templates.filter(({ id }) => STARTERS.includes(id))

export const printRules = (folder: string): string[] => {
  mkdirSync(folder, { recursive: true })
  return starters().map(({ id, document }) => {
    const file = join(folder, `${id}.json`)
    writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`)
    return file
  })
}

/** The rules of a run, each looked at before anything is started: all problems of all files are named at once. */
export const readRules = async (paths: readonly string[], currency: string): Promise<RuleDocument[]> => {
  if (paths.length === 0) return starters().map(({ document }) => document)
  try {
    return (await readRuleFiles(paths, currency)).map(({ document }) => document)
  } catch (error) {
    throw error instanceof FileProblems ? new UsageError(error.message) : error
  }
}

/** Creates and switches on those that the shop does not have yet, by name. */
export const switchOn = async (api: AppApi, documents: readonly RuleDocument[]): Promise<number> => {
  const held = new Set((await api.rules()).map(({ name }) => name))
  for (const document of documents) {
    if (held.has(document.name)) continue
    const created = await api.createRule(document)
    await api.setRuleState(created.id, 'live', created.version)
  }
  return (await api.rules()).filter(({ state }) => state === 'live').length
}
