/** Customers by the moment of a movement, oldest first; a late one finds its place. */
export class LeavingQueue {
  #moments: number[] = []
  #customers: string[] = []
  #head = 0

  add(at: number, customerId: string): void {
    let index = this.#moments.length
    while (index > this.#head && (this.#moments[index - 1] ?? 0) > at) index--
    if (index === this.#moments.length) {
      this.#moments.push(at)
      this.#customers.push(customerId)
      return
    }
    this.#moments.splice(index, 0, at)
    this.#customers.splice(index, 0, customerId)
  }

  /** Takes out those up to and including `at`, one a movement. */
  *takeUntil(at: number): Generator<string> {
    while (this.#head < this.#moments.length && (this.#moments[this.#head] ?? 0) <= at) {
      const customerId = this.#customers[this.#head++]
      if (customerId !== undefined) yield customerId
    }
    if (this.#head > 4096 && this.#head * 2 > this.#moments.length) {
      this.#moments = this.#moments.slice(this.#head)
      this.#customers = this.#customers.slice(this.#head)
      this.#head = 0
    }
  }
}
