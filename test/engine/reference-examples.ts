import type { FactValue, Group } from '../../app/rules/types.ts'

/**
 * What json-rules-engine's documentation shows, put in our words: the same conditions, facts and outcomes. Where its
 * examples reach into objects by a path, the value is a fact of its own here, for our language has no paths.
 */
export type DocumentedExample = {
  readonly shows: string
  readonly conditions: Group
  readonly matches: readonly Readonly<Record<string, FactValue>>[]
  readonly misses: readonly Readonly<Record<string, FactValue>>[]
}

const game = (gameDuration: number, personalFoulCount: number) => ({ gameDuration, personalFoulCount })

export const documentedExamples: readonly DocumentedExample[] = [
  {
    shows: 'one condition: a message is to be displayed',
    conditions: { all: [{ fact: 'displayMessage', operator: 'equal', value: true }] },
    matches: [{ displayMessage: true }],
    misses: [{ displayMessage: false }, {}],
  },
  {
    shows: 'groups inside a group: a player has fouled out, which takes five fouls in 40 minutes and six in 48',
    conditions: {
      any: [
        {
          all: [
            { fact: 'gameDuration', operator: 'equal', value: 40 },
            { fact: 'personalFoulCount', operator: 'greaterThanInclusive', value: 5 },
          ],
        },
        {
          all: [
            { fact: 'gameDuration', operator: 'equal', value: 48 },
            { not: { fact: 'personalFoulCount', operator: 'lessThan', value: 6 } },
          ],
        },
      ],
    },
    matches: [game(40, 5), game(40, 6), game(48, 6)],
    misses: [game(40, 4), game(48, 5), game(44, 9), { personalFoulCount: 9 }],
  },
  {
    shows: 'in and contains: somebody of the company is on leave, and was on leave at Christmas',
    conditions: {
      all: [
        { fact: 'company', operator: 'equal', value: 'acme' },
        { fact: 'status', operator: 'in', value: ['active', 'paid-leave'] },
        { fact: 'daysTaken', operator: 'contains', value: '2016-12-25' },
      ],
    },
    matches: [{ company: 'acme', status: 'paid-leave', daysTaken: ['2016-02-21', '2016-12-25'] }],
    misses: [
      { company: 'acme', status: 'sabbatical', daysTaken: ['2016-12-25'] },
      { company: 'acme', status: 'active', daysTaken: ['2016-02-21'] },
      { company: 'acme', status: 'active' },
    ],
  },
  {
    shows: 'one fact that needs another: the account is in the right state and older than the rule asks',
    conditions: {
      all: [
        { fact: 'state', operator: 'notIn', value: ['closed', 'frozen'] },
        { fact: 'ageInDays', operator: 'greaterThan', value: 365 },
      ],
    },
    matches: [{ state: 'open', ageInDays: 366 }, { ageInDays: 400 }],
    misses: [{ state: 'open', ageInDays: 365 }, { state: 'frozen', ageInDays: 400 }, { state: 'open' }],
  },
  {
    shows: 'an operator of one’s own: a word begins with a letter',
    conditions: {
      any: [
        { fact: 'word', operator: 'startsWith', value: 'a' },
        { fact: 'word', operator: 'startsWith', value: 'b' },
      ],
    },
    matches: [{ word: 'apple' }, { word: 'bacon' }],
    misses: [{ word: 'dairy' }, { word: 'Apple' }, {}],
  },
  {
    shows: 'rules that build on each other: sociable screwdriver drinkers are invited',
    conditions: {
      all: [
        { fact: 'drinksOrangeJuice', operator: 'equal', value: true },
        { fact: 'enjoysVodka', operator: 'equal', value: true },
        { fact: 'isSociable', operator: 'equal', value: true },
      ],
    },
    matches: [{ drinksOrangeJuice: true, enjoysVodka: true, isSociable: true }],
    misses: [
      { drinksOrangeJuice: true, enjoysVodka: false, isSociable: true },
      { drinksOrangeJuice: true, enjoysVodka: true },
    ],
  },
  {
    shows: 'facts compared with each other: a voucher is worth at least the price',
    conditions: {
      all: [
        { fact: 'voucher', operator: 'greaterThanInclusive', value: { fact: 'price' } },
        { fact: 'category', operator: 'equal', value: { fact: 'voucherCategory' } },
      ],
    },
    matches: [{ voucher: 50, price: 50, category: 'book', voucherCategory: 'book' }],
    misses: [
      { voucher: 49, price: 50, category: 'book', voucherCategory: 'book' },
      { voucher: 50, price: 50, category: 'book', voucherCategory: 'food' },
      { voucher: 50, category: 'book', voucherCategory: 'book' },
    ],
  },
  {
    shows: 'results of one rule for several people: an athlete or honours student gets a scholarship',
    conditions: {
      any: [
        { fact: 'athlete', operator: 'equal', value: true },
        { fact: 'gradeAverage', operator: 'greaterThanInclusive', value: 3.5 },
      ],
    },
    matches: [{ athlete: true }, { gradeAverage: 3.5 }, { athlete: false, gradeAverage: 4 }],
    misses: [{ athlete: false, gradeAverage: 3.49 }, {}],
  },
  {
    shows: 'facts that may be undefined: who has not said no',
    conditions: { all: [{ fact: 'answer', operator: 'notEqual', value: 'no' }] },
    matches: [{}, { answer: 'yes' }],
    misses: [{ answer: 'no' }],
  },
]
