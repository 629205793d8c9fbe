import type { Terminal } from './terminal.ts'

export type Progress = {
  /** Call as often as you like. `of` is how much there is in all. */
  readonly show: (done: number, of: number) => void
  /** Clears the bar. */
  readonly end: () => void
}

/** Work that is over sooner needs no bar. */
const PATIENCE_MS = 1_000
const REDRAW_MS = 100
const WIDTH = 30

/** A bar on stderr for work that takes over a second, where somebody watches. */
export const startProgress = ({ isWatched, err, now }: Terminal, what: string): Progress => {
  const startedAt = now()
  let drawnAt: number | undefined
  return {
    show: (done, of) => {
      if (!isWatched) return
      const at = now()
      if (at - (drawnAt ?? startedAt) < (drawnAt === undefined ? PATIENCE_MS : REDRAW_MS)) return
      drawnAt = at
      const share = of > 0 ? Math.min(1, done / of) : 0
      const filled = Math.round(share * WIDTH)
      err(`\r\u001b[K${what} [${'#'.repeat(filled)}${' '.repeat(WIDTH - filled)}] ${Math.floor(share * 100)}%`)
    },
    end: () => {
      if (drawnAt !== undefined) err('\r\u001b[K')
      drawnAt = undefined
    },
  }
}
