import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { RuleDocument } from '../../app/rules/types.ts'
import { keepOffer } from '../../app/vocabulary/actions/keep-offer.ts'
import { goneQuietCall } from '../../app/vocabulary/templates/gone-quiet-call.ts'
import { handwrittenNoteToTheBest } from '../../app/vocabulary/templates/handwritten-note-to-the-best.ts'
import { slippedOutOfTheBest } from '../../app/vocabulary/templates/slipped-out-of-the-best.ts'
import { yearTogether } from '../../app/vocabulary/templates/year-together.ts'
import { perennial } from '../cli/run-perennial.ts'
import { everyonesFacts } from '../facts/brute-force.ts'
import { byPlace } from '../facts/ledger-place.ts'
import { endOfStory, readStory, type Story } from '../facts/read-story.ts'
import { starterDecisions } from '../facts/starter-decisions.ts'
import { withForecasts } from '../models/forecast-facts.ts'
import { createDatabase, serverUrl } from '../support/database.ts'
import { LIMITED } from './limited-rules.ts'
import { nastyTrade } from './nasty-trade.ts'
import { lookInto } from './open-run.ts'
import { type OrderFiles, together, writeTrade } from './order-files.ts'
import { ordinaryTrade } from './ordinary-trade.ts'
import { IS_LONG, NO_FILE, NOT_LONG, REAL_FILES } from './real-files.ts'
import { openFolder, readText, runDemo } from './run-demo.ts'

const NO_SERVER = 'needs a PostgreSQL server in DATABASE_URL'

const invented = () =>
  together(nastyTrade(), ordinaryTrade({ orders: 80, customers: 40, from: '2024-01-15T00:00:00Z', days: 590 }))

const WATCHING = [goneQuietCall, handwrittenNoteToTheBest, slippedOutOfTheBest, yearTogether].map(
  // Nobody keeps an offer of the checkout where no rule gives one there.
  ({ document }) => ({ ...document, actions: document.actions.filter(({ type }) => type !== keepOffer.name) }),
)

const AS_IT_CAME = ['--live', 'all']
const TWICE_AND_SHUFFLED = ['--live', 'all', '--duplicate', '--shuffle', '50']

describe('an invented file', () => {
  test.for([
    { what: 'its last tenth as trade', words: [], on: 'PGlite' },
    { what: 'its last tenth as trade', words: [], on: 'PostgreSQL' },
    { what: 'all of it, twice and shuffled', words: TWICE_AND_SHUFFLED, on: 'PGlite' },
    { what: 'all of it, twice and shuffled', words: TWICE_AND_SHUFFLED, on: 'PostgreSQL' },
  ])('$what, gives on $on the decisions, figures and facts that the file says', async ({ words, on }, { skip }) => {
    const server = on === 'PGlite' ? '' : serverUrl()
    if (server === undefined) return skip(NO_SERVER)
    const files = writeTrade(openFolder(), invented())
    await holdRunToFile(files, words, server === '' ? '' : await openDatabase(server))
  })
})

describe('rules decide in the running app as in a backtest, to the byte', () => {
  test('that look at everybody', async () => {
    const expected = await holdRulesToBacktest(WATCHING, writeTrade(openFolder(), invented()), OUT_OF_ORDER)

    for (const { name } of WATCHING) expect(expected).toContain(`"rule":${JSON.stringify(name)}`)
  })

  // Customers with ids of digits keep them in the local shop, and comparison groups are drawn by ids.
  const ORDINARY = { orders: 260, customers: 40, from: '2024-01-15T00:00:00Z', days: 330 }

  test('that use every limit', async () => {
    const expected = await holdRulesToBacktest(LIMITED, writeTrade(openFolder(), ordinaryTrade(ORDINARY)), OUT_OF_ORDER)

    expect(reasonsIn(expected)).toEqual(KEPT_BACK)
    for (const { name } of LIMITED) expect(expected).toContain(`"rule":${JSON.stringify(name)},"verdict":"granted"`)
  })

  test('that use every limit, on the orders of a real shop', async ({ skip }) => {
    if (!existsSync(REAL_FILES.orders)) return skip(NO_FILE)
    if (!IS_LONG) return skip(NOT_LONG)

    expect(reasonsIn(await holdRulesToBacktest(LIMITED, REAL_FILES, AS_IT_CAME))).toEqual(KEPT_BACK)
  }, 600_000)
})

const OUT_OF_ORDER = ['--live', 'all', '--duplicate', '--shuffle', '12']
const KEPT_BACK = ['attention_spent', 'capped', 'cooling_down', 'held_out', 'outranked', 'over_budget', 'over_ceiling']

const reasonsIn = (decisions: string): string[] =>
  [...new Set([...decisions.matchAll(/"reason":"(\w+)"/g)].map(([, reason]) => reason ?? ''))].sort()

/** Gives the decisions, a line each. */
const holdRulesToBacktest = async (
  documents: readonly RuleDocument[],
  files: OrderFiles,
  words: readonly string[],
): Promise<string> => {
  const folder = openFolder()
  const rules = documents.map((document, index) => {
    const file = join(folder, `rule-${index}.json`)
    writeFileSync(file, JSON.stringify(document))
    return file
  })
  const [data, decisions] = ['run', 'decisions.jsonl'].map((name) => join(folder, name))
  const given = ['--orders', files.orders, '--refunds', files.refunds, '--rules', ...rules]
  const { exitCode, stderr } = await runDemo([
    ...[...given, ...words, '--fast', '--until-idle', '--port', '0'],
    ...['--data', String(data), '--decisions', String(decisions)],
  ])
  const { stdout } = await perennial(['backtest', ...given, '--json'])

  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
  const expected = stdout.slice(0, stdout.lastIndexOf('{"summary"'))
  expect(readText(String(decisions))).toBe(expected)
  return expected
}

describe('the orders of a real shop', () => {
  test('its last tenth as trade, gives the decisions, figures and facts that the file says', async ({ skip }) => {
    if (!existsSync(REAL_FILES.orders)) return skip(NO_FILE)
    await holdRunToFile(REAL_FILES, [])
  })

  test('all of it as trade, once in order, once twice and shuffled, gives the same decisions to the byte', async ({
    skip,
  }) => {
    if (!existsSync(REAL_FILES.orders)) return skip(NO_FILE)
    if (!IS_LONG) return skip(NOT_LONG)
    const once = await holdRunToFile(REAL_FILES, AS_IT_CAME)
    const twice = await holdRunToFile(REAL_FILES, TWICE_AND_SHUFFLED)
    expect(twice).toBe(once)
  }, 600_000)
})

/** Runs the demo on the files and holds whatever came of it to the brute force; gives the decisions file. */
const holdRunToFile = async (files: OrderFiles, words: readonly string[], databaseUrl = ''): Promise<string> => {
  const folder = openFolder()
  const [data, report, decisions] = ['run', 'report.json', 'decisions.jsonl'].map((name) => join(folder, name))
  const { exitCode, stderr } = await runDemo(
    [
      ...['--orders', files.orders, '--refunds', files.refunds, ...words, '--fast', '--until-idle', '--port', '0'],
      ...['--data', String(data), '--report', String(report), '--decisions', String(decisions)],
    ],
    { DATABASE_URL: databaseUrl },
  )
  expect(stderr).toContain('4 rules are live')
  expect(exitCode).toBe(0)

  const story = readStory(files.orders, files.refunds)
  const liveFrom = words.includes('all') ? Number.NEGATIVE_INFINITY : lastTenthFrom(story)
  const expected = starterDecisions(story, liveFrom)
  const written = readText(String(decisions))
  expect(written.split('\n')).toEqual([...expected.map((decision) => JSON.stringify(decision)), ''])

  const figures: Report = JSON.parse(readText(String(report)))
  expect(figures).toEqual(reportOf(story, liveFrom, expected, figures))
  expect(figures.webhooks.duplicatesSent).toBe(words.includes('--duplicate') ? figures.webhooks.sent : 0)

  await holdFactsToFile(String(data), story, databaseUrl)
  return written
}

/** Everything of the last floor(10 %) of the orders' first moment and later is trade. */
const lastTenthFrom = ({ orders }: Story): number => {
  const sorted = orders.map(({ placed }) => placed).sort(byPlace)
  const first = sorted[sorted.length - Math.floor(sorted.length / 10)]
  if (first === undefined) throw new Error('A file of less than ten orders has no last tenth')
  return first.at
}

type Report = {
  readonly webhooks: { readonly sent: number; readonly accepted: number; readonly duplicatesSent: number }
  readonly seconds: number
}

/** The whole report; only how many webhooks the shop's own answers to effects were, and the seconds, are the run's. */
const reportOf = (
  { orders, customers }: Story,
  liveFrom: number,
  decisions: ReturnType<typeof starterDecisions>,
  { webhooks, seconds }: Report,
) => {
  const granted = decisions.filter(({ verdict }) => verdict === 'granted')
  const grantsOf = (rule: string) => granted.filter((decision) => decision.rule === rule)
  const codes = grantsOf('The new-customer offer is for regulars too').length
  const cards = grantsOf('Every first order leaves with a card').length
  const notes = grantsOf('A personal note to the top 5% of spenders').length
  const tags = grantsOf('Regulars carry a tag')
  const tagged = new Set(tags.map(({ customerId }) => customerId)).size
  const capped = decisions.length - granted.length

  const live = orders.filter(({ placed }) => placed.at >= liveFrom)
  const ends = orders.flatMap(({ cancelled, refunds }) =>
    [cancelled ?? [], ...refunds.map(({ place }) => place)].flat(),
  )
  const adjustments = [...customers.values()].flatMap((customer) => customer.adjustments)
  // Of a card's note, a customer's first tag and a code the shop sends word of its own.
  const ended = ends.filter(({ at }) => at >= liveFrom).length
  const sent = 2 * live.length + ended + cards + 2 * tagged + codes
  return {
    orders: { history: orders.length - live.length, live: live.length },
    webhooks: { sent, accepted: sent, duplicatesSent: webhooks.duplicatesSent },
    events: { processed: sent + adjustments.length, failed: 0 },
    decisions: { granted: granted.length, withheld: capped === 0 ? {} : { capped } },
    effects: { done: codes + 2 * cards + notes + tags.length, pending: 0, failed: 0 },
    shop: { discountCodes: codes, taggedCustomers: tagged },
    tasks: { open: cards + notes },
    seconds,
  }
}

/** As of now, and as of other moments of the file: the app answers for any. */
const holdFactsToFile = (data: string, story: Story, databaseUrl: string): Promise<void> =>
  lookInto(data, databaseUrl, async ({ shop, api }) => {
    const end = endOfStory(story)
    const start = Math.min(...story.orders.map(({ placed }) => placed.at))
    const [early, late] = [1, 2].map((third) => Math.floor(start + (third * (end - start)) / 3))
    for (const at of [undefined, late, early]) {
      const { customers } = await api.facts(at === undefined ? undefined : new Date(at).toISOString())
      const facts = customers.map(({ customerId, facts }) => [
        shop.fileIds?.customers.toFile(customerId),
        withoutTags(facts),
      ])
      const known = withForecasts(everyonesFacts(story, at ?? end), story, at ?? end)
      const expected = [...known].map(([id, facts]) => [id, withoutTags(facts)])
      expect(Object.fromEntries(facts)).toEqual(Object.fromEntries(expected))
    }
  })

/** The rules of the run put tags on, of which the file knows nothing. */
const withoutTags = ({ 'customer.tags': _tags, ...others }: Readonly<Record<string, unknown>>) => others

const openDatabase = async (server: string): Promise<string> => {
  const { url, drop } = await createDatabase(server)
  onTestFinished(drop)
  return url
}
