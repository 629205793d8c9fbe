import { type Counted, count, sayNumber } from '../format/counts.ts'

const customers: Counted = { one: 'customer', other: 'customers' }
const seconds: Counted = { one: 'second', other: 'seconds' }
const minutes: Counted = { one: 'minute', other: 'minutes' }

const duration = (total: number): string =>
  total < 100 ? count(Math.max(1, total), seconds) : count(Math.ceil(total / 60), minutes)

/** What the rule page says of a rule for the checkout. */
export const words = {
  title: 'At the checkout',
  loading: 'Asking how far it is',
  failed: 'How far it is could not be read',
  published: 'In the checkout since',
  waits: 'On its way to the checkout.',
  size: (bytes: number, all: number, most: number) =>
    `It takes ${sayNumber(bytes)} bytes; all rules together ${sayNumber(all)} of ${sayNumber(most)}.`,
  ways: {
    function: 'Decided by our own part of Shopify’s checkout, with everything the rule says.',
    native:
      'Our own part of the checkout cannot run in this shop. Shopify decides on it instead, by a discount for a group of customers that we keep up to date.',
  },
  lost: 'That way a rule cannot cap what it takes off, look into the cart, leave out products tagged no-discount or reach people who are not signed in; of several such discounts Shopify gives the best.',
  before: (number: number, ofSeconds: number, points: number) =>
    `When the first rule goes live, Shopify is told of ${count(number, customers)}: about ${duration(ofSeconds)} at the ${sayNumber(points)} points a second that its plan gives.`,
  telling: (waiting: number, ofSeconds: number) =>
    `Shopify is being told of ${count(waiting, customers)} more: about ${duration(ofSeconds)}. Offers reach each of them once that is done.`,
  progress: 'Customers whom Shopify has been told of',
  toldAll: (number: number) => `Shopify has been told of ${count(number, customers)}.`,
  troubled: (number: number, problem: string) =>
    `With ${count(number, customers)} it did not work yet, and it is tried again by itself: ${problem}`,
  problem: (problem: string) => `Not published: ${problem}. It is tried again by itself.`,
} as const
