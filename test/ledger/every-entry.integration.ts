import { existsSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readOrderFiles } from '../../app/engine/order-files.ts'
import { emptyState } from '../../app/engine/replay.ts'
import { step } from '../../app/engine/step.ts'
import type { Entry } from '../../app/ledger/entries.ts'
import type { Place, Ranking, ShopReader } from '../../app/ledger/shop-figures.ts'
import { nastyTrade } from '../demo/nasty-trade.ts'
import { type OrderFiles, together, writeTrade } from '../demo/order-files.ts'
import { NO_FILE, REAL_FILES } from '../demo/real-files.ts'
import { rhythmTrade } from '../demo/rhythm-trade.ts'
import { openFolder } from '../demo/run-demo.ts'
import type { Place as LedgerPlace } from '../facts/ledger-place.ts'
import { countedOrders, DAY, EVER, gapsOf, medianOf, spentSince } from '../facts/own-figures.ts'
import { type Customer, readStory, type Story } from '../facts/read-story.ts'

/** The shop's figures, moved on entry by entry, against the whole file counted anew at every single entry. */

test('on an invented file they are exact at every entry', async () => {
  await holdEveryEntry(writeTrade(openFolder(), together(nastyTrade(), rhythmTrade())))
})

test('on the orders of a real shop they are exact at every entry', async ({ skip }) => {
  if (!existsSync(REAL_FILES.orders)) return skip(NO_FILE)
  expect(await holdEveryEntry(REAL_FILES)).toBeGreaterThan(4_000)
})

const holdEveryEntry = async (files: OrderFiles): Promise<number> => {
  const story = readStory(files.orders, files.refunds)
  const { currency, entries } = await readOrderFiles(linesOf(files.orders), linesOf(files.refunds))
  const state = emptyState('UTC')
  const tally = new Tally(story)
  let counted: Counted | undefined
  let countedAt = Number.NaN
  for (const entry of entries) {
    step(state, entry, [], { currency, timeZone: 'UTC', triggeredAt: entry.at })
    // Being paid changes nothing that is counted, and in a file it takes no time.
    if (counted === undefined || entry.kind !== 'payment' || entry.at !== countedAt) counted = tally.at(placeOf(entry))
    countedAt = entry.at
    const said = figuresOf(state.figures, counted)

    // The matcher prints what differs; comparing thousands of shops by it would take minutes.
    if (!isDeepStrictEqual(said, counted)) expect([entry, said]).toEqual([entry, counted])
  }
  return entries.length
}

const linesOf = (file: string) => {
  const bytes = readFileSync(file)
  return { name: file, lines: (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n') }
}

const placeOf = ({ at, kind, id }: Entry): LedgerPlace => {
  if (kind === 'customer' || kind === 'tick') throw new Error('A file has no customers’ records')
  return { at, kind, id }
}

const RANKINGS = ['ever', 'year', 'recency', 'frequency'] as const satisfies readonly Ranking[]

type Counted = Omit<ShopReader, 'place'> & {
  /** Of every customer who is in no other list, and so has no place, too. */
  readonly places: Readonly<Record<string, readonly (Place | undefined)[]>>
}

/** What the app says, of the same customers. */
const figuresOf = (shop: ShopReader, { places }: Counted): Counted => ({
  places: Object.fromEntries(Object.keys(places).map((id) => [id, RANKINGS.map((ranking) => shop.place(ranking, id))])),
  customersCount: shop.customersCount,
  repeatCustomersCount: shop.repeatCustomersCount,
  ordersLast30Days: shop.ordersLast30Days,
  spentLast365Days: shop.spentLast365Days,
  largestSpentLast365Days: shop.largestSpentLast365Days,
  medianGapMs: shop.medianGapMs,
})

/** Counts everybody's own figures anew at each place, then everybody's place among all. */
class Tally {
  readonly #customers: readonly (readonly [id: string, customer: Customer])[]

  constructor(story: Story) {
    this.#customers = [...story.customers]
  }

  at(now: LedgerPlace): Counted {
    const [month, year] = [now.at - 30 * DAY, now.at - 365 * DAY]
    const everybody = this.#customers.map(([id, customer]) => {
      const orders = countedOrders(customer, now)
      const hasOrdered = orders.length > 0
      const ordersSince = (since: number) => orders.filter(({ placed }) => placed.at > since).length
      const spent365 = Number(spentSince(customer, now, year))
      return {
        id,
        orders: orders.length,
        ordersLast30Days: ordersSince(month),
        spent365,
        gaps: gapsOf(customer, now),
        values: [
          hasOrdered ? Number(spentSince(customer, now, EVER)) : undefined,
          ordersSince(year) > 0 ? spent365 : undefined,
          orders.at(-1)?.placed.at,
          hasOrdered ? orders.length : undefined,
        ],
      }
    })
    const rankings = RANKINGS.map((_, index) => everybody.flatMap(({ values }) => values[index] ?? []))
    return {
      places: Object.fromEntries(
        everybody.map(({ id, values }) => [id, values.map((own, index) => placeAmong(rankings[index] ?? [], own))]),
      ),
      customersCount: everybody.filter(({ orders }) => orders > 0).length,
      repeatCustomersCount: everybody.filter(({ orders }) => orders > 1).length,
      ordersLast30Days: everybody.reduce((total, own) => total + own.ordersLast30Days, 0),
      spentLast365Days: everybody.reduce((total, own) => total + own.spent365, 0),
      largestSpentLast365Days: rankings[1]?.length ? Math.max(...rankings[1]) : undefined,
      medianGapMs: medianOf(everybody.flatMap(({ gaps }) => gaps)),
    }
  }
}

const placeAmong = (values: readonly number[], own: number | undefined): Place | undefined => {
  if (own === undefined) return undefined
  let [ahead, behind] = [0, 0]
  for (const value of values) {
    if (value > own) ahead++
    if (value < own) behind++
  }
  return { ahead, behind, ranked: values.length }
}
