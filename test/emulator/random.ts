/** Random numbers that come out the same for the same seed on every machine. */
export type Random = {
  /** In [0, 1). */
  readonly unit: () => number
  readonly below: (n: number) => number
  readonly chance: (p: number) => boolean
  readonly pick: <T>(items: readonly T[]) => T
  readonly exponential: (rate: number) => number
  readonly gamma: (shape: number, scale: number) => number
  readonly beta: (a: number, b: number) => number
  readonly shuffle: <T>(items: readonly T[]) => T[]
}

/** `path` names the use, so that one use drawing more numbers leaves the others alone. */
export const createRandom = (seed: number, ...path: readonly (string | number)[]): Random => {
  const unit = mulberry32(hash([seed, ...path].join('/')))

  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())

  // Marsaglia and Tsang (2000); below shape 1 by the usual boost.
  const gamma = (shape: number, scale: number): number => {
    if (shape < 1) return gamma(shape + 1, scale) * (1 - unit()) ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale
    }
  }

  const below = (n: number) => Math.floor(unit() * n)

  return {
    unit,
    below,
    chance: (p) => unit() < p,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    exponential: (rate) => -Math.log(1 - unit()) / rate,
    gamma,
    beta: (a, b) => {
      const x = gamma(a, 1)
      return x / (x + gamma(b, 1))
    },
    shuffle: (items) => {
      const shuffled = [...items]
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = below(last + 1)
        const held = shuffled[last] as (typeof items)[number]
        shuffled[last] = shuffled[other] as (typeof items)[number]
        shuffled[other] = held
      }
      return shuffled
    },
  }
}

const mulberry32 = (start: number): (() => number) => {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

// FNV-1a
const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}
