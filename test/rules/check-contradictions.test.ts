import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../app/rules/compile.ts'
import { normalise } from '../../app/rules/normalise.ts'
import type { Condition, Group, Operand, Operator } from '../../app/rules/types.ts'
import { anyFacts, anyLeavesOfOneFact } from './any-document.ts'
import { problemsOf } from './problems-of.ts'
import { ruleWith, vocabulary } from './vocabulary.ts'

const pathsOf = (conditions: Group): readonly string[] => problemsOf(ruleWith({ conditions })).map(({ path }) => path)

type Asked = readonly (readonly [Operator, Operand])[]
const about = (fact: string, asked: Asked): Condition[] => asked.map(([operator, value]) => ({ fact, operator, value }))

test.each<[string, Asked]>([
  [
    'customer.ordersCount',
    [
      ['equal', 0],
      ['greaterThan', 3],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['lessThan', 3],
      ['greaterThan', 3],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['lessThan', 3],
      ['greaterThanInclusive', 3],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['equal', 3],
      ['notEqual', 3],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['in', [1, 2]],
      ['greaterThan', 2],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['in', [1, 2]],
      ['notIn', [2, 1]],
    ],
  ],
  [
    'order.total',
    [
      ['greaterThan', '100.00'],
      ['lessThan', 20],
    ],
  ],
  [
    'customer.lastOrderAt',
    [
      ['greaterThan', '2026-02-01'],
      ['lessThan', '2026-01-01T00:00:00Z'],
    ],
  ],
  [
    'customer.country',
    [
      ['equal', 'GB'],
      ['equal', 'FR'],
    ],
  ],
  [
    'customer.country',
    [
      ['equal', 'GB'],
      ['notIn', ['FR', 'GB']],
    ],
  ],
  [
    'order.isFirst',
    [
      ['equal', true],
      ['equal', false],
    ],
  ],
  [
    'customer.tags',
    [
      ['contains', 'vip'],
      ['doesNotContain', 'vip'],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['between', [3, 5]],
      ['greaterThan', 5],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['greaterThan', 3],
      ['lessThan', 4],
    ],
  ],
  [
    'order.total',
    [
      ['greaterThan', '3.00'],
      ['lessThan', '3.01'],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['isNotSet', true],
      ['equal', 3],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['isNotSet', true],
      ['isSet', true],
    ],
  ],
  [
    'customer.lastOrderAt',
    [
      ['withinLastDays', 30],
      ['moreThanDaysAgo', 30],
    ],
  ],
  [
    'customer.lastOrderAt',
    [
      ['after', '2026-02-01'],
      ['before', '2026-02-01'],
    ],
  ],
  [
    'customer.country',
    [
      ['startsWith', 'G'],
      ['startsWith', 'F'],
    ],
  ],
  [
    'customer.country',
    [
      ['endsWith', 'B'],
      ['equal', 'FR'],
    ],
  ],
  [
    'customer.tags',
    [
      ['includesAll', ['vip', 'new']],
      ['includesNone', ['new']],
    ],
  ],
  [
    'customer.tags',
    [
      ['includesAny', ['vip', 'new']],
      ['includesNone', ['new', 'vip']],
    ],
  ],
  [
    'customer.tags',
    [
      ['isNotSet', true],
      ['contains', 'vip'],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['greaterThan', { fact: 'customer.keptOrdersCount' }],
      ['lessThan', { fact: 'customer.keptOrdersCount' }],
    ],
  ],
])('%s cannot be %j at once', (fact, asked) => {
  expect(pathsOf({ all: about(fact, asked) })).toEqual(['/conditions/all'])
})

test.each<[string, Asked]>([
  [
    'customer.ordersCount',
    [
      ['greaterThan', 3],
      ['lessThan', 5],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['greaterThanInclusive', 3],
      ['lessThanInclusive', 3],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['notEqual', 0],
      ['notEqual', 1],
    ],
  ],
  [
    'customer.patience',
    [
      ['lessThan', 0],
      ['lessThan', 5],
    ],
  ],
  [
    'customer.country',
    [
      ['notEqual', 'GB'],
      ['notIn', ['FR', 'GB']],
    ],
  ],
  [
    'order.isFirst',
    [
      ['notEqual', true],
      ['notEqual', false],
    ],
  ],
  [
    'customer.tags',
    [
      ['contains', 'vip'],
      ['contains', 'new'],
      ['doesNotContain', 'staff'],
    ],
  ],
  [
    'customer.tags',
    [
      ['doesNotContain', 'vip'],
      ['doesNotContain', 'staff'],
    ],
  ],
  [
    'customer.ordersCount',
    [
      ['greaterThan', { fact: 'customer.keptOrdersCount' }],
      ['lessThan', { fact: 'customer.keptOrdersCount', times: 2 }],
    ],
  ],
  [
    'customer.lastOrderAt',
    [
      ['moreThanDaysAgo', 90],
      ['after', '2026-01-01'],
    ],
  ],
  [
    'customer.country',
    [
      ['startsWith', 'G'],
      ['startsWith', 'GB'],
      ['endsWith', 'B'],
      ['notEqual', 'GB'],
    ],
  ],
  [
    'customer.tags',
    [
      ['includesAny', ['vip', 'new']],
      ['doesNotContain', 'vip'],
    ],
  ],
  [
    'customer.tags',
    [
      ['isSet', true],
      ['includesNone', ['vip']],
    ],
  ],
])('%s can be %j at once', (fact, asked) => {
  expect(pathsOf({ all: about(fact, asked) })).toEqual([])
})

test('an all inside an all adds to it, an any or a not does not', () => {
  const few = about('customer.ordersCount', [['lessThan', 2]])
  const many = about('customer.ordersCount', [['greaterThan', 3]])

  expect(pathsOf({ all: [...few, { all: many }] })).toEqual(['/conditions/all'])
  expect(pathsOf({ any: [{ not: { all: [...few, ...many] } }] })).toEqual(['/conditions/any/0/not/all'])
  expect(pathsOf({ any: [...few, ...many] })).toEqual([])
  expect(pathsOf({ all: [...few, { not: { all: many } }] })).toEqual([])
})

test.each<[string, Group, string]>([
  ['a count below nothing', { any: about('customer.ordersCount', [['lessThan', 0]]) }, '/conditions'],
  [
    'the opposite of what always holds',
    { not: { any: [...about('customer.tags', [['isSet', true]]), ...about('customer.tags', [['isNotSet', true]])] } },
    '/conditions',
  ],
  [
    'two alternatives, each shut out beside them',
    {
      all: [
        { any: [...about('customer.country', [['equal', 'GB']]), ...about('customer.country', [['equal', 'FR']])] },
        ...about('customer.country', [['notIn', ['FR', 'GB']]]),
      ],
    },
    '/conditions/all',
  ],
])('nobody can meet %s', (_, conditions, path) => {
  expect(pathsOf(conditions)).toEqual([path])
})

test('a crossing that shuts out the conditions is refused', () => {
  const crossing = { fact: 'customer.ordersCount', operator: 'greaterThan', value: 3, leaveAt: 2 } as const
  const asked = (trigger: string, value: number) =>
    problemsOf(
      ruleWith({ trigger, crossing, conditions: { all: about('customer.ordersCount', [['equal', value]]) } }),
    ).map(({ path }) => path)

  expect(asked('customer.enters', 4)).toEqual([])
  expect(asked('customer.enters', 3)).toEqual(['/crossing'])
  expect(asked('customer.leaves', 2)).toEqual([])
  expect(asked('customer.leaves', 3)).toEqual(['/crossing'])
})

test('many long lists are let pass rather than compared for minutes', () => {
  const values = Array.from({ length: 1000 }, (_, index) => index)
  const lists = Array.from(
    { length: 300 },
    (): Condition => ({ fact: 'customer.ordersCount', operator: 'in', value: values }),
  )
  const never = about('customer.ordersCount', [['equal', -1]])
  const start = performance.now()

  expect(pathsOf({ all: [...lists, ...never] })).toEqual([])
  expect(performance.now() - start).toBeLessThan(5000)
})

test('a rule refused for its contradiction matches nobody', () => {
  let refused = 0
  fc.assert(
    fc.property(anyLeavesOfOneFact, anyFacts, (all, facts) => {
      if (pathsOf({ all }).length === 0) return
      refused += 1

      expect(compile(normalise({ conditions: { all } }, vocabulary, 'GBP'))((fact) => facts[fact])).toBe(false)
    }),
    { numRuns: 1000 },
  )

  expect(refused).toBeGreaterThan(50)
})
