import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ShopOffer } from '../../app/engine/offers-file.ts'
import { type NamedLines, type ReadOrderFiles, readOrderFiles } from '../../app/engine/order-files.ts'
import { type ParityReport, parity } from '../../app/engine/parity.ts'
import { parityOfferOf } from '../../app/engine/parity-segments.ts'
import type { Entry, OrderEntry } from '../../app/ledger/entries.ts'
import { compareKeys } from '../../app/ledger/ledger-order.ts'
import { DEFAULT_POLICIES } from '../../app/rules/policies.ts'
import { readSegment } from '../../app/rules/segment-query.ts'
import { DAY_MS } from '../../app/rules/types.ts'
import { ordinaryTrade } from '../demo/ordinary-trade.ts'
import { NO_FILE, REAL_FILES } from '../demo/real-files.ts'

const segment = (text: string) => {
  const read = readSegment(text)
  if (!read.valid) throw new Error(read.message)
  return { text, query: read.query }
}

/** Ten per cent for whoever never ordered, but for what a test says. */
const offer = ({
  for: query = 'number_of_orders = 0',
  ...given
}: Partial<ShopOffer> & { readonly for?: string } = {}) => ({
  id: query,
  title: query,
  method: 'automatic' as const,
  codes: [],
  worth: { percent: 10 },
  minimum: 0,
  oncePerCustomer: false,
  segment: segment(query),
  startsAt: 0,
  ...given,
})

const guard = (
  entries: Iterable<Entry>,
  offers: readonly ShopOffer[],
  { asOf, regularAbove = 3 }: { readonly asOf: number; readonly regularAbove?: number },
): ParityReport =>
  parity(
    entries,
    offers.map((each) => parityOfferOf(each, { currency: 'GBP', timeZone: 'UTC', asOf })),
    { timeZone: 'UTC', asOf, policies: { ...DEFAULT_POLICIES, regularAbove } },
  )

// The same by hand: every order looked at anew, with all that came before it, and nothing kept in between.

type Known = { readonly orders: number; readonly first: number | undefined; readonly last: number | undefined }
type Plain = {
  readonly offer: ShopOffer
  /** Of days since 1970. */
  readonly meets: (known: Known, today: number) => boolean
}

const dayOf = (at: number) => Math.floor(at / DAY_MS)

const PLAIN: readonly Plain[] = [
  { offer: offer(), meets: ({ orders }) => orders === 0 },
  {
    offer: offer({ for: 'number_of_orders < 6', minimum: 5000, worth: { amount: 750 } }),
    meets: ({ orders }) => orders < 6,
  },
  {
    offer: offer({ for: 'number_of_orders < 2 OR last_order_date <= -60d', oncePerCustomer: true }),
    meets: ({ orders, last }, today) => orders < 2 || (last !== undefined && dayOf(last) <= today - 60),
  },
  {
    offer: offer({ for: 'first_order_date IS NULL OR first_order_date > -4w', worth: { percent: 12.5 } }),
    meets: ({ first }, today) => first === undefined || dayOf(first) > today - 28,
  },
]

const byHand = (
  entries: readonly Entry[],
  { offer: { worth, minimum, oncePerCustomer }, meets }: Plain,
  asOf: number,
) => {
  const past = entries.filter(({ at }) => at <= asOf)
  const orders = past.filter((entry) => entry.kind === 'order')
  const calledOff = new Map(
    past.flatMap((entry) => (entry.kind === 'cancellation' ? [[entry.id, entry] as const] : [])),
  )
  const refunds = Map.groupBy(
    past.filter((entry) => entry.kind === 'refund'),
    ({ orderId }) => orderId,
  )
  const ofCustomer = Map.groupBy(orders, ({ customerId }) => customerId)
  const knownBefore = (moment: Entry, customerId: string | null) => {
    const isBefore = (entry: Entry | undefined) => entry !== undefined && compareKeys(entry, moment) < 0
    const counted = (ofCustomer.get(customerId) ?? []).filter(
      (order) => order.counts && isBefore(order) && !isBefore(calledOff.get(order.id)),
    )
    const backOf = ({ id }: OrderEntry) =>
      (refunds.get(id) ?? []).filter(isBefore).reduce((sum, { amount }) => sum + amount, 0)
    const kept = counted.filter((order) => backOf(order) < order.total).length
    return { kept, known: { orders: counted.length, first: counted[0]?.at, last: counted.at(-1)?.at } }
  }
  const nobody: Known = { orders: 0, first: undefined, last: undefined }
  const regulars = new Set<string>()
  const had = new Set<string>()
  const missed = new Map<string, number[]>()
  const stand = (entry: Entry, customerId: string, known: Known, subtotal: number | undefined) => {
    const today = dayOf(entry.at)
    if (meets(known, today)) had.add(customerId)
    else if (meets(nobody, today)) {
      const costs = missed.get(customerId) ?? []
      missed.set(customerId, costs)
      if (subtotal !== undefined && subtotal >= minimum)
        costs.push(
          'percent' in worth
            ? Math.round((subtotal * worth.percent) / 100)
            : 'amount' in worth
              ? Math.min(worth.amount, subtotal)
              : 0,
        )
    }
  }
  for (const order of orders) {
    if (order.customerId === null || !order.counts || calledOff.has(order.id) || order.at <= asOf - 365 * DAY_MS)
      continue
    const { kept, known } = knownBefore(order, order.customerId)
    if (kept <= 3) continue
    regulars.add(order.customerId)
    stand(order, order.customerId, known, Math.max(0, order.subtotal ?? order.total))
  }
  const end: Entry = { kind: 'tick', id: '9999', at: asOf }
  for (const id of regulars) {
    const { kept, known } = knownBefore(end, id)
    if (kept > 3) stand(end, id, known, undefined)
  }
  const shutOut = [...missed.keys()].filter((id) => !(oncePerCustomer && had.has(id)))
  const cost = shutOut
    .flatMap((id) => (oncePerCustomer ? (missed.get(id)?.slice(0, 1) ?? []) : (missed.get(id) ?? [])))
    .reduce((sum, each) => sum + each, 0)
  return { regulars: regulars.size, shutOut: shutOut.sort(), cost }
}

const found = ({ regulars, offers }: ParityReport) =>
  offers.map(({ shutOut, cost }) => ({ regulars, shutOut: [...shutOut].sort(), cost }))

const linesOf = (rows: readonly unknown[]): NamedLines => ({
  name: 'rows',
  lines: rows.map((row) => JSON.stringify(row)),
})

const TRADE = ordinaryTrade({ orders: 1200, customers: 150, from: '2024-09-01T00:00:00Z', days: 600 })
const readTrade = (): Promise<ReadOrderFiles> => readOrderFiles(linesOf(TRADE.orders), linesOf(TRADE.refunds))
const END = Date.parse('2026-04-01T00:00:00Z')

describe('whom offers shut out and what including them would have cost is the same by hand', () => {
  test.each(['2025-03-01', '2025-09-15', '2026-04-01', '2026-12-01'])('as of %s, on a trade', async (day) => {
    const { entries } = await readTrade()
    const asOf = Date.parse(day)
    const report = guard(
      entries,
      PLAIN.map((each) => each.offer),
      { asOf },
    )

    const expected = PLAIN.map((plain) => byHand([...entries], plain, asOf))
    expect(found(report)).toEqual(expected)
    if (day === '2026-04-01')
      for (const { shutOut, cost } of expected) expect([shutOut.length > 0, cost > 0]).toEqual([true, true])
  })

  test.skipIf(!existsSync(REAL_FILES.orders))(`on real orders (${NO_FILE})`, async () => {
    const [orders, refunds] = [REAL_FILES.orders, REAL_FILES.refunds].map((file) => ({
      name: file,
      lines: gunzipSync(readFileSync(file)).toString().split('\n'),
    }))
    const { entries } = await readOrderFiles(orders ?? linesOf([]), refunds)
    const asOf = entries.at(-1)?.at ?? 0

    const report = guard(
      entries,
      PLAIN.map((each) => each.offer),
      { asOf },
    )

    expect(report.regulars).toBeGreaterThan(50)
    expect(found(report)).toEqual(PLAIN.map((plain) => byHand([...entries], plain, asOf)))
  })
})

describe('what is said of an offer', () => {
  test('stays the same whatever stands beside it', async () => {
    const { entries } = await readTrade()
    const offers = PLAIN.map((each) => each.offer)
    const together = guard(entries, offers, { asOf: END }).offers.map(({ offer: _, ...line }) => line)

    const alone = offers.map((each) => guard(entries, [each], { asOf: END }).offers[0])

    expect(alone.map((line) => ({ ...line, offer: undefined }))).toEqual(
      together.map((line) => ({ ...line, offer: undefined })),
    )
  })

  test('never costs less where more customers are regulars', async () => {
    const { entries } = await readTrade()
    const offers = PLAIN.map((each) => each.offer).filter(({ oncePerCustomer }) => !oncePerCustomer)
    const costs = [8, 5, 3, 2, 1, 0].map((regularAbove) =>
      guard(entries, offers, { asOf: END, regularAbove }).offers.map(({ cost }) => cost),
    )

    costs.slice(1).forEach((more, step) => {
      for (const [index, cost] of more.entries()) expect(cost).toBeGreaterThanOrEqual(costs[step]?.[index] ?? 0)
    })
  })

  test('never costs less where more customers come', async () => {
    const all = [...(await readTrade()).entries]
    const idOf = new Map(
      all.flatMap((entry) => (entry.kind === 'order' ? [[entry.id, entry.customerId] as const] : [])),
    )
    const whose = (entry: Entry) =>
      'customerId' in entry ? entry.customerId : idOf.get(entry.kind === 'refund' ? entry.orderId : entry.id)
    const some = all.filter((entry) => Number(whose(entry)) % 2 === 0)
    const offers = PLAIN.map((each) => each.offer)

    const [few, many] = [some, all].map((entries) => guard(entries, offers, { asOf: END }).offers)

    few?.forEach(({ cost, shutOut }, index) => {
      expect(many?.[index]?.cost).toBeGreaterThanOrEqual(cost)
      expect(many?.[index]?.shutOut).toEqual(expect.arrayContaining([...shutOut]))
    })
  })
})
