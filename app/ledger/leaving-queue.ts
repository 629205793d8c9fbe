/** Things by the moment of a movement, oldest first; a late one finds its place. */
export class LeavingQueue<Item> {
  #moments: number[] = []
  #items: Item[] = []
  #head = 0

  add(at: number, item: Item): void {
    let index = this.#moments.length
    while (index > this.#head && (this.#moments[index - 1] ?? 0) > at) index--
    if (index === this.#moments.length) {
      this.#moments.push(at)
      this.#items.push(item)
      return
    }
    this.#moments.splice(index, 0, at)
    this.#items.splice(index, 0, item)
  }

  /** Takes out the next of those up to and including `at`, one a movement; undefined when there is none left. */
  takeUntil(at: number): Item | undefined {
    const head = this.#head
    if (head === this.#moments.length || (this.#moments[head] as number) > at) return undefined
    this.#head++
    const item = this.#items[head]
    if (this.#head > 4096 && this.#head * 2 > this.#moments.length) {
      this.#moments = this.#moments.slice(this.#head)
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }
}
