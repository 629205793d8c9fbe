import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Condition, Group } from '../../app/rules/types.ts'
import { ORDERS, problemsOf } from './problems-of.ts'
import { ruleWith } from './vocabulary.ts'

const nested = (depth: number): Condition => {
  let condition: Condition = ORDERS
  for (let level = 0; level < depth; level += 1) condition = { not: condition }
  return condition
}

test('groups stand inside each other up to 20 deep', () => {
  expect(problemsOf({ ...ruleWith(), conditions: nested(19) })).toEqual([])
  expect(problemsOf({ ...ruleWith(), conditions: nested(20) })).toEqual([
    { path: `/conditions${'/not'.repeat(20)}`, message: 'Groups stand inside each other at most 20 deep' },
  ])
  expect(problemsOf({ ...ruleWith(), conditions: nested(10_000) })).toHaveLength(1)
})

test('a group that contains itself ends in problems', () => {
  const group: { all: unknown[] } = { all: [] }
  group.all.push(group, group)

  const problems = problemsOf({ ...ruleWith(), conditions: group })

  expect(problems.map(({ message }) => message)).toContain('A rule has at most 500 conditions')
  expect(problems.length).toBeLessThanOrEqual(100)
})

test('a rule has at most 500 conditions, groups included', () => {
  const many = (count: number) => ({
    ...ruleWith(),
    conditions: { all: Array.from({ length: count }, () => ORDERS) },
  })

  expect(problemsOf(many(499))).toEqual([])
  expect(problemsOf(many(500))).toEqual([{ path: '/conditions/all/499', message: 'A rule has at most 500 conditions' }])
  expect(problemsOf(many(1_000_000))).toHaveLength(1)
})

test('conditions too involved to be decided are let pass in good time', () => {
  const facts = ['customer.patience', 'customer.spendTopPercent', 'customer.daysSinceLastOrder', 'customer.ordersCount']
  const either = (index: number): Condition => ({
    any: facts.map((fact): Condition => ({ fact, operator: 'equal', value: index })),
  })
  const wide: Group = { all: Array.from({ length: 95 }, (_, index) => either(index)) }
  let deep: Group = { all: [either(0), either(1), either(2), either(3)] }
  for (let level = 0; level < 16; level += 1)
    deep = { all: [deep, either(level), either(level + 20), either(level + 40)] }
  const start = performance.now()

  expect(problemsOf(ruleWith({ conditions: wide }))).toEqual([])
  expect(problemsOf(ruleWith({ conditions: deep }))).toEqual([])
  expect(performance.now() - start).toBeLessThan(8000)
})

test('at most 100 problems are listed', () => {
  const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key${index}`, index]))

  expect(problemsOf({ ...ruleWith(), ...keys })).toHaveLength(100)
})

test('holes in a list are no conditions', () => {
  expect(problemsOf({ ...ruleWith(), conditions: { all: new Array(2) } })).toHaveLength(2)
})

test('keys that reach for the prototype are unknown keys, and nothing is inherited', () => {
  const polluted: unknown = JSON.parse('{"__proto__": {"limits": 5}, "constructor": 1}')
  const heir: unknown = Object.create(ruleWith())

  expect(problemsOf(polluted).map(({ path }) => path)).toEqual(expect.arrayContaining(['/__proto__', '/constructor']))
  expect(problemsOf(heir).map(({ path }) => path)).toEqual(['/format', '/name', '/trigger', '/conditions', '/actions'])
})

test('a getter is not called', () => {
  const document = Object.defineProperty({ ...ruleWith() }, 'name', {
    enumerable: true,
    get: () => {
      throw new Error('called')
    },
  })

  expect(problemsOf(document).map(({ path }) => path)).toEqual(['/name'])
})

test('anything at all gets problems, never an exception', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
  })
  const keys = [
    ...['format', 'name', 'trigger', 'guests', 'conditions', 'actions'],
    ...['limits', 'exclusive', 'schedule', 'priority', 'examples'],
  ]
  const limit = fc.oneof(anything, fc.record({ times: anything, per: anything, amount: anything, currency: anything }))
  const badTerms = fc.record({
    limits: fc.record({ total: limit, budget: limit, holdOutPercent: anything, whenHeardEnough: anything }),
    exclusive: fc.record({ group: anything, pick: anything }),
    schedule: fc.record({
      startsAt: anything,
      endsAt: anything,
      hours: fc.oneof(
        anything,
        fc.record({ from: anything, to: anything, days: fc.oneof(anything, fc.array(anything)) }),
      ),
    }),
  })
  const halfRight = fc.record(Object.fromEntries(keys.map((key) => [key, anything])), { requiredKeys: [] })
  const badGroup = fc.record({
    all: fc.array(fc.record({ fact: anything, operator: anything, value: anything }, { requiredKeys: [] })),
  })

  fc.assert(
    fc.property(
      fc.oneof(
        anything,
        halfRight,
        badTerms.map((terms) => ({ ...ruleWith(), ...terms })),
        badGroup.map((conditions) => ({ ...ruleWith(), conditions })),
      ),
      (document) => {
        for (const { path, message } of problemsOf(document)) {
          expect(path === '' || path.startsWith('/')).toBe(true)
          expect(message).not.toBe('')
        }
      },
    ),
    { numRuns: 500 },
  )
})
