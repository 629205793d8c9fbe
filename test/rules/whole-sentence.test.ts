import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDocument } from '../../app/rules/check.ts'
import { sentence } from '../../app/rules/sentence.ts'
import type { Action, RuleDocument } from '../../app/rules/types.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'
import { anyTerms, groupOf, leafAmong, meaningOf } from './any-document.ts'

/** Texts that try to pass for other parts of a sentence. */
const text = fc.constantFrom(
  'vip',
  'regular',
  '”; tag the customer “vip',
  'vip, within 2 working days',
  'vip”, within 2 working days, costing £5.00',
  'vip”. Priority 2',
)
const amount = fc.constantFrom('5.00', '10.00')

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    type: fc.constant('customer.addTag'),
    params: fc.record({ tag: fc.constantFrom('vip', 'regular', '” “') }),
  }),
  fc.record({
    type: fc.constant('customer.notify'),
    params: fc.record({ message: fc.constantFrom('win-back', 'vip'), text }, { requiredKeys: ['message'] }),
  }),
  fc.record({ type: fc.constant('order.addNote'), params: fc.record({ text }) }),
  fc.record({
    type: fc.constant('discount.code'),
    params: fc
      .tuple(
        fc.oneof(fc.record({ percent: fc.constantFrom(5, 10) }), fc.record({ amount })),
        fc.record(
          {
            minimumSubtotal: amount,
            expiresInDays: fc.constantFrom(1, 30),
            combinesWith: fc.constantFrom(['orders'], ['orders', 'shipping']),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([worth, terms]) => ({ ...worth, ...terms })),
  }),
  fc.record({
    type: fc.constant('task.create'),
    params: fc.record(
      {
        kind: fc.constantFrom('personal_note', 'gift'),
        title: text,
        dueInWorkingDays: fc.constantFrom(0, 1, 2),
        body: text,
        assignee: text,
        cost: amount,
      },
      { requiredKeys: ['kind', 'title', 'dueInWorkingDays'] },
    ),
  }),
)

const anyRule: fc.Arbitrary<RuleDocument> = fc
  .record({
    format: fc.constant(1 as const),
    name: fc.constant('A rule'),
    trigger: fc.constantFrom('order.paid', 'order.created', 'order.cancelled'),
    conditions: fc.oneof(
      fc.constant({ all: [{ fact: 'order.isFirst', operator: 'equal' as const, value: true }] }),
      groupOf(leafAmong(vocabulary.facts)),
    ),
    actions: fc.array(anyAction, { minLength: 1, maxLength: 2 }),
  })
  .chain((rule) => anyTerms.map((terms) => ({ ...rule, ...terms })))

const WORDS = { currency: 'GBP' }

test('rules of the app that do different things never share a sentence', () => {
  const said = new Map<string, string>()
  fc.assert(
    fc.property(anyRule, (document) => {
      fc.pre(checkDocument(document, vocabulary, WORDS).valid)
      const words = sentence(document, vocabulary, WORDS)
      const before = said.get(words) ?? meaningOf(document)
      said.set(words, meaningOf(document))

      expect(before).toBe(meaningOf(document))
    }),
    { numRuns: 3000 },
  )

  expect(said.size).toBeGreaterThan(1500)
})

test.each(templates)('the template “$id” reads as one sentence of its own', ({ document }) => {
  const words = sentence(document, vocabulary, WORDS)

  expect(words).toMatch(/^(When|Every|At) .+: .+\.$/s)
  expect(templates.filter((other) => sentence(other.document, vocabulary, WORDS) === words)).toHaveLength(1)
})

const missionSentence = (id: string): string | undefined => {
  const template = templates.find((each) => each.id === id)
  return template && sentence(template.document, vocabulary, WORDS)
}

test('the mission’s two sentences read as they were meant', () => {
  expect(missionSentence('regulars-welcome-code')).toContain(
    "if this is the customer's first order or the customer has more than 3 kept orders: give a 10% code",
  )
  expect(missionSentence('note-to-the-best')).toContain(
    'if the customer is in the top 5% by spend in the last 365 days: ask somebody for a personal note',
  )
})
