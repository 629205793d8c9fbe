import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FileProblems } from '../engine/line-problems.ts'
import { messageOf } from '../errors.ts'
import { checkDocument } from '../rules/check.ts'
import { isSameDocument } from '../rules/same-document.ts'
import type { RuleRow } from '../store/rules.ts'
import { vocabulary } from '../vocabulary/vocabulary.ts'
import type { Command } from './command.ts'
import { confirm, DRY_RUN, YES } from './confirm.ts'
import { differenceInWords, differences } from './rules/document-difference.ts'
import { openShop, SHOP } from './rules/open-shop.ts'
import { INDEX, type IndexedRule, readIndex, writtenIndex } from './rules/rule-index.ts'
import type { Terminal } from './terminal.ts'

/** A shop's rules as files, to be kept and reviewed like code. */
export const exportRules: Command = {
  name: 'export',
  summary: "write a shop's rules as files",
  about: [
    'Writes each rule of the shop as a file of its own, and which of them are live in a list beside them: of a rule that is',
    'live or watched the version that runs, else the latest. Files that are there already are compared first, and written',
    'over only when you agree. `perennial import` is the way back.',
  ].join('\n'),
  options: [
    SHOP,
    { name: 'to', value: 'FOLDER', required: true, says: 'where the files go; made when it is not there' },
    DRY_RUN,
    YES,
  ],
  examples: ['export --shop my-shop.myshopify.com --to rules/', 'export --shop my-shop --to rules/ --dry-run'],
  run: async (call, terminal) => {
    const folder = call.get('to')
    const { store, shop, currency } = await openShop(call)
    const rules = await store.rules.list(shop).finally(store.close)
    const index = nameFiles(rules, await readIndex(folder))
    const files = new Map(rules.map((rule, place) => [index[place]?.file ?? '', textOf(rule, currency)]))
    files.set(INDEX, writtenIndex(index))

    const changes = await Promise.all(
      [...files].map(async ([file, text]) => ({ file, text, change: await changeOf(join(folder, file), text) })),
    )
    const pending = changes.filter(({ change }) => change !== undefined)
    for (const rule of rules.filter(hasDraft)) terminal.out(draftLeftOut(rule))
    if (pending.length === 0) {
      terminal.out(`${folder} holds the ${rules.length} rules of ${shop} as they are.\n`)
      return 0
    }
    for (const { file, change } of pending) tell(join(folder, file), change, terminal)
    if (call.has('dry-run')) return 0
    const overwrites = pending.some(({ change }) => change !== 'new')
    if (overwrites && !(await confirm(call, terminal, 'Write over these files?'))) return 1
    try {
      await mkdir(folder, { recursive: true })
      for (const { file, text } of pending) await writeFile(join(folder, file), text)
    } catch (error) {
      throw new FileProblems([`${folder}: cannot be written: ${messageOf(error)}`])
    }
    terminal.out(`${rules.length} rules of ${shop} are in ${folder}.\n`)
    return 0
  },
}

/** Keys in the order of the format, which the database does not keep. */
const textOf = ({ running, document }: RuleRow, currency: string): string => {
  const written = running ?? document
  const checked = checkDocument(written, vocabulary, { currency })
  return `${JSON.stringify(checked.valid ? checked.document : written, null, 2)}\n`
}

const hasDraft = ({ running, document }: RuleRow): boolean => running !== null && !isSameDocument(running, document)

const draftLeftOut = ({ name, version, runs }: RuleRow): string =>
  `${name}: version ${version} is a draft and is left out; version ${runs} runs\n`

/** A rule keeps the file that it had; a new one is called after its name. */
const nameFiles = (rules: readonly RuleRow[], held: readonly IndexedRule[]): IndexedRule[] => {
  const taken = new Set(held.filter(({ id }) => rules.some((rule) => rule.id === id)).map(({ file }) => file))
  return rules.map(({ id, name, state, share: per }) => {
    const share = state === 'live' ? per : undefined
    const known = held.find((indexed) => indexed.id === id)?.file
    if (known !== undefined) return { file: known, id, state, share }
    const stem = slug(name)
    let file = `${stem}.json`
    for (let number = 2; taken.has(file); number++) file = `${stem}-${number}.json`
    taken.add(file)
    return { file, id, state, share }
  })
}

const LONGEST_STEM = 60

const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, LONGEST_STEM)
    .replace(/-+$/, '') || 'rule'

type Change = 'new' | 'unreadable' | readonly string[]

/** Undefined where the file says the same already. */
const changeOf = async (path: string, text: string): Promise<Change | undefined> => {
  if (!existsSync(path)) return 'new'
  const held = await readFile(path, 'utf8')
  if (held === text) return undefined
  try {
    return path.endsWith(INDEX)
      ? lineChanges(held, text)
      : differences(JSON.parse(held), JSON.parse(text)).map(differenceInWords)
  } catch {
    return 'unreadable'
  }
}

const lineChanges = (was: string, is: string): string[] => {
  const [before, after] = [was, is].map((text) => text.split('\n'))
  return (after ?? []).filter((line) => !(before ?? []).includes(line)).map((line) => `now ${line}`)
}

const tell = (path: string, change: Change | undefined, { out }: Terminal): void => {
  if (change === 'new') out(`${path}: new\n`)
  else if (change === 'unreadable') out(`${path}: holds something that is no rule\n`)
  else if (change !== undefined) {
    const lines = change.length === 0 ? ['the same, written in another way'] : change
    out(`${path}: differs from the shop\n${lines.map((line) => `  ${line}\n`).join('')}`)
  }
}
