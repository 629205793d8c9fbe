import type { Leaf, Limits, RuleDocument } from '../../app/rules/types.ts'

const first: Leaf = { fact: 'order.isFirst', operator: 'equal', value: true }
const over = (fact: string, value: number | string): Leaf => ({ fact, operator: 'greaterThan', value })
const code = (percent: number, days: number, combines = false) => ({
  type: 'discount.code',
  params: { percent, expiresInDays: days, ...(combines && { combinesWith: ['orders'] }) },
})
const task = (kind: string, cost?: string) => ({
  type: 'task.create',
  params: { kind, title: 'For {{ customer.name }}', ...(cost !== undefined && { cost }) },
})
const tag = (name: string) => ({ type: 'customer.addTag', params: { tag: name } })

const rule = (
  name: string,
  trigger: string,
  given: Partial<RuleDocument> & { readonly limits?: Limits },
): RuleDocument => ({
  format: 1,
  name,
  trigger,
  conditions: { all: [over('shop.customersCount', 0)] },
  actions: [],
  ...given,
})

/** Ten rules that between them use every limit that the document knows; on a year's trade each gives and is kept back. */
export const LIMITED: readonly RuleDocument[] = [
  rule('Welcome code', 'order.paid', {
    conditions: { all: [first] },
    actions: [code(10, 30)],
    limits: { total: { times: 100 }, budget: { amount: '60.00', per: 'month' } },
    exclusive: { group: 'welcome', pick: 'best' },
  }),
  rule('Code for regulars', 'order.paid', {
    conditions: { any: [over('customer.keptOrdersCount', 2), first] },
    actions: [code(12, 60, true)],
    limits: { perCustomer: { times: 1, days: 90 }, holdOutPercent: 20 },
    exclusive: { group: 'welcome', pick: 'best' },
    priority: 60,
  }),
  rule('Second code', 'order.paid', {
    conditions: { all: [over('customer.keptOrdersCount', 2)] },
    actions: [code(15, 90, true)],
    limits: { perCustomer: { times: 2, days: 120 }, budget: { amount: 200 } },
    priority: 40,
  }),
  rule('Call for a large order', 'order.paid', {
    conditions: { all: [over('order.total', '60.00')] },
    actions: [task('phone_call', '5.00')],
    limits: { coolDownDays: 20, budget: { amount: '10.00', per: 'week' } },
    schedule: {
      hours: { from: '09:00', to: '17:00', days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] },
    },
  }),
  rule('Note to the best', 'customer.enters', {
    crossing: { fact: 'customer.spendTopPercent365', operator: 'lessThan', value: 20, leaveAt: 25 },
    actions: [task('personal_note', '3.50')],
    limits: { coolDownDays: 60, whenHeardEnough: 'wait', budget: { amount: '40.00', per: 'year' } },
  }),
  rule('Surprises', 'every.day', {
    conditions: { all: [over('customer.ordersCount', 2)] },
    actions: [task('gift', '8.00')],
    limits: {
      draw: { times: 3, per: 'week' },
      perCustomer: { times: 1, days: 365 },
      budget: { amount: '60.00', per: 'month' },
    },
  }),
  rule('A call after ninety days', 'every.day', {
    conditions: {
      any: [
        over('customer.daysSinceLastContact', 90),
        {
          all: [
            { fact: 'customer.daysSinceLastContact', operator: 'isNotSet', value: true },
            over('customer.daysSinceFirstOrder', 90),
          ],
        },
      ],
    },
    actions: [task('phone_call')],
    limits: { coolDownDays: 90, holdOutPercent: 10, budget: { amount: '9.00', per: 'day' } },
    priority: 30,
  }),
  rule('Gone quiet', 'customer.enters', {
    crossing: { fact: 'customer.silenceRatio', operator: 'greaterThan', value: 2, leaveAt: 1 },
    conditions: { all: [over('customer.ordersCount', 1)] },
    actions: [code(10, 30), task('personal_note')],
    limits: { perCustomer: { times: 1, days: 180 }, whenHeardEnough: 'wait' },
  }),
  rule('Spring tag', 'order.created', {
    actions: [tag('spring')],
    limits: { total: { times: 30 } },
    schedule: { startsAt: '2011-03-01T00:00:00Z', endsAt: '2024-11-01T00:00:00Z', hours: null },
    exclusive: { group: 'tags', pick: 'first' },
    priority: 10,
  }),
  rule('Tag for large baskets', 'order.created', {
    conditions: { all: [over('order.itemsCount', 2)] },
    actions: [tag('large')],
    limits: { perCustomer: { times: 1, days: 30 } },
    exclusive: { group: 'tags', pick: 'first' },
    priority: 20,
  }),
]
