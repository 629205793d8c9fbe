import type { ApiDelivery, ApiEffect } from '../../contracts/api.ts'
import { type Counted, count } from '../format/counts.ts'

const attempts: Counted = { one: 'attempt', other: 'attempts' }
const messages: Counted = { one: 'message from Shopify', other: 'messages from Shopify' }
const steps: Counted = { one: 'step in the shop', other: 'steps in the shop' }
const customers: Counted = { one: 'customer', other: 'customers' }
const decisions: Counted = { one: 'decision', other: 'decisions' }

/** Everything the activity page says. */
export const words = {
  title: 'Activity',
  subtitle: 'What Shopify told us, what your rules decided, and what was done about it.',
  loading: 'Loading the activity',
  failed: 'The activity could not be read',
  list: 'Messages from Shopify, newest first',
  views: { all: 'All', decided: 'Decided', failed: 'Failed', waiting: 'Waiting' },
  live: 'Live: new messages appear by themselves.',
  busy: (pending: number, todo: number) =>
    [pending > 0 && `Reading ${count(pending, messages)}`, todo > 0 && `${count(todo, steps)} under way`]
      .filter(Boolean)
      .join(' · '),
  trouble: (failed: number, todo: number) =>
    `${[failed > 0 && count(failed, messages), todo > 0 && count(todo, steps)].filter(Boolean).join(' and ')} failed. Nothing is lost: each stays here until it works.`,
  seeFailed: 'See what failed',
  disagreements: (number: number) =>
    `${count(number, decisions)} came out differently when worked out a second way. Please report it: this should never happen.`,
  differences: (number: number) =>
    `${count(number, decisions)} would have come out differently, because an order arrived late. Nothing that was given is taken back.`,
  /** Beside the late message: what a rule made of something later, and would have made of it. */
  wouldHave: (rule: string, about: string, was: 'granted' | 'withheld' | 'no match', wouldBe: 'match' | 'no match') => {
    const had = { granted: 'gave', withheld: 'kept something back', 'no match': 'did not fit' }[was]
    return `“${rule}” ${had} on ${about}; had this come in time, it would ${wouldBe === 'match' ? 'have fitted' : 'not have fitted'}.`
  },
  notTakenBack: 'It came after these were decided. Nothing that was given is taken back.',
  empty: {
    all: {
      title: 'Nothing has happened yet',
      text: 'As soon as an order arrives, it appears here with what your rules made of it.',
    },
    decided: {
      title: 'No rule has decided anything yet',
      text: 'A rule decides once it is live and an order fits it.',
    },
    failed: { title: 'Nothing failed', text: 'Every message was read and everything asked for was done.' },
    waiting: {
      title: 'Nothing is waiting',
      text: 'Requests about personal data wait here until they are carried out.',
    },
  },
  everything: 'Show everything',
  earlier: 'Show earlier',
  statuses: {
    pending: 'reading',
    processed: '',
    failed: 'Failed',
    parked: 'Set aside',
    waiting: 'Waiting',
  } satisfies Record<ApiDelivery['status'], string>,
  parkedText: 'Tried again by itself; this customer’s later messages wait behind it.',
  waitingText: 'Kept safely and not carried out yet.',
  late: 'Arrived late',
  noDecision: 'Learned; no rule applied.',
  keptBack: (reason: string | null) => (reason === null ? 'Kept back' : `Kept back: ${reason}`),
  /** Before a moment. */
  waitsUntil: 'Waits for its turn until',
  possibleAgain: 'Possible again on',
  possibleSince: 'Possible again since',
  untold:
    'Not delivered: nobody has told them of this code. Write to them yourself, or let the rule give a task or a message for your mail tool.',
  toldByTask: 'Whoever does the task is to tell them of the code.',
  usedAtCheckout: (order: string, amount: string) => `Used at the checkout on ${order}, ${amount} off`,
  cameBack: (order: string, amount: string) => `Used at the checkout on ${order}; ${amount} came back with the order`,
  overrun: (because: string) => `Honoured all the same: ${because}.`,
  unclear: 'Taken off at the checkout, and nobody can tell for which rule',
  unclearOffer: (order: string, title: string, amount: string) => `${order}: ${amount} off, “${title}”`,
  from: (rule: string) => `From “${rule}”`,
  seeRule: 'See the rule',
  nameless: (id: string) => `Customer ${id}`,
  drawn: (among: number) => `Drawn by lot from ${count(among, customers)}.`,
  more: (number: number) => `And ${count(number, decisions)} more.`,
  steps: {
    pending: 'under way',
    done: 'done',
    failed: 'failed',
    cancelled: 'called off',
    undone: 'taken back',
  } satisfies Record<ApiEffect['state'], string>,
  use: {
    used: (order: string, amount: string) => `used on order ${order}, ${amount} off`,
    costNothing: (order: string) => `used on order ${order}, which came to nothing: it cost nothing`,
    unused: 'not used yet',
    unusedUntil: (date: string) => `not used yet, good until ${date}`,
    ranOut: 'ran out unused',
  },
  waits: (time: string) => `waits until ${time}`,
  after: (number: number) => `after ${count(number, attempts)}`,
  noFacts: 'The rule asked about no facts.',
  topic: 'Kind of message',
  arrived: 'Arrived',
  happened: 'Happened',
  retry: 'Try again',
  retryNamed: (what: string) => `Try again: ${what}`,
  retried: 'It is being tried again',
  notRetried: 'It could not be tried again',
} as const
