import { bitsOf, hasBit, isCount } from './bits.ts'
import { checksumOf } from './checksum.ts'

/**
 * What the server knew of one customer when it wrote it: [format, checksum, upTo, numberOfOrders, …30 truths a word]. Numbers up
 * to and including `upTo` were answered.
 */
export type Standing = readonly number[]

export type ReadStanding = {
  readonly upTo: number
  /** Shopify's own count at the time of writing. */
  readonly numberOfOrders: number
  /** False for a number that was not answered. */
  readonly holds: (number: number) => boolean
  /** The truths as they are kept, 30 a word. */
  readonly words: readonly number[]
}

const FORMAT = 1

export const packStanding = ({ upTo, numberOfOrders, holds }: Omit<ReadStanding, 'words'>): Standing => {
  const rest = [upTo, numberOfOrders, ...bitsOf(upTo, holds)]
  return [FORMAT, checksumOf(rest), ...rest]
}

/** Undefined for whatever no server of ours wrote, or what was damaged since; never thrown. */
export const readStanding = (value: unknown): ReadStanding | undefined => {
  if (!Array.isArray(value) || value[0] !== FORMAT) return undefined
  const [, checksum, ...rest] = value as readonly unknown[]
  const [upTo, numberOfOrders, ...words] = rest
  if (!isCount(upTo) || !isCount(numberOfOrders) || !words.every(isCount)) return undefined
  if (checksumOf(rest) !== checksum) return undefined
  return { upTo, numberOfOrders, words, holds: (number) => number <= upTo && hasBit(words, number) }
}
