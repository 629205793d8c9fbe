import { DAY_MS } from '../rules/types.ts'

/** Whose turn comes when they have not heard from the shop for long enough. Moments are epoch milliseconds. */
export type Turn = {
  readonly orderId: string | null
  /** When the rule was first met. */
  readonly since: number
  readonly dueAt: number
}
export type WaitingTurn = Turn & { readonly ruleId: string; readonly customerId: string }
export type WaitingChanges = {
  readonly waiting: readonly WaitingTurn[]
  readonly over: readonly { readonly ruleId: string; readonly customerId: string }[]
}

/** What has waited this long is no longer worth saying. */
const LONGEST_WAIT_MS = 90 * DAY_MS

/** Customers who have heard enough, and wait for their turn with rules that say so: one turn with each rule. */
export class Waiting {
  readonly #turns = new Map<string, WaitingTurn>()
  readonly #changed = new Map<string, Pick<WaitingTurn, 'ruleId' | 'customerId'>>()

  static of(stored: readonly WaitingTurn[]): Waiting {
    const waiting = new Waiting()
    for (const turn of stored) waiting.#turns.set(nameOf(turn), turn)
    return waiting
  }

  /** Whoever waits already goes on waiting since then, and not for ever. */
  add(ruleId: string, customerId: string, turn: Turn): void {
    const name = nameOf({ ruleId, customerId })
    const since = this.#turns.get(name)?.since ?? turn.since
    this.#changed.set(name, { ruleId, customerId })
    if (turn.dueAt - since > LONGEST_WAIT_MS) this.#turns.delete(name)
    else this.#turns.set(name, { ruleId, customerId, ...turn, since })
  }

  end({ ruleId, customerId }: Pick<WaitingTurn, 'ruleId' | 'customerId'>): void {
    const name = nameOf({ ruleId, customerId })
    if (this.#turns.delete(name)) this.#changed.set(name, { ruleId, customerId })
  }

  /** Ends turns that somebody has had for too long, because their rule was paused, or nobody was there to look. */
  endOld(at: number): void {
    // A turn that is due at the very end is had on the day that begins next.
    const since = at - LONGEST_WAIT_MS - 2 * DAY_MS
    for (const turn of [...this.#turns.values()]) if (turn.since < since) this.end(turn)
  }

  isWaiting(turn: Pick<WaitingTurn, 'ruleId' | 'customerId'>): boolean {
    return this.#turns.has(nameOf(turn))
  }

  /** Those of a customer that an order brought about. */
  onOrder(customerId: string, orderId: string): readonly WaitingTurn[] {
    return [...this.#turns.values()].filter((turn) => turn.orderId === orderId && turn.customerId === customerId)
  }

  dueBy(at: number): readonly WaitingTurn[] {
    return [...this.#turns.values()].filter(({ dueAt }) => dueAt <= at)
  }

  /** What is to be stored, once. */
  takeChanges(): WaitingChanges {
    const changed = [...this.#changed]
    this.#changed.clear()
    return {
      waiting: changed.flatMap(([name]) => this.#turns.get(name) ?? []),
      over: changed.flatMap(([name, turn]) => (this.#turns.has(name) ? [] : [turn])),
    }
  }
}

const nameOf = ({ ruleId, customerId }: Pick<WaitingTurn, 'ruleId' | 'customerId'>): string => `${ruleId} ${customerId}`
