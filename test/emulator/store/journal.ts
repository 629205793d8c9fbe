import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** An append-only file of JSON lines: whatever was appended before a kill -9 is there afterwards. */
export type Journal<Row> = {
  /** What earlier runs left, oldest first. */
  readonly past: readonly Row[]
  readonly append: (row: Row) => void
  readonly close: () => void
}

export const openJournal = <Row>(dir: string | undefined, name: string): Journal<Row> => {
  if (dir === undefined) return { past: [], append: () => undefined, close: () => undefined }
  mkdirSync(dir, { recursive: true })
  const file = openSync(join(dir, name), 'a+')
  const bytes = readFileSync(file)
  // A line without its end was being written when the process died: nobody was told of it, so it never happened.
  const whole = bytes.lastIndexOf(0x0a) + 1
  if (whole < bytes.length) ftruncateSync(file, whole)
  const past = bytes
    .toString('utf8', 0, whole)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
  return {
    past,
    append: (row) => {
      writeSync(file, `${JSON.stringify(row)}\n`)
    },
    close: () => closeSync(file),
  }
}
