import { Ajv } from 'ajv'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publishedRuleSchema } from '../../app/engine/rule-schema.ts'
import { checkDocument } from '../../app/rules/check.ts'
import { ruleSchema } from '../../app/rules/schema.ts'
import { OPERATORS, type RuleDocument } from '../../app/rules/types.ts'
import { actions } from '../../app/vocabulary/actions/index.ts'
import { facts } from '../../app/vocabulary/facts/index.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { triggers } from '../../app/vocabulary/triggers/index.ts'
import { anyDocument } from '../rules/any-document.ts'
import { ruleWith, vocabulary, WORDS } from '../rules/vocabulary.ts'

/** After a change of words: npx vitest run --project unit test/engine/rule-schema.test.ts -u */
test('the published schema is that of the words there are', async () => {
  await expect(`${JSON.stringify(publishedRuleSchema(), null, 1)}\n`).toMatchFileSnapshot(
    '../../app/contracts/rule.schema.json',
  )
})

const published = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(publishedRuleSchema())
const small = new Ajv({ strict: true, strictRequired: false }).compile(
  ruleSchema(vocabulary, () => ({ type: 'object' })),
)
const schemaAccepts = (document: unknown): boolean => small(JSON.parse(JSON.stringify(document)))
const checkAccepts = (document: unknown): boolean => checkDocument(document, vocabulary, WORDS).valid

test.each(templates)('the template “$id” fits the published schema', ({ document }) => {
  expect(published(document), JSON.stringify(published.errors)).toBe(true)
})

test('every rule that the check accepts fits the schema', () => {
  let accepted = 0
  fc.assert(
    fc.property(anyDocument, (document) => {
      fc.pre(checkAccepts(document))
      accepted += 1

      expect(schemaAccepts(document), JSON.stringify(small.errors?.slice(0, 2))).toBe(true)
    }),
    { numRuns: 500 },
  )

  expect(accepted).toBeGreaterThan(200)
})

const leafWith = (changes: object): Partial<RuleDocument> => ({
  conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 3, ...changes }] },
})

test.each<[string, object]>([
  ['an unknown key', { color: 'red' }],
  ['another format', { format: 2 }],
  ['a blank name', { name: ' ' }],
  ['an unknown trigger', { trigger: 'order.payed' }],
  ['an empty group', { conditions: { all: [] } }],
  ['a condition without a group', { conditions: { fact: 'customer.ordersCount', operator: 'equal', value: 3 } }],
  ['two groups in one', { conditions: { all: [], any: [] } }],
  ['an unknown fact', leafWith({ fact: 'ordersCount' })],
  ['an operator of another type', leafWith({ operator: 'contains' })],
  ['a number in quotes', leafWith({ value: '3' })],
  ['a fact of another type', leafWith({ value: { fact: 'order.total' } })],
  ['a multiple of nothing', leafWith({ value: { fact: 'customer.patience', times: 0 } })],
  ['a range of one', leafWith({ operator: 'between', value: [3] })],
  ['a value beside isSet', leafWith({ operator: 'isSet', value: false })],
  ['a path', leafWith({ path: '$.a' })],
  ['half a day', leafWith({ fact: 'customer.lastOrderAt', operator: 'withinLastDays', value: 0.5 })],
  [
    'a time without offset',
    leafWith({ fact: 'customer.lastOrderAt', operator: 'before', value: '2026-01-01T09:00:00' }),
  ],
  ['no actions', { actions: [] }],
  ['an unknown action', { actions: [{ type: 'moon.land', params: {} }] }],
  ['a crossing that no trigger waits for', { crossing: { fact: 'customer.ordersCount', operator: 'equal', value: 3 } }],
  ['a trigger without its crossing', { trigger: 'customer.enters' }],
  ['a limit of nothing', { limits: { perCustomer: { times: 0, days: 1 } } }],
  ['a budget of no amount', { limits: { budget: { amount: '£5', per: 'month' } } }],
  ['a comparison group of everybody', { limits: { holdOutPercent: 100 } }],
  ['a group without a name', { exclusive: { group: '', pick: 'best' } }],
  ['a schedule from a time without offset', { schedule: { startsAt: '2026-12-01T00:00:00' } }],
  ['hours past midnight', { schedule: { hours: { from: '09:00', to: '24:00' } } }],
  ['hours on no day', { schedule: { hours: { from: '09:00', to: '17:00', days: [] } } }],
  ['an example of an unknown fact', { examples: [{ customer: { orderCount: 1 }, expect: 'granted' }] }],
])('%s fits neither the schema nor the check', (_, changes) => {
  const document = { ...ruleWith(), ...changes }

  expect(schemaAccepts(document)).toBe(false)
  expect(checkAccepts(document)).toBe(false)
})

test('editors are offered every word, each with what it means', () => {
  const offered = new Map<unknown, string>()
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if ('const' in part && 'description' in part) offered.set(part.const, String(part.description))
    for (const inside of Object.values(part)) look(inside)
  }
  look(publishedRuleSchema())

  for (const { name, meaning } of facts) expect(offered.get(name)).toBe(meaning)
  for (const name of [...OPERATORS, ...triggers.map((each) => each.name), ...actions.map((each) => each.name)])
    expect(offered.get(name)).not.toBeUndefined()
})
