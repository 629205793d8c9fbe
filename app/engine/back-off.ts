const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 15 * 60_000

/** How long an effect rests that could not be done: ever longer, up to a quarter of an hour. */
export const backOffMs = (attempts: number): number => Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts)
