/** An octave, from a power of two to the next, has as many buckets as this; below two octaves of them a bucket is one wide. */
const BUCKETS = 8192
const ONE_WIDE = 2 * BUCKETS
const HALF = 2 ** 31

/**
 * Numbers in buckets of about an eight-thousandth of their size, whole ones up to 16,383 each in one of their own: a larger
 * number never lies in a lower bucket. For sizes below 2^62; NaN for NaN.
 */
export const bucketOf = (number: number): number => (number < 0 ? -1 - bucketOfSize(-number) : bucketOfSize(number))

const bucketOfSize = (size: number): number => {
  if (!(size >= ONE_WIDE)) return Math.floor(size)
  const binaryDigits = size < HALF ? 31 - Math.clz32(size) : 62 - Math.clz32(size / HALF)
  const halvings = binaryDigits - 13
  return halvings * BUCKETS + (size < HALF ? size >> halvings : Math.floor(size / 2 ** halvings))
}
