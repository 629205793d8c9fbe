/**
 * Whether somebody wrote on the order. Lines that this app wrote end with their effect's key and do not count: else a rule
 * that writes one would change what the next rule sees, sooner or later as the copies of the order arrive. The text itself
 * is not kept.
 */
export const hasPersonsNote = (note: string | null | undefined): boolean =>
  (note ?? '').split('\n').some((line) => line.trim() !== '' && !OWN_LINE.test(line))

const OWN_LINE = /\[[0-9a-f]{12}\]\s*$/
