import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { LAST_MOMENT, nastyTrade } from '../demo/nasty-trade.ts'
import { writeTrade } from '../demo/order-files.ts'
import { everyonesFacts } from './brute-force.ts'
import { endOfStory, readStory } from './read-story.ts'
import { starterDecisions } from './starter-decisions.ts'

/** The judge is judged by figures worked out by hand, and by sharing nothing with what it judges. */

const folder = mkdtempSync(join(tmpdir(), 'brute-force-'))
afterAll(() => rmSync(folder, { recursive: true }))
const files = writeTrade(folder, nastyTrade())
const story = readStory(files.orders, files.refunds)
const facts = everyonesFacts(story, Date.parse(LAST_MOMENT))

describe.each([
  { who: 'tina', ordersCount: 4, keptOrdersCount: 3, totalSpent: '90.00', country: 'IT' },
  { who: 'cora', ordersCount: 2, totalSpent: '150.00', firstOrderAt: '2024-04-05T08:00:00.000Z' },
  { who: 'cleo', ordersCount: 1, totalSpent: '35.00', grossSpent: '35.00' },
  { who: 'carl', ordersCount: 0, totalSpent: '0.00', grossSpent: '0.00', averageOrderValue: undefined },
  { who: 'cyra', ordersCount: 1, country: 'ES', lastOrderAt: '2024-04-16T08:00:00.000Z' },
  { who: 'rita', ordersCount: 6, keptOrdersCount: 3, grossSpent: '210.00', totalSpent: '118.00' },
  { who: 'rita', averageOrderValue: '19.67', spendRank: 9, spendTopPercent: 800 / 24, spendRank365: undefined },
  { who: 'nils', grossSpent: '20.00', totalSpent: '-5.25', averageOrderValue: '-2.63', daysSinceLastOrder: 478 },
  { who: 'nobody-yet', ordersCount: 0, totalSpent: '-3.00', spentLast365Days: '0.00', spendRank: undefined },
  { who: 'frida', ordersCount: 1, firstOrderAt: '2024-05-16T12:00:00.000Z' },
  { who: 'fred', ordersCount: 0, totalSpent: '0.00', country: undefined, daysSinceLastOrder: undefined },
  { who: 'theo', grossSpent: '12.85', totalSpent: '11.82', averageOrderValue: '5.91' },
  { who: 'tess', totalSpent: '-0.05', averageOrderValue: '-0.03' },
  { who: 'una', country: undefined },
  { who: 'ulf', country: 'IE' },
  { who: 'sam', spendRank: 5 },
  { who: 'sid', spendRank: 5, spendTopPercent: 400 / 24 },
  { who: 'wanda', totalSpent: '952.30', spentLast365Days: '2.30', ordersLast90Days: 0, spendTopPercent365: 75 },
  { who: 'willi', totalSpent: '903.00', spentLast365Days: '903.00', ordersLast90Days: 1, spendRank365: 2 },
  { who: 'wim', totalSpent: '600.00', spentLast365Days: '0.00', spendRank: 4, spendRank365: undefined },
  { who: 'wolf', daysSinceLastOrder: 0, ordersLast90Days: 1, spendRank365: 3, spendTopPercent365: 50 },
  { who: 'lena', totalSpent: '20000.00', spendRank: 1, spendTopPercent: 0, spendRank365: 1 },
])('of $who', ({ who, ...expected }) => {
  test.each(Object.entries(expected))('%s is %s', (name, value) => {
    expect(facts.get(who)?.[`customer.${name}`]).toBe(value)
  })
})

test('guests, and whom nothing is known about, are not listed', () => {
  expect([...facts.keys()].filter((who) => who.startsWith('guest'))).toEqual([])
  expect(everyonesFacts(story, Date.parse('2024-02-01T09:59:59Z')).size).toBe(0)
  expect([...everyonesFacts(story, Date.parse('2024-02-01T10:00:00Z')).keys()].sort()).toEqual(['10', '9', 'tina'])
  expect(endOfStory(story)).toBe(Date.parse(LAST_MOMENT))
})

test('limits look back exactly as many days, the edge left out', () => {
  const ofLena = starterDecisions(story, Number.NEGATIVE_INFINITY).filter(({ customerId }) => customerId === 'lena')
  const grantsOf = (rule: string) =>
    ofLena.filter((decision) => decision.rule === rule && decision.verdict === 'granted').map(({ orderId }) => orderId)

  expect(grantsOf('The new-customer offer is for regulars too')).toEqual(['2001', '2006', '2008'])
  expect(grantsOf('A personal note to the top 5% of spenders')).toEqual(['2001', '2008'])
  expect(grantsOf('Every first order leaves with a card')).toEqual(['2001'])
  expect(grantsOf('Regulars carry a tag')).toEqual(['2004', '2005', '2006', '2007', '2008'])
  expect(ofLena.filter(({ reason }) => reason === 'capped')).toHaveLength(9)
})

test('the first order counts from the first that still counts', () => {
  const cards = starterDecisions(story, Number.NEGATIVE_INFINITY).filter(
    ({ rule }) => rule === 'Every first order leaves with a card',
  )

  expect(cards.filter(({ customerId }) => customerId === 'cora').map(({ orderId }) => orderId)).toEqual([
    '1201',
    '1202',
  ])
  expect(cards.filter(({ customerId }) => customerId === 'tina').map(({ orderId }) => orderId)).toEqual(['999'])
  expect(cards.filter(({ customerId }) => customerId === 'frida').map(({ orderId }) => orderId)).toEqual(['1502'])
})

test('the brute force shares no line with the app or the local Shopify', () => {
  const sources = readdirSync(import.meta.dirname).filter((name) => !name.endsWith('.test.ts'))
  const imports = sources.flatMap((name) =>
    [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from),
  )

  expect(imports.length).toBeGreaterThan(5)
  expect(imports.filter((from) => !from?.startsWith('node:') && !from?.startsWith('./'))).toEqual([])
})
