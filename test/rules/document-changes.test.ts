import { describe, expect, test } from 'vitest'
import { changesInWords } from '../../app/rules/document-changes.ts'
import type { RuleDocument } from '../../app/rules/types.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'

const rule: RuleDocument = {
  format: 1,
  name: 'Regulars',
  trigger: 'order.paid',
  conditions: {
    all: [
      { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
      { fact: 'order.total', operator: 'greaterThan', value: '50.00' },
    ],
  },
  actions: [{ type: 'customer.addTag', params: { tag: 'regular' } }],
  limits: { perCustomer: { times: 1, days: 90 } },
}
const [kept, total] = 'all' in rule.conditions ? rule.conditions.all : []
const says = (given: Partial<RuleDocument>, before: Partial<RuleDocument> = {}) =>
  changesInWords({ ...rule, ...before }, { ...rule, ...given }, vocabulary, { currency: 'GBP' })
const more = (value: number) => ({ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value }) as const
const task = (body: string) => ({
  type: 'task.create',
  params: { kind: 'gift', title: 'Tea', body, dueInWorkingDays: 2 },
})

describe('what another version changed', () => {
  test.each<{ what: string; given: Partial<RuleDocument>; before?: Partial<RuleDocument>; says: readonly string[] }>([
    { what: 'nothing', given: {}, says: [] },
    { what: 'the name', given: { name: 'Friends' }, says: ['the name: “Regulars” → “Friends”'] },
    {
      what: 'when it runs',
      given: { trigger: 'order.created' },
      says: ['When an order is paid → When an order is placed'],
    },
    {
      what: 'a number',
      given: { conditions: { all: [more(4), total ?? more(0)] } },
      says: ['the customer has more than 3 kept orders → the customer has more than 4 kept orders'],
    },
    {
      what: 'a condition more, and one less',
      given: { conditions: { all: [kept ?? more(0)] } },
      says: ['no longer: order total is more than £50.00'],
    },
    {
      what: 'how conditions are put together',
      given: { conditions: { any: [kept ?? more(0), total ?? more(0)] } },
      says: ['put together: the customer has more than 3 kept orders or order total is more than £50.00'],
    },
    {
      what: 'an action',
      given: { actions: [{ type: 'customer.addTag', params: { tag: 'vip' } }] },
      says: ['tag the customer “regular” → tag the customer “vip”'],
    },
    {
      what: 'an action more',
      given: { actions: [...rule.actions, { type: 'customer.addTag', params: { tag: 'vip' } }] },
      says: ['new: tag the customer “vip”'],
    },
    {
      what: 'a limit',
      given: { limits: { perCustomer: { times: 1, days: 30 } } },
      says: ['At most once in 90 days each → At most once in 30 days each'],
    },
    { what: 'a limit less', given: { limits: {} }, says: ['no longer: At most once in 90 days each'] },
    { what: 'the priority', given: { priority: 9 }, says: ['new: Priority 9'] },
    {
      what: 'the examples',
      given: { examples: [{ expect: 'no match' }] },
      says: ['the examples, which change nothing that it does'],
    },
    {
      what: 'a text',
      before: { actions: [task('Green')] },
      given: { actions: [task('Black')] },
      says: [expect.stringMatching(/Green.* → .*Black/)],
    },
  ])('$what', ({ given, before, says: expected }) => {
    expect(says(given, before)).toEqual(expected)
  })

  test('is nothing between a template and itself, and something between any two', () => {
    for (const one of templates) {
      for (const other of templates) {
        const changes = changesInWords(one.document, other.document, vocabulary, { currency: 'GBP' })
        expect(changes.length === 0, `${one.id}, ${other.id}`).toBe(one === other)
      }
    }
  })
})
