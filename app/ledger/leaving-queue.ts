/** Customers by the moment of a movement, oldest first; a late one finds its place. */
export class LeavingQueue {
  #moments: number[] = []
  #customers: number[] = []
  #head = 0

  add(at: number, customer: number): void {
    let index = this.#moments.length
    while (index > this.#head && (this.#moments[index - 1] ?? 0) > at) index--
    if (index === this.#moments.length) {
      this.#moments.push(at)
      this.#customers.push(customer)
      return
    }
    this.#moments.splice(index, 0, at)
    this.#customers.splice(index, 0, customer)
  }

  /** Takes out the next of those up to and including `at`, one a movement; undefined when there is none left. */
  takeUntil(at: number): number | undefined {
    const head = this.#head
    if (head === this.#moments.length || (this.#moments[head] as number) > at) return undefined
    this.#head++
    const customer = this.#customers[head]
    if (this.#head > 4096 && this.#head * 2 > this.#moments.length) {
      this.#moments = this.#moments.slice(this.#head)
      this.#customers = this.#customers.slice(this.#head)
      this.#head = 0
    }
    return customer
  }
}
