import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyse } from '../../app/rules/analyse.ts'
import { discountsPastCeiling } from '../../app/rules/ceiling.ts'
import { checkDocument } from '../../app/rules/check.ts'
import type { Action, Limits, RuleDocument, Schedule } from '../../app/rules/types.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'
import { ruleWith, WORDS } from './vocabulary.ts'

const code = (params: Action['params'] = { percent: 10 }): Action => ({ type: 'discount.code', params })
const task = (kind: string, cost?: string): Action => ({
  type: 'task.create',
  params: { kind, title: 'For you', ...(cost && { cost }) },
})
const notify: Action = { type: 'customer.notify', params: { message: 'win-back' } }
const tag: Action = { type: 'customer.addTag', params: { tag: 'vip' } }
const daily: Partial<RuleDocument> = {
  trigger: 'every.day',
  conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 }] },
}

const findingsOf = (changes: Partial<RuleDocument>) => {
  const document = ruleWith(changes)
  expect(checkDocument(document, vocabulary, WORDS)).toMatchObject({ valid: true })
  return analyse(document, vocabulary, WORDS)
}
const told = (changes: Partial<RuleDocument>): readonly string[] =>
  findingsOf(changes).map(({ kind, places, message }) => `${kind} ${places[0]?.path}: ${message}`)

describe('limits that never keep anybody back are told', () => {
  test.each<[string, Limits, readonly Action[], readonly string[]]>([
    [
      'a limit per customer beside a cool-down',
      { perCustomer: { times: 2, days: 60 }, coolDownDays: 30 },
      [tag],
      [
        'idle_limit /limits/perCustomer: This limit never keeps anybody back: not again within 30 days already means at most 2 times in 60 days',
      ],
    ],
    [
      'one that the cool-down reaches to the day',
      { perCustomer: { times: 1, days: 30 }, coolDownDays: 30 },
      [tag],
      [
        'idle_limit /limits/perCustomer: This limit never keeps anybody back: not again within 30 days already means at most once in 30 days',
      ],
    ],
    ['a limit that a third grant meets', { perCustomer: { times: 2, days: 61 }, coolDownDays: 30 }, [tag], []],
    [
      'a cool-down beside a limit per customer',
      { perCustomer: { times: 1, days: 90 }, coolDownDays: 30 },
      [tag],
      [
        'idle_limit /limits/coolDownDays: This limit never keeps anybody back: at most once in 90 days already means not again within 30 days',
      ],
    ],
    [
      'a limit per customer beside a smaller total',
      { perCustomer: { times: 5, days: 90 }, total: { times: 5 } },
      [tag],
      ['idle_limit /limits/perCustomer: This limit never keeps anybody back: it is given at most 5 times in all'],
    ],
    [
      'a cool-down of something given once',
      { coolDownDays: 30, total: { times: 1 } },
      [tag],
      [
        'idle_limit /limits/coolDownDays: This limit never keeps anybody back: once in all leaves nothing to give again',
      ],
    ],
    [
      'a budget of what costs nothing',
      { budget: { amount: '500.00', per: 'month' } },
      [tag, task('gift')],
      ['idle_limit /limits/budget: The budget is never touched: nothing that this rule does costs money'],
    ],
    [
      'a budget past the total',
      { budget: { amount: '600.00' }, total: { times: 20 } },
      [task('gift', '30.00')],
      ['idle_limit /limits/budget: The budget is never spent: it is given 20 times in all, at £30.00 each'],
    ],
    [
      'a total past the budget',
      { budget: { amount: '600.00' }, total: { times: 21 } },
      [task('gift', '30.00')],
      [
        'idle_limit /limits/total: This limit never keeps anybody back: the budget of £600.00 is spent before, at £30.00 each',
      ],
    ],
    [
      'a budget that is too small for one',
      { budget: { amount: '30.00', per: 'month' } },
      [task('gift', '30.00'), code({ amount: '0.01' }), code()],
      ['never_given /limits/budget: Nobody ever gets this: it costs £30.01 each, and the budget is £30.00 a month'],
    ],
    [
      'a total past what codes of the budget may be used for',
      { budget: { amount: 60 }, total: { times: 21 } },
      [code({ amount: 30 })],
      [],
    ],
    [
      'a total past the budget of one month',
      { budget: { amount: 60, per: 'month' }, total: { times: 21 } },
      [task('gift', '30')],
      [],
    ],
    ['a budget of shares of orders', { budget: { amount: '5.00' }, total: { times: 1 } }, [code()], []],
    [
      'waiting for somebody who hears nothing',
      { whenHeardEnough: 'wait' },
      [tag, task('gift'), task('follow_up'), code()],
      ['idle_limit /limits/whenHeardEnough: This changes nothing: by this rule nobody hears from the shop'],
    ],
    ['waiting for somebody who gets a message', { whenHeardEnough: 'wait' }, [code(), notify], []],
    ['waiting for somebody who gets a call', { whenHeardEnough: 'wait' }, [task('phone_call')], []],
    [
      'nothing',
      { perCustomer: { times: 1, days: 90 }, budget: { amount: '500.00', per: 'month' }, total: { times: 9 } },
      [code()],
      [],
    ],
  ])('%s', (_, limits, actions, expected) => {
    expect(told({ limits, actions })).toEqual(expected)
  })

  test('a budget that a draw does not reach in the same period', () => {
    const drawn = (per: 'week' | 'month'): Partial<RuleDocument> => ({
      ...daily,
      actions: [task('gift', '5.00')],
      limits: { draw: { times: 3, per: 'week' }, budget: { amount: '15.00', per } },
    })

    expect(told(drawn('week'))).toEqual([
      'idle_limit /limits/budget: The budget is never spent: it is given 3 times a week, at £5.00 each',
    ])
    expect(told(drawn('month'))).toEqual([])
  })

  /** Grants as fast as the cool-down lets them come are the most that there can be in any time. */
  test('a limit per customer is idle just where it refuses nobody who has cooled down', () => {
    const small = fc.integer({ min: 1, max: 12 })
    fc.assert(
      fc.property(small, small, small, (times, days, coolDownDays) => {
        const grants: number[] = []
        let refuses = false
        for (let day = 0; day < 60; day++) {
          if (grants.some((granted) => granted > day - coolDownDays)) continue
          if (grants.filter((granted) => granted > day - days).length >= times) refuses = true
          else grants.push(day)
        }
        const found = findingsOf({ limits: { perCustomer: { times, days }, coolDownDays } })

        expect(found.some(({ places }) => places[0]?.path === '/limits/perCustomer')).toBe(!refuses)
      }),
    )
  })
})

test('people who call, write or give leave nobody out to compare', () => {
  const limits = { holdOutPercent: 10 }

  expect(told({ limits, actions: [task('phone_call')] })).toEqual([
    'comparison /limits/holdOutPercent: 10% of those whom this is for get no call, note or gift, only so that the others can be compared with them: comparing is for offers and messages, never for an apology, a promise or a call to the best',
  ])
  expect(told({ limits, actions: [code(), notify] })).toEqual([])
  expect(told({ limits: { holdOutPercent: 0 }, actions: [task('phone_call')] })).toEqual([])
})

describe('hours', () => {
  const open = (hours: Schedule['hours'], changes: Partial<RuleDocument> = {}) =>
    told({ ...changes, schedule: { hours: hours ?? null } })

  test('that are hardly open are told, over midnight too', () => {
    expect(open({ from: '23:50', to: '00:19' })).toEqual([
      'short_hours /schedule/hours: These hours are open for 29 minutes: whatever happens at any other time is passed over',
    ])
    expect(open({ from: '09:00', to: '09:01' })).toEqual([
      'short_hours /schedule/hours: These hours are open for 1 minute: whatever happens at any other time is passed over',
    ])
    expect(open({ from: '23:50', to: '00:20' })).toEqual([])
    expect(open(null)).toEqual([])
  })

  test('of a rule that runs every day matter by their weekdays alone', () => {
    expect(open({ from: '06:00', to: '06:01' }, daily)).toEqual([
      'idle_limit /schedule/hours: These hours change nothing: a rule that runs every day does so at 06:00',
    ])
    expect(open({ from: '06:00', to: '06:01', days: ['monday'] }, daily)).toEqual([])
  })
})

describe('discounts past the ceiling', () => {
  const past = (actions: readonly Action[], ceilingPercent: number) =>
    discountsPastCeiling(ruleWith({ actions }), vocabulary, WORDS, ceilingPercent)
  const together = (percent: number) => code({ percent, combinesWith: ['orders'] })

  test('are told each at its place', () => {
    expect(past([code(), tag, code({ percent: 30 })], 25)).toEqual([
      {
        path: '/actions/2',
        message: '30% off is more than the 25% that a product may be discounted by: it cannot go live',
        found: '30%',
        expected: 'at most 25%',
      },
    ])
    expect(past([code({ percent: 25 }), code({ percent: 25 })], 25)).toEqual([])
    expect(past([code({ amount: '500.00' })], 25)).toEqual([])
  })

  test('are told together where codes of one rule may be used together', () => {
    expect(past([together(15), together(10.1)], 25)).toEqual([
      {
        path: '/actions',
        message: 'Its discounts may be used together, 25.1% off, and 25% is the most: it cannot go live',
        found: '25.1%',
        expected: 'at most 25%',
      },
    ])
    expect(past([together(10.1), together(5.2)], 15.3)).toEqual([])
    expect(past([together(15), code({ percent: 15 })], 25)).toEqual([])
  })

  test('are a finding, by the ceiling of the shop', () => {
    const document = ruleWith({ actions: [code({ percent: 26 })] })

    expect(told({ actions: document.actions })).toEqual([
      'ceiling /actions/0: 26% off is more than the 25% that a product may be discounted by: it cannot go live',
    ])
    expect(analyse(document, vocabulary, WORDS, { ceilingPercent: 30 })).toEqual([])
  })
})
