import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'

/** What a command may see of the world it was called from. */
export type Terminal = {
  /** Results, for the next program in a pipe. */
  readonly out: (text: string) => void
  /** Everything for the person in front of it. */
  readonly err: (text: string) => void
  /** Whether somebody watches stderr. */
  readonly isWatched: boolean
  /** The next line that the person types; undefined when nobody can. */
  readonly ask: (question: string) => Promise<string | undefined>
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number
}

/** The process's own. Writing to files and pipes is synchronous on Linux, so nothing piles up in memory. */
export const processTerminal = (): Terminal => {
  // Whoever reads us may stop early, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isWatched: process.stderr.isTTY === true,
    ask: async (question) => {
      if (process.stdin.isTTY !== true) return undefined
      const lines = createInterface({ input: process.stdin, output: process.stderr })
      try {
        return await Promise.race([lines.question(question), once(lines, 'close').then(() => undefined)])
      } finally {
        lines.close()
      }
    },
    now: () => performance.now(),
  }
}
