import { basename, dirname } from 'node:path'
import { AppError } from '../errors.ts'
import { sentence } from '../rules/sentence.ts'
import type { RuleState } from '../rules/types.ts'
import type { AppStore } from '../store/open-store.ts'
import type { RuleChange, RuleRow } from '../store/rules.ts'
import { needsMailTool } from '../vocabulary/actions/notify-customer.ts'
import { vocabulary } from '../vocabulary/vocabulary.ts'
import type { Command } from './command.ts'
import { confirm, DRY_RUN, YES } from './confirm.ts'
import { type Difference, differenceInWords, differences } from './rules/document-difference.ts'
import { openShop, SHOP } from './rules/open-shop.ts'
import { type RuleFile, readRules } from './rules/read-rules.ts'
import { type IndexedRule, readIndex } from './rules/rule-index.ts'

/** Rule files into a shop, after showing what that changes. */
export const importRules: Command = {
  name: 'import',
  summary: 'put rule files into a shop, after showing what changes',
  about: [
    'Compares rule files with the rules of the shop, shows every difference, and makes the shop like the files when you',
    'agree. A rule is known by the list that `perennial export` wrote, else by its name. New rules are drafts unless that',
    'list says otherwise. Rules that only the shop has are left as they are.',
  ].join('\n'),
  operands: { name: 'FILE…', says: 'rule files, or a folder with rule files (.json)' },
  options: [SHOP, DRY_RUN, YES],
  examples: [
    'import rules/ --shop my-shop.myshopify.com --dry-run',
    'import rules/welcome.json --shop my-shop.myshopify.com --yes',
  ],
  run: async (call, terminal) => {
    const { store, shop, currency } = await openShop(call)
    try {
      const files = await readRules(call.operands, currency)
      const held = await store.rules.list(shop)
      const plans = planImport(await withIndex(files), held)
      const pending = plans.filter(isChange)
      for (const plan of pending) terminal.out(inWords(plan, currency))
      const untouched = held.filter(({ id }) => !plans.some(({ rule }) => rule?.id === id))
      for (const { name } of untouched) terminal.out(`${name}: only in the shop, left as it is\n`)
      if (pending.length === 0) {
        terminal.out(`${shop} has these ${plans.length} rules already as they are.\n`)
        return 0
      }
      await refuseWithoutMailTool(pending, store, shop)
      if (call.has('dry-run')) return 0
      if (!(await confirm(call, terminal, `Change ${pending.length} rules of ${shop}?`))) return 1
      for (const plan of pending) await carryOut(plan, store, shop)
      terminal.out(`${pending.length} rules of ${shop} were changed.\n`)
      return 0
    } finally {
      await store.close()
    }
  },
}

type Plan = {
  readonly file: RuleFile
  /** The rule of the shop that the file is about; undefined for a new one. */
  readonly rule: RuleRow | undefined
  readonly state: RuleState
  readonly changes: readonly Difference[]
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

const planImport = (files: readonly IndexedFile[], held: readonly RuleRow[]): Plan[] => {
  const ids = new Map(held.map((rule) => [rule.id, rule]))
  const claimed = new Set(files.flatMap(({ indexed }) => (indexed && ids.has(indexed.id) ? indexed.id : [])))
  return files.map(({ file, indexed }) => {
    const byName = held.find(({ id, name }) => name === file.document.name && !claimed.has(id))
    const rule = (indexed && ids.get(indexed.id)) ?? byName
    return {
      file,
      rule,
      state: indexed?.state ?? rule?.state ?? 'draft',
      changes: rule === undefined ? [] : differences(rule.document, file.document),
    }
  })
}

const isChange = ({ rule, state, changes }: Plan): boolean =>
  rule === undefined || changes.length > 0 || state !== rule.state

const inWords = ({ file, rule, state, changes }: Plan, currency: string): string => {
  const said = sentence(file.document, vocabulary, { currency })
  if (rule === undefined) return `${file.document.name}: new, ${state}\n  ${said}\n`
  const lines = [
    ...changes.map(differenceInWords),
    ...(state === rule.state ? [] : [`state: ${rule.state} → ${state}`]),
    ...(changes.length === 0 ? [] : [said]),
  ]
  return `${rule.name}: changed\n${lines.map((line) => `  ${line}\n`).join('')}`
}

/** As in the admin: a rule must not go live that could do nothing but fail. */
const refuseWithoutMailTool = async (plans: readonly Plan[], store: AppStore, shop: string): Promise<void> => {
  const names = plans.flatMap(({ file, state }) =>
    state === 'live' && needsMailTool(file.document) ? file.document.name : [],
  )
  if (names.length === 0 || (await store.mailTools.find(shop)) !== null) return
  throw new AppError(
    'conflict',
    `Nothing was changed: ${names.join(', ')} would be live and write to customers, and ${shop} has no address of a mail tool. Set it in the admin under Settings, or import as drafts`,
  )
}

const BY = 'perennial import'

const carryOut = async ({ file, rule, state, changes }: Plan, store: AppStore, shop: string): Promise<void> => {
  let current = rule ?? (await store.rules.create(shop, file.document, BY))
  if (rule !== undefined && changes.length > 0)
    current = changed(await store.rules.save(shop, rule.id, file.document, rule.version, BY), rule)
  if (current.state !== state) changed(await store.rules.setState(shop, current.id, state, current.version), current)
}

const changed = (change: RuleChange, { name }: RuleRow): RuleRow => {
  if (change.changed) return change.rule
  throw new AppError('conflict', `${name}: somebody changed it at the same time; import again to see what is left`)
}
