/** Whole numbers from 0 up to and without `n` (at most 2^32), each as likely as the others. */
export type DrawBelow = (n: number) => number

/**
 * xoshiro128** (Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators"), its state filled from the seed by
 * the mixing function of MurmurHash3: the same numbers for the same seed on every machine, 2^128 − 1 of them.
 */
export const createDraw = (seed: number): DrawBelow => {
  let [a, b, c, d] = [mix(4 * seed), mix(4 * seed + 1), mix(4 * seed + 2), mix(4 * seed + 3) | 1]
  return (n) => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return Math.floor((scrambled / 2 ** 32) * n)
  }
}

const rotate = (bits: number, by: number): number => (bits << by) | (bits >>> (32 - by))

const mix = (seed: number): number => {
  let mixed = Math.imul(seed + 1, 0x9e3779b9)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
