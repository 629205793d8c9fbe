import { expect, test } from 'vitest'
import type { Condition, RuleDocument } from '../../app/rules/types.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { findingsOf } from '../../app/web/api/rule-findings.ts'

const GBP = { currency: 'GBP' }
const more = (count: number): Condition => ({
  fact: 'customer.keptOrdersCount',
  operator: 'greaterThan',
  value: count,
})
const code = (given: Partial<RuleDocument> = {}): RuleDocument => ({
  format: 1,
  name: 'Code',
  trigger: 'order.paid',
  conditions: { all: [more(3)] },
  actions: [{ type: 'discount.code', params: { percent: 10 } }],
  ...given,
})
const tag = (name: string, conditions: RuleDocument['conditions'], type: string, tag: string): RuleDocument =>
  code({ name, trigger: 'every.day', conditions, actions: [{ type, params: { tag } }] })
const has = (tag: string): Condition => ({ fact: 'customer.tags', operator: 'contains', value: tag })

test('a condition that decides nothing is told at its place, with somebody who shows it', () => {
  expect(findingsOf(code({ conditions: { all: [more(3), more(1)] } }), [], GBP)).toEqual([
    {
      paths: ['/conditions/all/1'],
      about: ['the customer has more than 1 kept order'],
      message: 'This condition says nothing new: whoever meets the others meets it too',
      rules: [],
      example: ['kept orders: 4'],
    },
  ])
})

test('rules that give a discount for the same order are told by name, those of one name apart', () => {
  const live = [
    { id: 'a', name: 'Code', document: code() },
    { id: 'b', name: 'Code', document: code({ conditions: { all: [more(9)] } }) },
    { id: 'c', name: 'Never together', document: code({ conditions: { all: [{ not: more(2) }] } }) },
  ]

  const findings = findingsOf(code({ name: 'Another' }), live, GBP)

  expect(findings.map(({ message, rules }) => [message, rules])).toEqual([
    ['this rule and "Code" can both give a discount for one order, 10% at worst', [{ id: 'a', name: 'Code' }]],
    ['this rule and "Code (2)" can both give a discount for one order, 10% at worst', [{ id: 'b', name: 'Code' }]],
  ])
  expect(findings.map(({ example }) => example)).toEqual([['kept orders: 4'], ['kept orders: 10']])
})

test('a loop through several rules is told once, and only to a rule that is part of it', () => {
  const live = [
    { id: 'b', name: 'Takes', document: tag('Takes', { all: [has('club')] }, 'customer.removeTag', 'club') },
    { id: 'c', name: 'Apart', document: tag('Apart', { all: [has('other')] }, 'customer.addTag', 'more') },
  ]
  const gives = tag('Gives', { all: [{ not: has('club') }] }, 'customer.addTag', 'club')

  const findings = findingsOf(gives, live, GBP)

  expect(findings).toMatchObject([
    { message: expect.stringContaining('set each other off without end'), rules: [{ id: 'b', name: 'Takes' }] },
  ])
  const both = [...live, { id: 'a', name: 'Gives', document: gives }]
  expect(findingsOf(code(), both, GBP)).toEqual([])
})

test('the templates say nothing but what they mean', () => {
  for (const { document } of templates) expect(findingsOf(document, [], GBP)).toEqual([])
})
