import fc from 'fast-check'
import { expect, test } from 'vitest'
import { medianGapDays, ShopCadence, silenceRatio } from '../../app/models/cadence.ts'

const DAY_MS = 86_400_000

test.each([
  { days: [], is: undefined },
  { days: [0], is: undefined },
  { days: [0, 10], is: undefined },
  { days: [0, 10, 30], is: 15 },
  { days: [0, 10, 30, 33], is: 10 },
  { days: [0, 0, 0], is: 0 },
  { days: [0, 0.5, 2], is: 1 },
  { days: [0, 3650, 7300], is: 3650 },
])('orders on days $days: median gap $is', ({ days, is }) => {
  expect(medianGapDays(days.map((day) => day * DAY_MS))).toBe(is)
})

test.each([
  { days: 30, own: 10, shop: 40, is: 3 },
  { days: 30, own: undefined, shop: 40, is: 0.75 },
  { days: 30, own: undefined, shop: undefined, is: undefined },
  { days: 30, own: 0, shop: 40, is: undefined },
])('$days days of silence against a gap of $own, or $shop in the shop: $is', ({ days, own, shop, is }) => {
  expect(silenceRatio(days, own, shop)).toBe(is)
})

test("the shop's median gap stays that of all gaps, whatever orders come, come late and are called off", () => {
  const change = fc.record({
    customer: fc.integer({ min: 0, max: 4 }),
    at: fc.integer({ min: 0, max: 60 }).map((at) => at * 1_000_000),
    isWithdrawn: fc.boolean(),
  })

  fc.assert(
    fc.property(fc.array(change, { maxLength: 120 }), (changes) => {
      const cadence = new ShopCadence()
      const orders = new Map<number, number[]>()
      for (const { customer, at, isWithdrawn } of changes) {
        const moments = orders.get(customer) ?? []
        orders.set(customer, moments)
        const place = isWithdrawn ? moments.indexOf(at) : moments.filter((other) => other <= at).length
        if (place === -1) continue
        if (isWithdrawn) {
          cadence.withdraw(moments[place - 1], at, moments[place + 1])
          moments.splice(place, 1)
        } else {
          cadence.insert(moments[place - 1], at, moments[place])
          moments.splice(place, 0, at)
        }

        const gaps = [...orders.values()]
          .flatMap((all) => all.slice(1).map((moment, before) => moment - (all[before] ?? 0)))
          .sort((left, right) => left - right)
        const upper = gaps[gaps.length >> 1] ?? 0
        const lower = gaps[(gaps.length - 1) >> 1] ?? 0
        expect(cadence.medianGapDays()).toBe(gaps.length < 2 ? undefined : (lower + upper) / 2 / DAY_MS)
      }
    }),
    { numRuns: 200 },
  )
})

test('fifty thousand gaps keep an exact median', () => {
  const cadence = new ShopCadence()
  const gaps = Array.from({ length: 50_001 }, (_, i) => ((i * 7919) % 50_001) * 1000)

  for (const gap of gaps) cadence.insert(0, gap, undefined)

  expect(cadence.medianGapDays()).toBe((25_000 * 1000) / DAY_MS)
})

test('taking back an order that never counted is noticed', () => {
  expect(() => new ShopCadence().withdraw(0, 5, undefined)).toThrow('No two orders are 5 ms apart')
})
