import type { ApiBacktestResult } from '../../contracts/backtests.ts'
import { type Counted, count, sayNumber } from '../format/counts.ts'

const times: Counted = { one: 'time', other: 'times' }
const orders: Counted = { one: 'order', other: 'orders' }
const tasks: Counted = { one: 'task', other: 'tasks' }
const customers: Counted = { one: 'customer', other: 'customers' }

type Uses = Omit<ApiBacktestResult['cost'], 'atMost'>

export const SPANS = ['year', 'quarter', 'all'] as const
export type Span = (typeof SPANS)[number]

/** Everything that trying a rule on past orders says. */
export const words = {
  title: 'Try it on your past orders',
  intro: 'See who would have got it, when, and what it would have cost. Nothing is given or sent.',
  span: 'Orders of',
  spans: {
    year: 'the last 12 months',
    quarter: 'the last 3 months',
    all: 'all the time we know of',
  } satisfies Record<Span, string>,
  start: 'Try it',
  again: 'Try it again',
  notYet: 'Solve the problems in the document first.',
  cancel: 'Cancel',
  waiting: 'Waiting for its turn',
  going: (read: number, of: number) => `Going through your orders, step ${sayNumber(read)} of ${sayNumber(of)}`,
  /** For those who hear it: often enough, and not at every step. */
  heard: (percent: number) => `Going through your orders: ${percent}%`,
  progress: 'Steps done',
  cancelled: 'Cancelled. Nothing was changed.',
  failed: 'It could not be tried',
  notStarted: 'It could not be started',
  notCancelled: 'It could not be cancelled',
  unread: 'The last try could not be read',
  outdated: 'You have changed the rule since this was tried.',
  gave: (granted: number, people: number) =>
    people === 0
      ? `It would have been given ${count(granted, times)}.`
      : `It would have been given ${count(granted, times)}, to ${count(people, customers)}.`,
  cost: (atMost: string, { codesUsed, offersGiven, paidTasks }: Uses) => {
    const forTasks = paidTasks === 0 ? [] : [`for ${count(paidTasks, tasks)}`]
    const discounts = [
      ...(codesUsed > 0 ? [`on ${count(codesUsed, orders)} with a code`] : []),
      ...(offersGiven > 0 ? [`on ${count(offersGiven, orders)} at the checkout`] : []),
    ]
    if (discounts.length > 0)
      return `It would have cost at most ${atMost}, ${[...discounts, ...forTasks].join(' and ')}.`
    return paidTasks > 0
      ? `It would have cost ${atMost} ${forTasks.join()}.`
      : 'No code would have been used, so it would have cost no discount.'
  },
  lately: 'Most recently',
  keptBack: (number: number, reason: string) => `Kept back ${count(number, times)}: ${reason}.`,
  months: 'Month by month',
  years: 'Year by year',
  month: 'Month',
  year: 'Year',
  gaveShort: 'Gave',
  keptShort: 'Kept back',
  customersShort: 'Customers',
  costShort: 'Cost at most',
  overlap: 'Together with your other live rules',
  both: (rule: string, sharedOrders: number, people: number) =>
    sharedOrders === 0
      ? `${count(people, customers)} got something from “${rule}” too, on other orders.`
      : `${count(sharedOrders, orders)} got something from “${rule}” too.`,
  change: (isLive: boolean) => (isLive ? 'Compared with the live rule' : 'Compared with the rule as it is'),
  rule: 'The rule',
  sides: { before: 'As it is', after: 'With your change' },
  newly: (people: number) => `${count(people, customers)} would get it who do not get it now`,
  noLonger: (people: number) => `${count(people, customers)} would no longer get it`,
  sameCustomers: 'The same customers would get it.',
  andMore: (number: number) => `and ${sayNumber(number)} more`,
  reach: (from: string, to: string) => `What is known reaches from ${from} to ${to}.`,
  reachStartsLate: (from: string) => `You asked for more: nothing is known of your shop before ${from}.`,
  reachCut: 'Shopify lets this app see only the 60 days before it was installed, and what came after.',
  how: 'How this is worked out',
  howText:
    'Your orders are gone through one by one, each as things stood at that moment, by the same program that decides for live rules. Limits begin empty. “At most” takes every code to be used on the customer’s next order that it fits; some never are. Tasks cost what the rule says; tags and notes nothing.',
  nobody: {
    title: 'Nobody would have got it',
    noOrders: 'There are no orders to try it on yet.',
    neverAsked: 'In all that time, nothing happened that it waits for.',
    matched: (number: number) => `It fitted ${count(number, times)}, and was kept back each time.`,
    nearest: (who: string, when: string) => `The nearest was ${who}, on ${when}:`,
    oneOf: 'One of these would have been enough:',
  },
  unknownCustomer: 'somebody unknown',
  customer: (id: string) => `customer ${id}`,
  order: (name: string) => `order ${name}`,
} as const
