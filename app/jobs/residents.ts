import { messageOf } from '../errors.ts'
import type { Log } from '../log.ts'

export type Residents = {
  /** Has a shop worked now, or once more where it is being worked already. Never waits. */
  readonly wake: (shop: string) => void
  /** Resolves when nobody works any more. */
  readonly stop: () => Promise<void>
}

export type ResidentsOptions = {
  readonly name: string
  /** Works a shop as far as it can; answers the milliseconds until there is more to do, null when there is nothing. */
  readonly work: (shop: string) => Promise<number | null>
  /** How many shops are worked at once. One that waits for its next moment keeps no other from working. */
  readonly atOnce: number
  readonly log: Log
}

/** A longer wait is left to the sweep, which finds whatever is pending. */
const LONGEST_WAIT_MS = 60_000
const FIRST_RETRY_MS = 1_000

/** Works shops until nothing is left to do, each in one place of this process; a failure is tried again, ever later. */
export const createResidents = ({ name, work, atOnce, log }: ResidentsOptions): Residents => {
  const residents = new Map<string, Resident>()
  const inTurn = createGate(atOnce)
  let isStopping = false

  const live = async (shop: string, self: Resident): Promise<void> => {
    for (let failures = 0; !isStopping; ) {
      self.isRung = false
      let waitMs: number | null
      try {
        waitMs = await inTurn(() => (isStopping ? Promise.resolve(null) : work(shop)))
        failures = 0
      } catch (error) {
        log.error('a shop could not be worked', { work: name, shop, reason: messageOf(error) })
        waitMs = Math.min(LONGEST_WAIT_MS, FIRST_RETRY_MS * 2 ** failures++)
      }
      if (self.isRung) continue
      if (waitMs === null || waitMs > LONGEST_WAIT_MS) return
      await rest(self, waitMs)
    }
  }

  return {
    wake: (shop) => {
      const present = residents.get(shop)
      if (present !== undefined) return ring(present)
      if (isStopping) return
      const fresh: Resident = { isRung: false, wakeUp: () => {}, ended: Promise.resolve() }
      residents.set(shop, fresh)
      fresh.ended = live(shop, fresh).finally(() => residents.delete(shop))
    },
    stop: async () => {
      isStopping = true
      for (const resident of residents.values()) ring(resident)
      await Promise.all([...residents.values()].map(({ ended }) => ended))
    },
  }
}

type Resident = { isRung: boolean; wakeUp: () => void; ended: Promise<void> }

const ring = (resident: Resident): void => {
  resident.isRung = true
  resident.wakeUp()
}

/** Ends early when the resident is rung. */
const rest = (resident: Resident, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    resident.wakeUp = () => {
      clearTimeout(timer)
      resolve()
    }
  })

/** Lets so many run at once, the others in the order they came. */
const createGate = (atOnce: number) => {
  let free = atOnce
  const waiting: (() => void)[] = []
  return async <Result>(run: () => Promise<Result>): Promise<Result> => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await run()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }
}
