import { DAY_MS, type TickEntry } from '../ledger/entries.ts'
import { ticksAfter } from '../ledger/ticks.ts'
import { isNewDay } from './due-ticks.ts'
import type { Inbox } from './ports.ts'
import { tickDelivery } from './read-delivery.ts'

/** A shop with live rules that look at everybody once a day; `since` the first of them went live, epoch milliseconds. */
export type DailyShop = {
  readonly shop: string
  readonly timeZone: string
  readonly since: number
  /** The last day that began there. */
  readonly begunDay: string | null
}

/**
 * Puts the day that began last into the inbox of each shop whose rules wait for it: nothing else may come in there for
 * days. A day that stands there already, or that the lane has seen begin, is a repeat. Returns the shops that have a new one.
 */
export const beginDays = async (shops: readonly DailyShop[], now: number, inbox: Inbox): Promise<readonly string[]> => {
  const begun = shops.flatMap(({ shop, timeZone, since, begunDay }) => {
    const tick = latestTick(now, timeZone)
    return tick === undefined || tick.at < since || !isNewDay(tick, begunDay) ? [] : [tickDelivery(shop, tick, now)]
  })
  const news: string[] = []
  for (let from = 0; from < begun.length; from += AT_ONCE) {
    const some = begun.slice(from, from + AT_ONCE)
    const received = await inbox.insertMany(some)
    news.push(...some.flatMap(({ shop }, index) => (received[index] === 'stored' ? [shop] : [])))
  }
  return news
}

/** Rows of one statement. */
const AT_ONCE = 500

const latestTick = (now: number, timeZone: string): TickEntry | undefined => {
  let latest: TickEntry | undefined
  for (const tick of ticksAfter({ at: now - 2 * DAY_MS, kind: 'tick', id: '' }, timeZone)) {
    if (tick.at > now) return latest
    latest = tick
  }
  return latest
}
