import { AppError } from '../errors.ts'
import { discountsPastCeiling } from '../rules/ceiling.ts'
import { isAsked } from '../rules/rule-states.ts'
import type { AppStore } from '../store/open-store.ts'
import type { RuleChange, RuleRow } from '../store/rules.ts'
import { needsMailTool } from '../vocabulary/actions/notify-customer.ts'
import { vocabulary } from '../vocabulary/vocabulary.ts'
import type { Command, Option } from './command.ts'
import { confirm, DRY_RUN, YES } from './confirm.ts'
import { type ImportPlan, inWords, isChange, planImport } from './rules/import-plan.ts'
import { openShop, SHOP } from './rules/open-shop.ts'
import { readRules } from './rules/read-rules.ts'

const LIVE: Option = {
  name: 'live',
  says: 'what is imported takes the place of what runs, where a rule is live or watched',
}

/** Rule files into a shop, after showing what that changes. */
export const importRules: Command = {
  name: 'import',
  summary: 'put rule files into a shop, after showing what changes',
  about: [
    'Compares rule files with the rules of the shop, shows every difference, and makes the shop like the files when you',
    'agree. A rule is known by the list that `perennial export` wrote, else by its name. New rules are drafts unless that',
    'list says otherwise. Of a rule that is live or watched, the file is saved as a draft and what runs goes on; with --live',
    'the file takes its place. Rules that only the shop has are left as they are.',
  ].join('\n'),
  operands: { name: 'FILE…', says: 'rule files, or a folder with rule files (.json)' },
  options: [SHOP, LIVE, DRY_RUN, YES],
  examples: [
    'import rules/ --shop my-shop.myshopify.com --dry-run',
    'import rules/welcome.json --shop my-shop.myshopify.com --live --yes',
  ],
  run: async (call, terminal) => {
    const { store, shop, currency } = await openShop(call)
    try {
      const files = await readRules(call.operands, currency)
      const held = await store.rules.list(shop)
      const plans = await planImport(files, held, { live: call.has('live') })
      const pending = plans.filter(isChange)
      for (const plan of plans) terminal.out(inWords(plan, currency))
      const untouched = held.filter(({ id }) => !plans.some(({ rule }) => rule?.id === id))
      for (const { name } of untouched) terminal.out(`${name}: only in the shop, left as it is\n`)
      if (pending.length === 0) {
        terminal.out(`${shop} has these ${plans.length} rules already as they are.\n`)
        return 0
      }
      const toBeLive = pending.filter(({ state, isRun }) => state === 'live' && isRun)
      await refuseWithoutMailTool(toBeLive, store, shop)
      await refusePastCeiling(toBeLive, store, { shop, currency })
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

/** As in the admin: a rule must not go live that could do nothing but fail. */
const refuseWithoutMailTool = async (plans: readonly ImportPlan[], store: AppStore, shop: string): Promise<void> => {
  const names = plans.flatMap(({ file: { document } }) => (needsMailTool(document) ? document.name : []))
  if (names.length === 0 || (await store.mailTools.find(shop)) !== null) return
  throw new AppError(
    'conflict',
    `Nothing was changed: ${names.join(', ')} would be live and write to customers, and ${shop} has no address of a mail tool. Set it in the admin under Settings, or import as drafts`,
  )
}

/** As in the admin: a rule must not go live whose own discount is more than the shop lets all its rules give together. */
const refusePastCeiling = async (
  plans: readonly ImportPlan[],
  store: AppStore,
  { shop, currency }: { readonly shop: string; readonly currency: string },
): Promise<void> => {
  const { discountCeilingPercent: ceiling } = await store.policies.find(shop)
  const names = plans.flatMap(({ file: { document } }) => {
    const [problem] = discountsPastCeiling(document, vocabulary, { currency }, ceiling)
    return problem === undefined ? [] : `${document.name} (${problem.found})`
  })
  if (names.length === 0) return
  throw new AppError(
    'conflict',
    `Nothing was changed: ${names.join(', ')} would be live and give more than ${ceiling}%, the most in ${shop}. Give less, raise the most in the admin under Settings, or import as drafts`,
  )
}

const BY = 'perennial import'

const carryOut = async (
  { file, rule, isSaved, state, share, isRun, steps }: ImportPlan,
  store: AppStore,
  shop: string,
): Promise<void> => {
  if (rule === undefined) {
    await store.rules.create(shop, file.document, BY, { state, share })
    return
  }
  let current = rule
  if (isSaved) current = changed(await store.rules.save(shop, rule.id, file.document, rule.version, BY), rule)
  for (const step of steps) {
    const to = {
      state: step,
      ...(step === 'live' && { share }),
      ...(isAsked(step) && isRun && { version: current.version }),
    }
    current = changed(await store.rules.setState(shop, rule.id, to, current, BY), rule)
  }
}

const changed = (change: RuleChange, { name }: RuleRow): RuleRow => {
  if (change.changed) return change.rule
  throw new AppError('conflict', `${name}: somebody changed it at the same time; import again to see what is left`)
}
