import type { Limits } from '../rules/types.ts'
import { periodOf } from './budget-period.ts'
import type { Grant } from './grants.ts'
import type { RunnableRule } from './prepare-rule.ts'

/** What a whole rule has given: how often in all, and how much of its budget. */
export class RuleUse {
  readonly #per: NonNullable<Limits['budget']>['per']
  readonly #timeZone: string
  readonly #periods = new Map<string, PeriodUse>()
  /** By the grant's name: for codes that may lapse. */
  readonly #reservations = new Map<string, Reservation>()
  #times = 0

  constructor({ budget }: Limits, timeZone: string) {
    this.#per = budget?.per
    this.#timeZone = timeZone
  }

  get times(): number {
    return this.#times
  }

  /** What is reserved and booked of the budget of the period that `at` lies in, as of then: moments may be asked about in any order. */
  spentAt(at: number): number {
    return this.#periodOf(at).spentAt(at)
  }

  /** A standing grant: reserved, or booked already. */
  add({ name, at, amount, beside, expiresAt, state }: Grant): void {
    this.#times++
    const period = this.#periodOf(at)
    const mayLapse = state === 'reserved' && expiresAt !== null && amount > beside
    period.spend(mayLapse ? beside : amount)
    if (mayLapse) this.#reservations.set(name, period.reserve(amount - beside, expiresAt))
  }

  /** Gives the use back. */
  remove(grant: Grant): void {
    this.#times--
    this.#settle(grant, 0)
  }

  /** From now on it has cost what it really cost. */
  book(grant: Grant, amount: number): void {
    this.#settle(grant, amount)
  }

  #settle({ name, at, amount: before, beside }: Grant, amount: number): void {
    const period = this.#periodOf(at)
    const reservation = this.#reservations.get(name)
    this.#reservations.delete(name)
    if (reservation !== undefined) period.end(reservation)
    period.spend(amount - (reservation === undefined ? before : beside))
  }

  #periodOf(at: number): PeriodUse {
    const name = periodOf(this.#per, at, this.#timeZone)
    const period = this.#periods.get(name) ?? new PeriodUse()
    this.#periods.set(name, period)
    return period
  }
}

/** Minor units that come back when the code lapses for which they are kept. */
type Reservation = { readonly expiresAt: number; amount: number; hasLapsed: boolean }

class PeriodUse {
  /** Less what had lapsed by the moment that was last asked about. */
  #spent = 0
  /** Soonest first. */
  readonly #reservations: Reservation[] = []
  /** How many of them had lapsed. */
  #lapsed = 0

  spentAt(at: number): number {
    for (let next = this.#reservations[this.#lapsed]; next && next.expiresAt <= at; ) {
      next.hasLapsed = true
      this.#spent -= next.amount
      next = this.#reservations[++this.#lapsed]
    }
    for (let last = this.#reservations[this.#lapsed - 1]; last && last.expiresAt > at; ) {
      last.hasLapsed = false
      this.#spent += last.amount
      last = this.#reservations[--this.#lapsed - 1]
    }
    return this.#spent
  }

  spend(amount: number): void {
    this.#spent += amount
  }

  /** Codes of one rule are good for the same time, so nearly always it goes to the end. */
  reserve(amount: number, expiresAt: number): Reservation {
    let index = this.#reservations.length
    while (index > 0 && (this.#reservations[index - 1]?.expiresAt ?? 0) > expiresAt) index--
    const hasLapsed = index < this.#lapsed
    const reservation = { expiresAt, amount, hasLapsed }
    this.#reservations.splice(index, 0, reservation)
    if (hasLapsed) this.#lapsed++
    else this.#spent += amount
    return reservation
  }

  end(reservation: Reservation): void {
    if (!reservation.hasLapsed) this.#spent -= reservation.amount
    reservation.amount = 0
  }
}

/** The use of the rules that are limited as a whole. */
export class RuleUses {
  readonly #timeZone: string
  readonly #uses = new Map<string, { readonly written: string; readonly use: RuleUse }>()

  constructor(timeZone: string) {
    this.#timeZone = timeZone
  }

  /** Of a rule that has a limit in all; made when it is first asked for, and anew where its budget has other periods. */
  of({ id, limits }: Pick<RunnableRule, 'id' | 'limits'>): RuleUse {
    const held = this.#uses.get(id)
    if (held?.written === writtenOf(limits)) return held.use
    const use = new RuleUse(limits, this.#timeZone)
    this.#uses.set(id, { written: writtenOf(limits), use })
    return use
  }

  /** Whether what a rule has given so far is in here. */
  knows({ id, limits }: Pick<RunnableRule, 'id' | 'limits'>): boolean {
    return this.#uses.get(id)?.written === writtenOf(limits)
  }

  find(ruleId: string): RuleUse | undefined {
    return this.#uses.get(ruleId)?.use
  }
}

const writtenOf = ({ budget }: Limits): string => budget?.per ?? ''

/** Whether what it gives to one counts for the others. */
export const isLimitedInAll = ({ limits }: Pick<RunnableRule, 'limits'>): boolean =>
  limits.total !== undefined || limits.budget !== undefined
