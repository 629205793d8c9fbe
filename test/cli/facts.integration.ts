import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { facts } from '../../app/vocabulary/facts/index.ts'
import { nastyTrade } from '../demo/nasty-trade.ts'
import { type OrderFiles, together, writeTrade } from '../demo/order-files.ts'
import { ordinaryTrade } from '../demo/ordinary-trade.ts'
import { NO_FILE, REAL_FILES } from '../demo/real-files.ts'
import { rhythmTrade } from '../demo/rhythm-trade.ts'
import { openFolder } from '../demo/run-demo.ts'
import { everyonesFacts, type Facts } from '../facts/brute-force.ts'
import { readStory } from '../facts/read-story.ts'
import { withForecasts } from '../models/forecast-facts.ts'

/** `perennial facts` against the brute force: every customer fact that a file can give, of every customer, to the last digit. */

const MAIN = join(import.meta.dirname, '../../app/cli/perennial.ts')

const runFacts = async ({ orders, refunds }: OrderFiles, asOf: string, timeZone: string) => {
  const words = ['facts', '--orders', orders, '--refunds', refunds, '--as-of', asOf, '--time-zone', timeZone, '--json']
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...words], { maxBuffer: 1e9 })
  const lines = stdout.split('\n').filter((line) => line !== '')
  return new Map(
    lines.map((line) => {
      const { customerId, facts }: { customerId: string; facts: Facts } = JSON.parse(line)
      return [customerId, facts]
    }),
  )
}

const holdToFile = async (files: OrderFiles, asOf: string, timeZone = 'UTC'): Promise<Map<string, Facts>> => {
  const printed = await runFacts(files, asOf, timeZone)
  const story = readStory(files.orders, files.refunds)
  const at = Date.parse(asOf)
  const expected = withForecasts(everyonesFacts(story, at, timeZone), story, at, timeZone)
  expect([...printed.keys()].sort()).toEqual([...expected.keys()].sort())
  for (const [id, known] of expected) expect({ id, facts: printed.get(id) }).toEqual({ id, facts: known })
  return printed
}

describe('on an invented file, every fact of every customer is what the file says', () => {
  const invented = () =>
    together(
      nastyTrade(),
      rhythmTrade(),
      ordinaryTrade({ orders: 150, customers: 60, from: '2024-01-15T00:00:00Z', days: 590 }),
    )

  test.each([
    { asOf: '2014-03-01T11:59:59.999Z', timeZone: 'UTC', because: 'nobody has ordered yet' },
    { asOf: '2014-03-01T12:00:00Z', timeZone: 'UTC', because: 'one customer has one order' },
    { asOf: '2024-02-01T10:00:00Z', timeZone: 'UTC', because: 'many things happen in this moment' },
    { asOf: '2024-02-29T12:00:00Z', timeZone: 'America/New_York', because: 'it is a leap day' },
    { asOf: '2024-05-05T12:00:00Z', timeZone: 'UTC', because: 'parts of several orders have gone back' },
    { asOf: '2024-06-09T12:00:00Z', timeZone: 'Asia/Kathmandu', because: 'a total is below nothing' },
    { asOf: '2024-11-01T12:00:00Z', timeZone: 'UTC', because: 'one is silent for exactly twice the usual gap' },
    { asOf: '2024-12-31T12:00:00Z', timeZone: 'Pacific/Kiritimati', because: 'the year ends, and has ended there' },
    { asOf: '2025-02-28T12:00:00Z', timeZone: 'UTC', because: 'a leap day’s anniversary falls on the 28th' },
    { asOf: '2025-09-01T12:00:00Z', timeZone: 'UTC', because: 'orders leave the windows in this moment' },
    { asOf: '2036-02-29T00:00:00Z', timeZone: 'UTC', because: 'everything is ten years ago' },
  ])('at $asOf in $timeZone, when $because', async ({ asOf, timeZone }) => {
    await holdToFile(writeTrade(openFolder(), invented()), asOf, timeZone)
  })
})

test('on a file, every customer fact but those of the customers’ records and of what they heard from us is given to somebody', async () => {
  const many = ordinaryTrade({ orders: 150, customers: 60, from: '2024-01-15T00:00:00Z', days: 280 })
  const files = writeTrade(openFolder(), together(nastyTrade(), rhythmTrade(), many))

  const printed = await holdToFile(files, '2024-11-01T12:00:00Z')

  const given = new Set([...printed.values()].flatMap((known) => Object.keys(known)))
  const notGiven = facts.map(({ name }) => name).filter((name) => name.startsWith('customer.') && !given.has(name))
  expect(notGiven).toEqual(['customer.birthdayMonth', 'customer.contactsLast30Days', 'customer.daysSinceLastContact'])
})

describe('on a shop of equals', () => {
  const sameDay = (customers: readonly string[]) => ({
    orders: rhythmTrade()
      .orders.slice(0, 1)
      .flatMap((order) => customers.map((customerId) => ({ ...order, orderId: customerId, customerId }))),
    refunds: [],
  })

  test('nobody is better than anybody', async () => {
    const printed = await holdToFile(writeTrade(openFolder(), sameDay(['ada', 'bea', 'cleo'])), '2024-03-01T00:00:00Z')

    expect(new Set([...printed.values()].map((known) => known['customer.rfmGroup']))).toEqual(new Set(['111']))
    expect(new Set([...printed.values()].map((known) => known['customer.spendTopPercent365']))).toEqual(new Set([0]))
  })

  test('one customer alone is all of it', async () => {
    const printed = await holdToFile(writeTrade(openFolder(), sameDay(['ada'])), '2024-03-01T00:00:00Z')

    expect(printed.get('ada')).toMatchObject({ 'customer.spendRank': 1, 'customer.revenueShare365': 1 })
    expect(printed.get('ada')).not.toHaveProperty('customer.silenceRatio')
  })
})

describe('on the orders of a real shop, every fact of every customer is what the file says', () => {
  test.for([
    '2010-12-03T09:51:00Z',
    '2010-12-31T23:59:59Z',
    '2011-02-01T00:00:00Z',
    '2011-03-27T12:00:00Z',
    '2011-05-15T08:30:00Z',
    '2011-06-30T17:00:00Z',
    '2011-09-01T00:00:00Z',
    '2011-11-09T10:15:00Z',
    '2011-12-09T12:49:00Z',
    '2013-01-01T00:00:00Z',
  ])('at %s', async (asOf, { skip }) => {
    if (!existsSync(REAL_FILES.orders)) return skip(NO_FILE)
    const printed = await holdToFile(REAL_FILES, asOf)
    expect(printed.size).toBeGreaterThan(asOf === '2013-01-01T00:00:00Z' ? 428 : 10)
  })
})
