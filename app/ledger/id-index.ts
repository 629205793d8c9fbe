/** Finds the place of an id in a list of ids: an open-addressing table of places, a fraction of a Map's size. */
export class IdIndex {
  readonly #ids: readonly string[]
  /** Places count from 1 here; 0 is free. */
  readonly #table: Int32Array

  /** Of ids that stand once. */
  constructor(ids: readonly string[]) {
    this.#ids = ids
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(2 * ids.length + 2)))
    for (const [place, id] of ids.entries()) this.#table[this.#slotOf(id)] = place + 1
  }

  placeOf(id: string): number | undefined {
    const place = this.#table[this.#slotOf(id)] as number
    return place === 0 ? undefined : place - 1
  }

  /** Where the id stands, or would. */
  #slotOf(id: string): number {
    const most = this.#table.length - 1
    for (let slot = hashOf(id) & most; ; slot = (slot + 1) & most) {
      const place = this.#table[slot] as number
      if (place === 0 || this.#ids[place - 1] === id) return slot
    }
  }
}

/** FNV-1a over code units, its bits mixed once more (the end of MurmurHash3), for ids that differ in their last digit. */
const hashOf = (id: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
