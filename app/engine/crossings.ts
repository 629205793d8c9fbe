import type { ReadFact } from '../rules/compile.ts'
import { crosses, type SideOf } from '../rules/crossing.ts'
import type { TriggerSpec } from '../rules/types.ts'

/** What a rule that watches a group is made of, ready to run. */
export type Watch = {
  readonly turn: NonNullable<TriggerSpec['crossing']>
  readonly sideOf: SideOf
}
/** What a rule must begin with that looks at everybody once a day. */
export type Beginner = {
  readonly id: string
  /** The same as long as what it began with holds: another group, or going live anew, is another. */
  readonly beginsWith: string
  readonly watch?: Watch
}

/** What has changed since it was last asked for, to be stored. `come` and `gone` name customers. */
export type CrossingChange = {
  readonly ruleId: string
  /** Sides stored under another seed count no longer. */
  readonly seed: string
  readonly isNew: boolean
  readonly come: readonly string[]
  readonly gone: readonly string[]
}

export type StoredSides = { readonly ruleId: string; readonly seed: string; readonly inside: readonly string[] }

/**
 * Which rules that look at everybody have begun, and on which side of its group each customer last was, for those that watch
 * one. Only insiders are kept; everybody else is outside.
 */
export class Crossings {
  readonly #rules = new Map<string, Sides>()

  static of(stored: readonly StoredSides[]): Crossings {
    const crossings = new Crossings()
    for (const { ruleId, seed, inside } of stored) crossings.#rules.set(ruleId, newSides(seed, inside))
    return crossings
  }

  hasBegun({ id, beginsWith }: Beginner): boolean {
    return this.#rules.get(id)?.seed === beginsWith
  }

  /** Takes everybody's side as it is, so that a rule that goes live fires for nobody who was in its group already. */
  begin(
    { id, beginsWith, watch }: Beginner,
    customers: () => Iterable<readonly [customerId: string, read: ReadFact]>,
  ): void {
    const sides = { ...newSides(beginsWith, []), isNew: true }
    if (watch !== undefined) {
      for (const [customerId, read] of customers()) {
        if (watch.sideOf(read, undefined) === 'inside') come(sides, customerId)
      }
    }
    this.#rules.set(id, sides)
  }

  /** Notes where a customer stands now, and tells whether that is the step the rule waits for. */
  move({ id }: Beginner, watch: Watch, customerId: string, read: ReadFact): boolean {
    const sides = this.#rules.get(id)
    if (sides === undefined) throw new Error(`Rule ${id} was asked about a crossing before it began`)
    const last = sides.inside.has(customerId) ? 'inside' : 'outside'
    const now = watch.sideOf(read, last)
    if (now === last) return false
    if (now === 'inside') come(sides, customerId)
    else go(sides, customerId)
    return crosses(watch.turn, last, now)
  }

  /** Whether a customer is, after the last look, on the side that a rule waits for them to come to. */
  isThere({ id }: Beginner, { turn }: Watch, customerId: string): boolean {
    return (this.#rules.get(id)?.inside.has(customerId) ?? false) === (turn === 'enters')
  }

  /** Whether a customer who stands as `read` says is on the side that a rule waits for; nothing is noted. */
  wouldBeThere({ id }: Pick<Beginner, 'id'>, { turn, sideOf }: Watch, customerId: string, read: ReadFact): boolean {
    const last = this.#rules.get(id)?.inside.has(customerId) ? 'inside' : 'outside'
    return (sideOf(read, last) === 'inside') === (turn === 'enters')
  }

  /** Every rule begins once more: the past has changed under them, and none may fire for that. */
  beginAnew(): void {
    this.#rules.clear()
  }

  /** What is to be stored, once. */
  takeChanges(): CrossingChange[] {
    const changes: CrossingChange[] = []
    for (const [ruleId, sides] of this.#rules) {
      if (!sides.isNew && sides.come.size + sides.gone.size === 0) continue
      changes.push({
        ruleId,
        seed: sides.seed,
        isNew: sides.isNew,
        come: [...sides.come],
        gone: [...sides.gone],
      })
      sides.isNew = false
      sides.come.clear()
      sides.gone.clear()
    }
    return changes
  }
}

type Sides = {
  readonly seed: string
  readonly inside: Set<string>
  isNew: boolean
  readonly come: Set<string>
  readonly gone: Set<string>
}

const newSides = (seed: string, inside: Iterable<string>): Sides => ({
  seed,
  inside: new Set(inside),
  isNew: false,
  come: new Set(),
  gone: new Set(),
})

const come = (sides: Sides, customerId: string): void => {
  sides.inside.add(customerId)
  if (!sides.gone.delete(customerId)) sides.come.add(customerId)
}

const go = (sides: Sides, customerId: string): void => {
  sides.inside.delete(customerId)
  if (!sides.come.delete(customerId)) sides.gone.add(customerId)
}
