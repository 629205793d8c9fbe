import { expect, test } from 'vitest'
import { expectedOrders, pAlive } from '../../app/models/bg-nbd.ts'
import { chancesOfOrders, predictedSpend, YEAR_WEEKS } from '../../app/models/predicted-spend.ts'
import { simulate } from './simulate.ts'

const bgNbd = { r: 0.8, alpha: 6, a: 0.7, b: 2.5 }
const gammaGamma = { p: 6.25, q: 3.74, gamma: 15.44 }

test.each([
  { x: 0, tx: 0, T: 0 },
  { x: 0, tx: 0, T: 40 },
  { x: 3, tx: 20, T: 25 },
  { x: 60, tx: 49, T: 50 },
  { x: 900, tx: 99, T: 100 },
])('chances of 0, 1, 2, … orders add up to 1, and to the expected orders: %j', (customer) => {
  const chances = chancesOfOrders(bgNbd, customer, YEAR_WEEKS)

  const sum = chances.reduce((total, chance) => total + chance, 0)
  const mean = chances.reduce((total, chance, orders) => total + orders * chance, 0)
  expect(sum).toBeCloseTo(1, 9)
  expect(chances.every((chance) => chance >= -1e-12)).toBe(true)
  expect(chances[0]).toBeGreaterThanOrEqual(1 - pAlive(bgNbd, customer) - 1e-12)
  expect(mean / expectedOrders(bgNbd, customer, YEAR_WEEKS)).toBeCloseTo(1, 5)
})

test('eight in ten simulated customers spend within their range, one in ten above it, and all together what was expected', () => {
  const customers = simulate({
    seed: 1,
    customers: 3_000,
    bgNbd,
    gammaGamma,
    ages: [5, 60],
    laterWeeks: YEAR_WEEKS,
  })

  let [above, below, spent, expected] = [0, 0, 0, 0]
  for (const customer of customers) {
    const range = predictedSpend({ bgNbd, gammaGamma }, customer, YEAR_WEEKS)
    if (range === undefined) throw new Error('The mean exists for these parameters')
    if (customer.laterSpend > range.high) above++
    if (customer.laterSpend < range.low) below++
    spent += customer.laterSpend
    expected += range.expected
  }

  // Nobody spends less than nothing, so that the share below is one in ten only where `low` is above 0.
  expect(above / customers.length).toBeGreaterThan(0.085)
  expect(above / customers.length).toBeLessThan(0.115)
  expect(below / customers.length).toBeLessThan(0.115)
  expect(Math.abs(spent / expected - 1)).toBeLessThan(0.08)
})

test('among busy customers one in ten spends less than the range', () => {
  const busy = { r: 6, alpha: 6, a: 0.05, b: 5 }
  const customers = simulate({
    seed: 2,
    customers: 300,
    bgNbd: busy,
    gammaGamma,
    ages: [20, 40],
    laterWeeks: YEAR_WEEKS,
  }).filter(({ x, tx, T }) => x > 5 && T - tx < 3)

  const below = customers.filter((customer) => {
    const range = predictedSpend({ bgNbd: busy, gammaGamma }, customer, YEAR_WEEKS)
    return range !== undefined && range.low > 0 && customer.laterSpend < range.low
  })

  expect(below.length / customers.length).toBeGreaterThan(0.05)
  expect(below.length / customers.length).toBeLessThan(0.15)
})

test('someone who is surely gone is expected to spend nothing', () => {
  const gone = { x: 1000, tx: 10, T: 100, meanValue: 20 }

  expect(predictedSpend({ bgNbd, gammaGamma }, gone, YEAR_WEEKS)).toEqual({ expected: 0, low: 0, high: 0 })
})

test('where the mean order does not exist, neither does a prediction', () => {
  const heavy = { p: 0.6, q: 0.9, gamma: 10 }

  expect(predictedSpend({ bgNbd, gammaGamma: heavy }, { x: 0, tx: 0, T: 9, meanValue: null }, 52)).toBeUndefined()
})
