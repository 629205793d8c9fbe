/** What Shopify does wrong on demand. */
type Failure =
  /** Nothing is done; the answer is a server error. */
  | { readonly kind: 'server error'; readonly status: 500 | 502 | 503 }
  /** Nothing is done; as if the shop's points were used up. */
  | { readonly kind: 'throttled' }
  /** Everything is done, the answer comes late. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Everything is done, and the answer is held until `release()`, or for `ms`. */
  | { readonly kind: 'done, answer held'; readonly ms?: number }
  /** Everything is done, and the connection breaks before the answer. */
  | { readonly kind: 'done, connection lost' }

export type Failures = {
  /**
   * The next `times` (1) calls of an operation meet this failure. It is named by the operation's name or a root field
   * ('tagsAdd'), by 'token exchange' or 'token refresh', or '*' for whatever comes.
   */
  readonly next: (operation: string, failure: Failure, times?: number) => PlannedFailure
  readonly clear: () => void
}

type PlannedFailure = {
  /** Resolves when the first call has met it: whatever is done is done by then. */
  readonly met: Promise<void>
  readonly timesMet: () => number
  /** Lets held answers go. */
  readonly release: () => void
}

export type MetFailure = {
  readonly failure: Failure
  /** To be called when the work is done (or refused), before the answer. */
  readonly meet: () => void
  readonly released: Promise<void>
}

export type FailurePlan = Failures & {
  /** Uses up one planned failure of any of these names. */
  readonly claim: (names: readonly string[]) => MetFailure | null
}

type Planned = {
  readonly operation: string
  readonly failure: Failure
  left: number
  met: number
  readonly firstMet: PromiseWithResolvers<void>
  readonly release: PromiseWithResolvers<void>
}

export const createFailures = (): FailurePlan => {
  let plan: Planned[] = []
  return {
    next: (operation, failure, times = 1) => {
      const planned: Planned = {
        operation,
        failure,
        left: times,
        met: 0,
        firstMet: Promise.withResolvers(),
        release: Promise.withResolvers(),
      }
      plan.push(planned)
      return { met: planned.firstMet.promise, timesMet: () => planned.met, release: () => planned.release.resolve() }
    },
    clear: () => {
      for (const { release } of plan) release.resolve()
      plan = []
    },
    claim: (names) => {
      const planned = plan.find(({ operation, left }) => left > 0 && (operation === '*' || names.includes(operation)))
      if (!planned) return null
      planned.left--
      return {
        failure: planned.failure,
        meet: () => {
          planned.met++
          planned.firstMet.resolve()
        },
        released: planned.release.promise,
      }
    },
  }
}
