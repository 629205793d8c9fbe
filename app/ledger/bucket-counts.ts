/** How many stand in each of many buckets, and in all below one: a Fenwick tree, which takes a step a binary digit. */
export class BucketCounts {
  readonly #nodes: Int32Array
  #total = 0

  constructor(buckets: number) {
    this.#nodes = new Int32Array(buckets + 1)
  }

  get total(): number {
    return this.#total
  }

  add(bucket: number, change: 1 | -1): void {
    const nodes = this.#nodes
    this.#total += change
    for (let node = bucket + 1; node < nodes.length; node += node & -node)
      nodes[node] = (nodes[node] as number) + change
  }

  below(bucket: number): number {
    const nodes = this.#nodes
    let below = 0
    for (let node = bucket; node > 0; node -= node & -node) below += nodes[node] as number
    return below
  }

  /** The last bucket in which somebody stands; any when nobody does. */
  get highest(): number {
    const nodes = this.#nodes
    let bucket = 0
    let left = this.#total
    for (let step = 1 << (31 - Math.clz32(nodes.length)); step > 0; step >>= 1) {
      const count = nodes[bucket + step]
      if (count === undefined || count >= left) continue
      bucket += step
      left -= count
    }
    return bucket
  }
}
