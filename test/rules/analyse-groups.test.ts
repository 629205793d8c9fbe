import { describe, expect, test } from 'vitest'
import { findLonelyGroups } from '../../app/rules/analyse-groups.ts'
import { analyseTogether } from '../../app/rules/analyse-together.ts'
import { checkDocument } from '../../app/rules/check.ts'
import type { Action, Condition, RuleDocument } from '../../app/rules/types.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'
import { ruleWith, WORDS } from './vocabulary.ts'

const NAMES = ['A', 'B', 'C', 'D']
const named = (documents: readonly Partial<RuleDocument>[]) =>
  documents.map((changes, index) => ({ id: NAMES[index] ?? '', document: ruleWith(changes) }))

const findingsOf = (documents: readonly Partial<RuleDocument>[], ceilingPercent?: number) => {
  const rules = named(documents)
  for (const { document } of rules)
    expect(checkDocument(document, vocabulary, WORDS)).toEqual({ valid: true, document })
  return analyseTogether(rules, vocabulary, WORDS, ceilingPercent === undefined ? {} : { ceilingPercent })
}
const told = (...documents: readonly Partial<RuleDocument>[]): readonly string[] =>
  findingsOf(documents).map(
    ({ kind, places, message }) => `${kind} ${places.map(({ rule, path }) => `${rule} ${path}`).join(' ')}: ${message}`,
  )

const more = (count: number): Condition => ({ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: count })
const code = (params: Action['params']): Action => ({ type: 'discount.code', params })
const notify: Action = { type: 'customer.notify', params: { message: 'win-back' } }

/** A rule of the group for customers with more than so many orders. */
const first = (count: number, changes: Partial<RuleDocument> = {}): Partial<RuleDocument> => ({
  conditions: { all: [more(count)] },
  actions: [code({ percent: 10 })],
  exclusive: { group: 'welcome', pick: 'first' },
  ...changes,
})
const best = (count: number, params: Action['params'], changes: Partial<RuleDocument> = {}): Partial<RuleDocument> =>
  first(count, { actions: [code(params)], exclusive: { group: 'welcome', pick: 'best' }, ...changes })

describe('a group of one', () => {
  test('has nothing to choose from', () => {
    const rules = named([
      first(3),
      first(5, { exclusive: { group: 'Welcome', pick: 'first' } }),
      first(5, { exclusive: { group: 'Welcome', pick: 'best' } }),
      {},
    ])

    expect(findLonelyGroups(rules)).toEqual([
      {
        kind: 'lonely',
        places: [{ rule: 'A', path: '/exclusive/group' }],
        message:
          '"A" is the only rule in the group “welcome”, so there is nothing to choose from. Did you mean "Welcome"?',
      },
    ])
  })

  test('is not told where there are two, or none', () => {
    expect(findLonelyGroups(named([first(3), first(5)]))).toEqual([])
    expect(findLonelyGroups(named([{}, {}]))).toEqual([])
  })
})

describe('rules of one group that are never weighed against each other', () => {
  test('are told by what they pick', () => {
    expect(told(first(3), best(3, { percent: 10 }))).toContain(
      'unweighed A /exclusive/pick B /exclusive/pick: "A" and "B" are in the group “welcome”, but one gives the best of it and the other the first: they are never weighed against each other, and a customer can get both',
    )
  })

  test('are told by what starts them, unless it is a crossing, which any entry can be', () => {
    const enters = {
      trigger: 'customer.enters',
      crossing: { fact: 'customer.spendTopPercent', operator: 'lessThan', value: 5 },
      conditions: { all: [] },
    } as const

    expect(told(first(3), first(3, { trigger: 'order.created' }))).toContain(
      'unweighed A /exclusive B /exclusive: "A" and "B" are in the group “welcome”, but nothing starts them both: they are never weighed against each other, and a customer can get both',
    )
    expect(told(first(3), first(3, enters))).toEqual([])
    expect(told(first(3), first(3, { exclusive: { group: 'other', pick: 'best' } }))).toEqual([
      expect.stringContaining('stacking'),
    ])
  })
})

describe('a rule of which another one always comes out ahead', () => {
  const never = 'outranked B /exclusive A /exclusive: "B" never gets a turn: whoever meets it meets "A" too, which'

  test.each<[string, Partial<RuleDocument>, Partial<RuleDocument>, string | undefined]>([
    ['the first, and wider', first(3, { priority: 60 }), first(5), `${never} comes first`],
    ['the first, of the same people', first(5, { priority: 60 }), first(5), `${never} comes first`],
    ['the first, but narrower', first(5, { priority: 60 }), first(3), undefined],
    ['the wider, but behind', first(3, { priority: 40 }), first(5), undefined],
    [
      'the wider, on one level',
      first(3),
      first(5),
      'outranked B /exclusive A /exclusive: Whether "B" ever gets a turn is left to chance: whoever meets it meets "A" too, which has the same priority',
    ],
    [
      'the better, and wider, though behind',
      best(3, { percent: 15 }),
      best(5, { percent: 10 }, { priority: 60 }),
      `${never} gives more`,
    ],
    ['the better, but narrower', best(5, { percent: 15 }), best(3, { percent: 10 }), undefined],
    [
      'as good, and ahead',
      best(3, { percent: 10 }, { priority: 60 }),
      best(5, { percent: 10 }),
      `${never} gives as much and comes first`,
    ],
    ['as good, and behind', best(3, { percent: 10 }, { priority: 40 }), best(5, { percent: 10 }), undefined],
    [
      'as good, on one level',
      best(3, { percent: 10 }),
      best(5, { percent: 10 }),
      'outranked B /exclusive A /exclusive: Whether "B" ever gets a turn is left to chance: whoever meets it meets "A" too, which gives as much and has the same priority',
    ],
    ['a share against an amount', best(3, { percent: 90 }), best(5, { amount: '1.00' }), undefined],
    [
      'more, but on large orders alone',
      best(3, { percent: 15, minimumSubtotal: 50 }),
      best(5, { percent: 10 }),
      undefined,
    ],
    [
      'as much, on any order',
      best(3, { percent: 10 }),
      best(5, { percent: 10, minimumSubtotal: 50 }),
      `${never} gives more`,
    ],
    ['a larger amount', best(3, { amount: 6 }), best(5, { amount: '5.00' }), `${never} gives more`],
  ])('%s', (_, winner, loser, expected) => {
    expect(told(winner, loser)).toEqual(expected === undefined ? [] : [expected])
  })

  const kept =
    'outranked B /exclusive A /exclusive: "B" only gets a turn where "A" is kept back: whoever meets it meets "A" too, which comes first'

  test.each<[string, Partial<RuleDocument>, Partial<RuleDocument>, string]>([
    ['limits', { limits: { perCustomer: { times: 1, days: 90 } } }, {}, kept],
    ['a comparison group', { limits: { holdOutPercent: 10 } }, {}, kept],
    ['limits of nothing', { limits: { holdOutPercent: 0, whenHeardEnough: 'drop' } }, {}, `${never} comes first`],
    ['a schedule', { schedule: { startsAt: '2026-12-01' } }, {}, kept],
    [
      'the same schedule',
      { schedule: { startsAt: '2026-12-01' } },
      { schedule: { startsAt: '2026-12-01', endsAt: '2027-01-01' } },
      `${never} comes first`,
    ],
    ['a schedule that says nothing', { schedule: { startsAt: null } }, {}, `${never} comes first`],
    ['a message that not everybody wants', { actions: [notify] }, {}, kept],
  ])('gets a turn where the other one is kept back by %s', (_, ahead, behind, expected) => {
    expect(told(first(3, { priority: 60, ...ahead }), first(5, behind))).toEqual([expected])
  })

  test('is not told of groups that are crossed at different edges', () => {
    const enters = (value: number, priority: number) =>
      first(3, {
        trigger: 'customer.enters',
        crossing: { fact: 'customer.spendTopPercent', operator: 'lessThan', value },
        conditions: { all: [] },
        priority,
      })

    expect(told(enters(10, 60), enters(5, 50))).toEqual([])
    expect(told(enters(5, 60), enters(5, 50))).toEqual([`${never} comes first`])
  })

  test('is told to be undecided where it is too much to find out', () => {
    const hard: RuleDocument['conditions'] = {
      all: Array.from({ length: 60 }, (_, index) => ({
        any: [
          { fact: 'customer.silenceRatio', operator: 'equal', value: index },
          { fact: 'customer.spendTopPercent', operator: 'equal', value: index },
          { fact: 'customer.country', operator: 'equal', value: `${index}` },
          { fact: 'order.country', operator: 'equal', value: `${index}` },
        ],
      })),
    }

    expect(told(first(3, { priority: 60 }), first(5, { conditions: hard }))).toEqual([
      'undecided B /exclusive A /exclusive: Whether "B" ever gets a turn beside "A", which comes first, was too much to find out',
    ])
  })
})

test('two rules of which a customer gets one do not add up on one order', () => {
  const others = first(3, { exclusive: { group: 'other', pick: 'first' } })

  expect(told(first(3, { conditions: { all: [more(3), { not: more(8) }] } }), first(5))).toEqual([])
  expect(told(first(3), others)).toEqual([expect.stringContaining('can both give a discount for one order')])
})

describe('rules whose codes may be used together', () => {
  const together = (percent: number, changes: Partial<RuleDocument> = {}): Partial<RuleDocument> => ({
    conditions: { all: [more(3)] },
    trigger: 'customer.created',
    actions: [code({ percent, combinesWith: ['orders'] })],
    ...changes,
  })

  test('are told where they come to more than the ceiling, whenever each of them is given', () => {
    const few = { conditions: { all: [{ not: more(3) }] } }

    expect(findingsOf([together(10), together(10, few), together(10, { trigger: 'every.day' })])).toEqual([
      {
        kind: 'ceiling',
        places: ['A', 'B', 'C'].map((rule) => ({ rule, path: '/actions/0' })),
        message:
          '"A", "B" and "C" give discounts that may be used together, 30% off, and 25% is the most: who holds some of them does not get the next',
      },
    ])
  })

  test('are told by the ceiling of the shop', () => {
    expect(findingsOf([together(15), together(10)])).toEqual([])
    expect(findingsOf([together(15), together(10)], 20)).toHaveLength(1)
    expect(findingsOf([together(15), together(11)], 26)).toEqual([])
  })

  test('of one group by the largest', () => {
    const inGroup = (percent: number) =>
      together(percent, { exclusive: { group: 'g', pick: 'first' }, priority: percent })

    expect(told(inGroup(15), inGroup(16), together(9))).toEqual([expect.stringContaining('outranked')])
    expect(told(inGroup(15), inGroup(16), together(10))[0]).toContain('"B" and "C" give discounts')
  })

  test('unless one of them gives nothing anyway, or stands alone', () => {
    const alone = { actions: [code({ percent: 20 })] }

    expect(told(together(30), together(10))).toEqual([])
    expect(told(together(20), together(20, alone))).toEqual([])
  })
})
