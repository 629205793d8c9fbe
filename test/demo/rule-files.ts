import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '../../app/errors.ts'
import { checkDocument } from '../../app/rules/check.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'
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

export type NamedDocument = { readonly from: string; readonly document: unknown }

/** The rules of a run, each looked at before anything is started: all problems of all files are named at once. */
export const readRules = (files: readonly string[], currency: string): NamedDocument[] => {
  if (files.length === 0) return starters().map(({ id, document }) => ({ from: id, document }))
  const documents = files.map((file) => ({ from: file, document: readJson(file) }))
  const problems = documents.flatMap(({ from, document }) => {
    const checked = checkDocument(document, vocabulary, { currency })
    return checked.valid ? [] : checked.problems.map(({ path, message }) => `${from} ${path || '/'}: ${message}`)
  })
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
  return documents
}

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`)
  }
}

/** Creates and switches on those that the shop does not have yet, by name. */
export const switchOn = async (api: AppApi, documents: readonly NamedDocument[]): Promise<number> => {
  const held = new Set((await api.rules()).map(({ name }) => name))
  for (const { document } of documents) {
    const name = typeof document === 'object' && document !== null && 'name' in document ? document.name : undefined
    if (typeof name === 'string' && held.has(name)) continue
    const created = await api.createRule(document)
    await api.setRuleState(created.id, 'live', created.version)
  }
  return (await api.rules()).filter(({ state }) => state === 'live').length
}
