/** As many as stay whole numbers in every engine's short way of keeping them. */
const BITS_A_WORD = 30

/** The truth of the numbers 0 to `upTo`, 30 a word. */
export const bitsOf = (upTo: number, holds: (number: number) => boolean): readonly number[] => {
  const words: number[] = []
  for (let number = 0; number <= upTo; number++) {
    const word = Math.floor(number / BITS_A_WORD)
    words[word] = (words[word] ?? 0) | (holds(number) ? 1 << (number % BITS_A_WORD) : 0)
  }
  return words
}

export const hasBit = (words: readonly number[], number: number): boolean =>
  (((words[(number / BITS_A_WORD) | 0] ?? 0) >> (number % BITS_A_WORD)) & 1) === 1

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
