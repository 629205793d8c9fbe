import { describe, expect, test } from 'vitest'
import { compare } from '../../app/engine/compare.ts'
import { Study } from '../../app/engine/lift.ts'
import type { PastPace } from '../../app/engine/past-pace.ts'
import { emptyHistory, fold } from '../../app/ledger/customer.ts'
import { DAY_MS } from '../../app/ledger/entries.ts'
import { explainComparison, sayComparison, sayWindow } from '../../app/rules/comparison-words.ts'
import { createRandom } from '../emulator/random.ts'
import { order } from '../ledger/entries.ts'

const WORDS = { currency: 'GBP' }
const AS_OF = 1_000 * DAY_MS

const past = (given: Partial<PastPace> & { readonly rate?: number } = {}): PastPace => ({
  customers: 5_200,
  weeks: 52,
  windows: [30, 60, 90].map((days) => ({
    days,
    customers: 1_000,
    cameBack: Math.round(((given.rate ?? 0.2) * 1_000 * days) / 90),
  })),
  ...given,
})

type Groups = { readonly given: number; readonly leftOut: number; readonly rates: readonly [number, number] }

/** Customers who came in one after another, the last `lastIn` days ago; those who come back do so after a day. */
const studyOf = ({ given, leftOut, rates }: Groups, { lastIn = 0, overDays = 200 } = {}): Study => {
  const random = createRandom(5, given, leftOut)
  const study = new Study(AS_OF)
  const add = (count: number, rate: number, isLeftOut: boolean) => {
    for (let index = 0; index < count; index++) {
      const at = AS_OF - lastIn * DAY_MS - ((index * overDays) / count) * DAY_MS
      const history = emptyHistory('ada')
      if (random.chance(rate)) {
        const total = 2_000 + random.below(6_000)
        fold(history, order('2', { at: at + DAY_MS, total }))
      }
      study.add({ customerId: 'ada', key: { kind: 'payment', id: '1', at }, orderId: '1', isLeftOut }, history)
    }
  }
  add(given, rates[0], false)
  add(leftOut, rates[1], true)
  return study
}

const nobody = new Study(AS_OF)
const at = { asOf: AS_OF, percent: 10 }

describe('before a comparison is begun', () => {
  test('nothing can be said of a rule that was never tried', () => {
    const found = compare(nobody, { ...at, past: null })

    expect(found).toEqual({ state: 'untold', percent: 10, why: 'untried' })
    expect(sayComparison(found)).toMatch(/^Try the rule on your past orders first/)
  })

  test('nor of one whose past is too short to watch anybody', () => {
    const windows = [30, 60, 90].map((days) => ({ days, customers: 0, cameBack: 0 }))
    const found = compare(nobody, { ...at, past: past({ windows }) })

    expect(found).toEqual({ state: 'untold', percent: 10, why: 'short_past' })
    expect(sayComparison(found)).toMatch(/^Too little of your past is known/)
  })

  test('a shop is too small where a fifth more would take over 12 months to see, and hears what it would take', () => {
    const found = compare(nobody, { ...at, past: past() })

    expect(found.state).toBe('too_small')
    expect(sayComparison(found)).toBe('Your shop is too small to tell.')
    expect(explainComparison(found)).toEqual([
      'About 100 customers a week would come in, and 20.0% of such customers came back within 90 days so far.',
      'To see whether the rule brings back a fifth more takes 9,509 customers with 10% of them left out: about 2 years. More than 12 months is too long to wait for an answer.',
      'It would take about 243 customers a week.',
      'With half of the customers left out it would be about 47 weeks.',
      'Within 12 months it would show only if at least 32% more came back.',
      'The rule can do its work all the same, with nobody left out.',
    ])
  })

  test.each([
    { of: 'nobody would have met', given: past({ customers: 0 }), says: /^On your past orders nobody/ },
    { of: 'a few a year meet', given: past({ customers: 9 }), says: /^About 9 a year would come in/ },
    { of: 'hardly anybody came back after', given: past({ rate: 0 }), says: /and 0\.0% of such customers came back/ },
    {
      of: 'nearly everybody comes back after',
      given: past({ windows: [{ days: 90, customers: 100, cameBack: 95 }] }),
      says: /that a fifth more cannot be\.$/,
    },
  ])('a rule that $of is too small a thing to tell', ({ given, says }) => {
    const found = compare(nobody, { ...at, past: given })

    expect(found.state).toBe('too_small')
    expect(explainComparison(found).join(' ')).toMatch(says)
  })

  test('a shop that is big enough hears how long it would take', () => {
    const found = compare(nobody, { ...at, percent: 50, past: past() })

    expect(found).toMatchObject({ state: 'not_yet', isBegun: false })
    expect(sayComparison(found)).toMatch(
      /^Your shop is big enough to tell: about \d\d weeks after the rule goes live\.$/,
    )
    expect(explainComparison(found)).toHaveLength(1)
  })
})

describe('a comparison that is under way', () => {
  test('is not yet known, and says for how many weeks more at this pace', () => {
    const study = studyOf({ given: 2_700, leftOut: 300, rates: [0.2, 0.2] })
    const found = compare(study, { ...at, past: past() })

    expect(found).toMatchObject({ state: 'not_yet', isBegun: true })
    expect(sayComparison(found)).toMatch(/^Not yet known, about \d\d more weeks at this pace\.$/)
    expect(explainComparison(found)[1]).toBe('So far 3,000 have come in, 300 of them left out.')
    if (!('windows' in found)) throw new Error('A comparison under way has windows')
    expect(found.windows.map((window) => window.found)).toEqual([null, null, null])
    const [month] = found.windows
    // Those of the last 30 days are still being watched.
    expect(month?.given.watched).toBe(2_295)
    // About 3,000 in 200 days, and the last of them watched to the end.
    const needed = (month?.needed?.given ?? 0) + (month?.needed?.leftOut ?? 0)
    expect(month?.weeksLeft).toBeCloseTo((needed - 3_000) / (3_000 / (200 / 7)) + 30 / 7, 0)
  })

  test('goes by the past while it is young', () => {
    const study = studyOf({ given: 90, leftOut: 10, rates: [0, 0] }, { overDays: 2 })
    const found = compare(study, { ...at, past: past({ customers: 52 }) })

    // One customer a week, not 350.
    expect('weeksLeft' in found && found.weeksLeft).toBeGreaterThan(5_000)
    expect(sayComparison(found)).toMatch(/^Not yet known, (about \d+|more than 100) more years/)
  })

  test('that waits only for those who are in is known when the last of them has been watched', () => {
    const study = studyOf({ given: 4_000, leftOut: 4_000, rates: [0.3, 0.3] }, { lastIn: 23, overDays: 0 })
    const found = compare(study, { ...at, percent: 50, past: past({ rate: 0.6 }) })

    expect(found).toMatchObject({ state: 'not_yet', weeksLeft: expect.closeTo(1, 9) })
    expect(sayComparison(found)).toBe('Not yet known, about 1 more week at this pace.')
  })
})

describe('a comparison that is under way without a past', () => {
  test('cannot say how long it takes before anybody has been watched', () => {
    const study = studyOf({ given: 40, leftOut: 4, rates: [0, 0] }, { overDays: 20 })
    const found = compare(study, { ...at, past: null })

    expect(found).toMatchObject({ state: 'not_yet', weeksLeft: null })
    expect(sayComparison(found)).toBe('Not yet known, and too early to say for how long.')
    const windows = 'windows' in found ? found.windows : []
    expect(windows.flatMap((window) => sayWindow(window, WORDS))[0]).toBe(
      'Not yet known, and too early to say for how long.',
    )
  })

  test('says so where so many come back by themselves that a fifth more cannot be', () => {
    const study = studyOf({ given: 900, leftOut: 100, rates: [1, 1] })
    const found = compare(study, { ...at, past: null })

    expect(sayComparison(found)).toBe('Not yet known: so many come back by themselves that a fifth more cannot be.')
  })
})

describe('a comparison that is known', () => {
  const known = (rates: readonly [number, number]) => {
    const study = studyOf({ given: 5_000, leftOut: 5_000, rates }, { lastIn: 40 })
    return compare(study, { ...at, percent: 50, past: null })
  }

  test.each([
    { rates: [0.3, 0.2] as const, says: 'The rule brings customers back.' },
    { rates: [0.2, 0.3] as const, says: 'Fewer customers come back with the rule than without it.' },
    { rates: [0.25, 0.25] as const, says: 'No difference was found between those who were left out and the others.' },
  ])('says what it found: $says', ({ rates, says }) => {
    const found = known(rates)

    expect(found).toMatchObject({ state: 'known', weeksLeft: 0 })
    expect(sayComparison(found)).toBe(says)
  })

  test('says by how much, in rates and in money, and never what nobody understands', () => {
    const found = known([0.3, 0.2])
    const [month] = 'windows' in found ? found.windows : []
    if (month === undefined) throw new Error('There is no first window')

    const says = sayWindow(month, WORDS).join(' ')

    expect(says).toMatch(
      /^\d+\.\d% came back of those not left out, and \d+\.\d% of those left out: \d+\.\d more in 100, very likely between \d+\.\d and \d+\.\d more\. The chance that more come back with the rule is more than 99%\. They spent £\d\.\d\d more each, very likely between £\d\.\d\d and £\d\.\d\d more\.$/,
    )
    expect(says).not.toMatch(/significan/i)
    const { rate, spent } = month.found ?? {}
    expect(rate?.from).toBeLessThan(0.1)
    expect(rate?.to).toBeGreaterThan(0.1)
    // A tenth more of 50 pounds each.
    expect(spent?.from).toBeLessThan(500)
    expect(spent?.to).toBeGreaterThan(500)
  })

  test('is the same each time it is asked', () => {
    expect(known([0.25, 0.25])).toEqual(known([0.25, 0.25]))
  })
})
