import { isObject } from '../../app/rules/check-shape.ts'
import { readMoney } from '../../app/rules/money.ts'
import { quoteText } from '../../app/rules/quoted-text.ts'
import type { ActionSpec, FactSpec, FactType, Group, RuleDocument, Vocabulary } from '../../app/rules/types.ts'

/** A small shop's words: two facts of every type, so that each can be compared with another of its kind. */

const fact = (name: string, type: FactType, label: string, more: Partial<FactSpec> = {}): FactSpec => ({
  name,
  type,
  label,
  meaning: `${label}, for tests`,
  ...more,
})

const tag: ActionSpec = {
  name: 'customer.addTag',
  label: 'Add a customer tag',
  checkParams: (params) =>
    isObject(params) && 'tag' in params && typeof params.tag === 'string'
      ? []
      : [{ path: '/tag', message: 'A tag is a text', found: 'something else', expected: 'a text' }],
  sentence: ({ tag }) => `tag the customer ${quoteText(String(tag))}`,
  outcome: ({ tag }) => ({ addsTags: [String(tag)] }),
}

const untag: ActionSpec = {
  name: 'customer.removeTag',
  label: 'Remove a customer tag',
  checkParams: () => [],
  sentence: ({ tag }) => `take the tag ${quoteText(String(tag))} from the customer`,
  outcome: ({ tag }) => ({ removesTags: [String(tag)] }),
}

const code: ActionSpec = {
  name: 'discount.code',
  label: 'Give a discount code',
  checkParams: () => [],
  sentence: (params) => `give a code ${JSON.stringify(params)}`,
  outcome: ({ percent, amount, combines }) => ({
    discount: {
      ...(amount === undefined ? { percent: Number(percent) } : { amount: Number(amount) }),
      combines: combines === true,
    },
  }),
}

const credit: ActionSpec = {
  name: 'customer.credit',
  label: 'Give store credit',
  checkParams: () => [],
  sentence: ({ amount }, { currency }) => `give ${readMoney(Number(amount), currency)} of credit`,
}

export const vocabulary: Vocabulary = {
  facts: [
    fact('customer.averageOrderValue', 'money', 'Average order value'),
    fact('customer.country', 'text', 'Country'),
    fact('customer.daysSinceLastOrder', 'number', 'Days since last order', { unit: 'days' }),
    fact('customer.favourite', 'text', 'Favourite product'),
    fact('customer.firstOrderAt', 'time', 'First order'),
    fact('customer.isBusiness', 'boolean', 'Business'),
    fact('customer.keptOrdersCount', 'number', 'Kept orders', {
      unit: 'orders',
      whole: true,
      least: 0,
      phrases: { greaterThan: 'the customer has more than … kept orders' },
    }),
    fact('customer.lastOrderAt', 'time', 'Last order', {
      phrases: { moreThanDaysAgo: "the customer's last order was more than … ago" },
    }),
    fact('customer.ordersCount', 'number', 'Orders', { unit: 'orders', whole: true, least: 0 }),
    fact('customer.patience', 'number', 'Patience', { unit: 'weeks' }),
    fact('customer.spendTopPercent', 'number', 'Place by spend', { unit: '%', least: 0 }),
    fact('customer.refundRate', 'number', 'Share refunded', { unit: 'ratio' }),
    fact('customer.tags', 'list', 'Tags'),
    fact('order.country', 'text', 'Country'),
    fact('order.isFirst', 'boolean', 'First order of the customer', {
      claims: { yes: "this is the customer's first order", no: "this is not the customer's first order" },
    }),
    fact('order.skus', 'list', 'SKUs'),
    fact('order.total', 'money', 'Order total'),
  ],
  triggers: [
    { name: 'order.paid', label: 'an order is paid', shelves: ['customer', 'order'] },
    { name: 'customer.changed', label: 'a customer changes', shelves: ['customer'] },
    { name: 'order.created', label: 'an order is placed', shelves: ['customer', 'order'] },
    { name: 'customer.enters', label: 'a customer enters a group', shelves: ['customer'], crossing: 'enters' },
    { name: 'customer.leaves', label: 'a customer leaves a group', shelves: ['customer'], crossing: 'leaves' },
    { name: 'every.day', label: 'a day begins', opening: 'Every day', shelves: ['customer'], daily: true },
  ],
  actions: [tag, credit, untag, code],
}

export const WORDS = { currency: 'GBP' }

const FIRST: Group = { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] }

/** A good rule, with whatever a test wants different. */
export const ruleWith = (changes: Partial<RuleDocument> = {}): RuleDocument => ({
  format: 1,
  name: 'Regulars carry a tag',
  trigger: 'order.paid',
  conditions: FIRST,
  actions: [{ type: 'customer.addTag', params: { tag: 'regular' } }],
  ...changes,
})
