/** Numbers whose median is known exactly, changed one by one in about √n: runs of sorted numbers, split when they grow long. */
export class SortedNumbers {
  #runs: number[][] = [[]]
  #size = 0

  static of(values: readonly number[]): SortedNumbers {
    const sorted = Float64Array.from(values).sort()
    const numbers = new SortedNumbers()
    numbers.#size = sorted.length
    const runs: number[][] = []
    for (let start = 0; start < sorted.length; start += LONGEST_RUN / 2) {
      runs.push([...sorted.subarray(start, start + LONGEST_RUN / 2)])
    }
    if (runs.length > 0) numbers.#runs = runs
    return numbers
  }

  get size(): number {
    return this.#size
  }

  add(value: number): void {
    const at = this.#runAt(value)
    const run = this.#run(at)
    run.splice(lowerBound(run, value), 0, value)
    this.#size++
    if (run.length > LONGEST_RUN) this.#runs.splice(at + 1, 0, run.splice(run.length >> 1))
  }

  /** Throws when the value is not there: a rank kept wrong must not go unnoticed. */
  remove(value: number): void {
    const at = this.#runAt(value)
    const run = this.#run(at)
    const index = lowerBound(run, value)
    if (run[index] !== value) throw new RangeError(`${value} is not among the sorted numbers`)
    run.splice(index, 1)
    this.#size--
    if (run.length === 0 && this.#runs.length > 1) this.#runs.splice(at, 1)
  }

  /** Mean of the middle two for an even count; undefined when there are none. */
  get median(): number | undefined {
    const [low, high] = [this.#at((this.#size - 1) >> 1), this.#at(this.#size >> 1)]
    return low === undefined || high === undefined ? undefined : (low + high) / 2
  }

  #at(index: number): number | undefined {
    let left = index
    for (const run of this.#runs) {
      if (left < run.length) return run[left]
      left -= run.length
    }
    return undefined
  }

  /** The first run whose last number reaches the value, else the last run. */
  #runAt(value: number): number {
    let low = 0
    let high = this.#runs.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      const last = this.#run(middle).at(-1)
      if (last === undefined || last < value) low = middle + 1
      else high = middle
    }
    return low
  }

  #run(at: number): number[] {
    const run = this.#runs[at]
    if (run === undefined) throw new RangeError(`No run ${at}`)
    return run
  }
}

const LONGEST_RUN = 1024

const lowerBound = (run: readonly number[], value: number): number => {
  let low = 0
  let high = run.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((run[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
