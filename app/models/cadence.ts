/** How often people buy. Moments in epoch milliseconds, gaps in days (24 hours, not rounded). */

/**
 * Median gap between a customer's counted orders, whose moments come oldest first; of an even number, the mean of the
 * middle two. Undefined below two gaps: one gap is no habit.
 */
export const medianGapDays = (moments: readonly number[]): number | undefined => {
  const gaps = moments.slice(1).map((at, before) => at - (moments[before] as number))
  gaps.sort((left, right) => left - right)
  return medianOf(gaps.length, (rank) => gaps[rank] as number)
}

/**
 * Days since the last order ÷ the usual gap: the customer's own, or the shop's where there is no own one. 1 = an order is due
 * about now. Undefined without either, and where the usual gap is 0.
 */
export const silenceRatio = (
  daysSinceLastOrder: number,
  ownGapDays: number | undefined,
  shopGapDays: number | undefined,
): number | undefined => {
  const usual = ownGapDays ?? shopGapDays
  return usual === undefined || usual === 0 ? undefined : daysSinceLastOrder / usual
}

/** All gaps of a shop, changed order by order in about √n; the median is exact at every moment. */
export class ShopCadence {
  readonly #runs: number[][] = []
  #size = 0

  /** An order counts from now on; `before` and `after` are the same customer's neighbouring counted orders. */
  insert(before: number | undefined, at: number, after: number | undefined): void {
    if (before !== undefined && after !== undefined) this.#remove(after - before)
    if (before !== undefined) this.#add(at - before)
    if (after !== undefined) this.#add(after - at)
  }

  /** An order counts no longer. */
  withdraw(before: number | undefined, at: number, after: number | undefined): void {
    if (before !== undefined) this.#remove(at - before)
    if (after !== undefined) this.#remove(after - at)
    if (before !== undefined && after !== undefined) this.#add(after - before)
  }

  /** Median of all gaps; undefined below two. */
  medianGapDays(): number | undefined {
    return medianOf(this.#size, (rank) => this.#at(rank))
  }

  #add(gap: number): void {
    const run = this.#runs[this.#runOf(gap)]
    this.#size++
    if (run === undefined) {
      this.#runs.push([gap])
      return
    }
    run.splice(placeIn(run, gap), 0, gap)
    if (run.length > LONGEST_RUN) this.#runs.splice(this.#runs.indexOf(run) + 1, 0, run.splice(run.length >> 1))
  }

  #remove(gap: number): void {
    const index = this.#runOf(gap)
    const run = this.#runs[index]
    const place = run === undefined ? 0 : placeIn(run, gap)
    // A median kept wrong must not go unnoticed.
    if (run?.[place] !== gap) throw new RangeError(`No two orders are ${gap} ms apart`)
    run.splice(place, 1)
    if (run.length === 0) this.#runs.splice(index, 1)
    this.#size--
  }

  /** The first run that reaches the gap, else the last. */
  #runOf(gap: number): number {
    const found = this.#runs.findIndex((run) => (run.at(-1) as number) >= gap)
    return found === -1 ? Math.max(0, this.#runs.length - 1) : found
  }

  #at(rank: number): number {
    let rest = rank
    for (const run of this.#runs) {
      if (rest < run.length) return run[rest] as number
      rest -= run.length
    }
    throw new RangeError(`No gap of rank ${rank}`)
  }
}

const DAY_MS = 86_400_000
const FEWEST_GAPS = 2
const LONGEST_RUN = 1024

/** Median in days of `size` gaps in milliseconds, given by rank. */
const medianOf = (size: number, at: (rank: number) => number): number | undefined => {
  if (size < FEWEST_GAPS) return undefined
  const middle = size >> 1
  return (size % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2) / DAY_MS
}

/** Where in a sorted run the first number not below the gap stands. */
const placeIn = (run: readonly number[], gap: number): number => {
  let low = 0
  let high = run.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((run[middle] as number) >= gap) high = middle
    else low = middle + 1
  }
  return low
}
