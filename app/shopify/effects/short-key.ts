import { createHash } from 'node:crypto'

/** An effect's key in a form that fits a tag or the end of a line; the same key gives the same twelve characters. */
export const shortKeyOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 12)
