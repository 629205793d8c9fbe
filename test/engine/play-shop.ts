import { Crossings } from '../../app/engine/crossings.ts'
import { DaysBetween } from '../../app/engine/days-between.ts'
import type { Circumstances } from '../../app/engine/decide.ts'
import { type Grant, Grants } from '../../app/engine/grants.ts'
import type { Decision } from '../../app/engine/ports.ts'
import { compareRules, prepareRule, type RunnableRule } from '../../app/engine/prepare-rule.ts'
import { emptyState } from '../../app/engine/replay.ts'
import { isLimitedInAll, RuleUses } from '../../app/engine/rule-use.ts'
import { step } from '../../app/engine/step.ts'
import type { Undone } from '../../app/engine/undo.ts'
import { Waiting, type WaitingTurn } from '../../app/engine/waiting.ts'
import type { Entry } from '../../app/ledger/entries.ts'
import type { AnyRule, AnyShop, Happening } from './any-shop.ts'

/** What one entry led to. */
export type Played = {
  readonly entry: Entry
  readonly circumstances: Circumstances
  /** Rules whose conditions held, as they were asked. */
  readonly matched: readonly { readonly rule: RunnableRule; readonly customerId: string | null }[]
  readonly decisions: readonly Decision[]
  readonly undone: readonly Undone[]
}
export type Play = {
  readonly played: readonly Played[]
  /** What stands after the last entry. */
  readonly grants: readonly Grant[]
  readonly uses: RuleUses
  /** Which grant each code belongs to, by its text in capitals. */
  readonly codes: ReadonlyMap<string, string>
  readonly rules: readonly RunnableRule[]
}

export type HowToPlay = {
  /**
   * What is remembered from entry to entry: all of it, as in a replay; what a lane remembers from batch to batch while
   * grants are stored and read again; or nothing, as where a process ends after each.
   */
  readonly remembers: 'everything' | 'as a lane' | 'nothing'
  /** Whether customers are given the codes, so that orders can name them and what was given is held. */
  readonly isPerformed: boolean
}

export const prepared = ({ document, state, share }: AnyRule): RunnableRule =>
  prepareRule({ id: document.name, version: 1, state, share, document, liveSince: 0 }, 'GBP')

/** A whole story through `step`, days included, with a store in memory. */
export const playShop = (shop: AnyShop, { remembers, isPerformed }: HowToPlay): Play => {
  const { timeZone } = shop
  const rules = shop.rules.map(prepared).sort(compareRules)
  const store = new MemoryStore(rules, timeZone, isPerformed)
  const base = emptyState(timeZone)
  let uses = new RuleUses(timeZone)
  let state = { ...base, uses, grants: new Grants(uses, { isStored: true }) }
  const played: Played[] = []
  const days = new DaysBetween(timeZone)

  const run = (entry: Entry, { lateMs, isStopped }: Pick<Happening, 'lateMs' | 'isStopped'>): void => {
    const matched: Played['matched'][number][] = []
    const circumstances: Circumstances = {
      currency: 'GBP',
      timeZone,
      policies: shop.policies,
      neverContact: shop.neverContact,
      isStopped,
      triggeredAt: entry.at + lateMs,
      onEvaluated: (rule, _entry, _facts, isMatched, customerId) => {
        if (isMatched) matched.push({ rule, customerId })
      },
    }
    const { decisions, undone } = step(state, entry, rules, circumstances)
    played.push({ entry, circumstances, matched, decisions, undone: structuredClone(undone) })
    store.write(state)
    if (remembers === 'everything') return
    if (remembers === 'nothing') {
      uses = store.uses()
      state = { ...state, uses, waiting: store.waiting(), crossings: store.crossings() }
    }
    state = { ...state, grants: store.grants(uses) }
  }

  for (const happening of shop.story) {
    for (const tick of days.before(happening.entry)) run(tick, { lateMs: 0, isStopped: false })
    run(withCode(happening, isPerformed ? store : undefined), happening)
  }
  return { played, grants: store.standing(), uses, codes: store.codes, rules }
}

/** The order names the code that its customer was given last. */
const withCode = ({ entry, uses }: Happening, store: MemoryStore | undefined): Entry => {
  if (entry.kind !== 'order' || uses === undefined || store === undefined) return entry
  const code = store.lastCodeOf(uses.isCopied ? undefined : entry.customerId)
  if (code === undefined) return entry
  // Shopify takes codes in any case.
  const discountCodes = [uses.amount === 0 ? code.toLowerCase() : code]
  return {
    ...entry,
    discountCodes,
    ...(uses.amount !== undefined && { discountTotal: uses.amount }),
  }
}

class MemoryStore {
  readonly #rules: readonly RunnableRule[]
  readonly #timeZone: string
  readonly #isPerformed: boolean
  readonly #grants = new Map<string, Grant>()
  readonly #codes: Grant[] = []
  readonly #waiting = new Map<string, WaitingTurn>()
  readonly #sides = new Map<string, { seed: string; inside: Set<string> }>()

  constructor(rules: readonly RunnableRule[], timeZone: string, isPerformed: boolean) {
    this.#rules = rules
    this.#timeZone = timeZone
    this.#isPerformed = isPerformed
  }

  write(state: { readonly grants: Grants; readonly waiting: Waiting; readonly crossings: Crossings }): void {
    const { given, changed } = state.grants.takeChanges()
    for (const grant of given) {
      if (this.#grants.has(grant.name)) throw new Error(`${grant.name} is given twice`)
      const held = this.#isPerformed ? this.#perform(grant) : structuredClone(grant)
      this.#grants.set(grant.name, held)
      if (held.code !== null) this.#codes.push(held)
    }
    for (const { name, state: became, amount, usedBy, settledAt } of changed) {
      const held = this.#grants.get(name)
      if (held === undefined) throw new Error(`${name} is not stored`)
      this.#grants.set(name, { ...held, state: became, amount, usedBy, settledAt })
    }
    const { waiting, over } = state.waiting.takeChanges()
    for (const { ruleId, customerId } of over) this.#waiting.delete(`${ruleId} ${customerId}`)
    for (const turn of waiting) this.#waiting.set(`${turn.ruleId} ${turn.customerId}`, turn)
    for (const { ruleId, seed, isNew, come, gone } of state.crossings.takeChanges()) {
      const inside = new Set(isNew ? [] : this.#sides.get(ruleId)?.inside)
      for (const id of come) inside.add(id)
      for (const id of gone) inside.delete(id)
      this.#sides.set(ruleId, { seed, inside })
    }
  }

  standing(): readonly Grant[] {
    return [...this.#grants.values()].filter(({ state }) => state === 'reserved' || state === 'booked')
  }

  grants(uses: RuleUses): Grants {
    const grants = new Grants(uses, { isStored: true })
    for (const grant of this.#grants.values()) if (grant.state !== 'released') grants.hold({ ...grant })
    return grants
  }

  uses(): RuleUses {
    const uses = new RuleUses(this.#timeZone)
    for (const rule of this.#rules.filter(isLimitedInAll))
      for (const grant of this.standing()) if (grant.ruleId === rule.id) uses.of(rule).add(grant)
    return uses
  }

  waiting(): Waiting {
    return Waiting.of([...this.#waiting.values()])
  }

  crossings(): Crossings {
    return Crossings.of(
      [...this.#sides].map(([ruleId, { seed, inside }]) => ({ ruleId, seed, inside: [...inside].sort() })),
    )
  }

  get codes(): ReadonlyMap<string, string> {
    return new Map(this.#codes.map(({ code, name }) => [code ?? '', name]))
  }

  lastCodeOf(customerId: string | null | undefined): string | undefined {
    return (
      this.#codes.findLast((grant) => customerId === undefined || grant.customerId === customerId)?.code ?? undefined
    )
  }

  /** About every other is done at once; the others never. */
  #perform(grant: Grant): Grant {
    const rule = this.#rules.find(({ id }) => id === grant.ruleId)
    if (grant.state !== 'reserved' || grant.name.length % 2 === 0 || !rule?.isHeld) return structuredClone(grant)
    const code = rule.costsMoney ? `CODE-${this.#grants.size}` : null
    return { ...structuredClone(grant), isHeld: true, code }
  }
}
