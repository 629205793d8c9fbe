import type { ApiParityOffer } from '../../contracts/parity.ts'
import { type Counted, count, sayNumber } from '../format/counts.ts'

const regulars: Counted = { one: 'regular', other: 'regulars' }
const others: Counted = { one: 'more', other: 'more' }

/** Everything about offers that newcomers get and regulars don't. */
export const words = {
  title: 'The gap',
  subtitle: 'What strangers get and your regulars don’t',
  loading: 'Your offers are being read',
  failed: 'What was found about your offers could not be read',
  waiting: {
    title: 'Your offers have not been looked at yet',
    text: 'Once your past orders are read, every discount of your shop and every rule is held against them: would a stranger in the place of a regular have got it, and they did not?',
    quiet: 'Nothing is changed by looking, and nothing is live until you make it live.',
  },
  reading: (read: number, of: number | null) =>
    of === null
      ? 'Reading your discounts.'
      : `Going through what happened in your shop: ${sayNumber(read)} of ${sayNumber(of)}.`,
  progress: 'Orders, payments and refunds gone through',
  again: 'Something changed. It is being worked out anew.',
  notRead: {
    title: 'Your offers could not be looked at',
    kept: 'What you see is from before; nothing was lost or changed.',
    none: 'Nothing was lost or changed.',
    retry: 'Try again',
  },
  old: (when: string) => `This is from ${when}. It is looked at every day, and something keeps it from that.`,
  lookAgain: 'Look again',
  lookFailed: 'It could not be looked at again',
  looked: 'Looked at',
  regularsAre: (above: number, number: number) =>
    `A regular is somebody with more than ${above} orders kept; ${count(number, regulars)} ordered in the last 12 months.`,
  cut: 'You have more discounts than are looked at here; the newest ones are.',
  none: {
    title: 'You have no offers',
    text: 'No discount of your shop is good now or will be, and no rule gives any.',
  },
  sections: {
    gap: 'For newcomers only',
    proposed: 'For newcomers only? You know',
    closed: 'Closed',
    left: 'Rules without their offer',
    not_known: 'Not known',
    rest: (number: number) => `${sayNumber(number)} that keep no regular from anything`,
  },
  method: (method: ApiParityOffer['method'], codes: readonly string[]) => {
    if (method === 'automatic') return 'By itself'
    if (method === 'rule') return 'Your rule'
    return `${codes.length === 1 ? 'Code' : 'Codes'} ${codes.slice(0, 3).join(', ')}${codes.length > 3 ? ', …' : ''}`
  },
  until: 'until',
  shutOut: (number: number, of: number) =>
    `${sayNumber(number)} of ${count(of, regulars)} ${number === 1 ? 'doesn’t' : 'don’t'} get it`,
  people: (names: readonly string[], more: number) =>
    `${names.join(', ')}${more > 0 ? ` and ${count(more, others)}` : ''}`,
  unnamed: (id: string) => `customer ${id}`,
  cost: (amount: string) => `Including them would have cost ${amount} in the last 12 months.`,
  noPrice: 'What including them would have cost is not in our figures.',
  watched: 'Watched only',
  over: 'Over',
  close: 'Close it',
  closeFull: (title: string) => `Close it: ${title}`,
  goLive: 'Go live',
  openRule: 'Open the rule',
  closedBy: (rule: string) => `“${rule}” gives regulars the same.`,
  watchedBy: (rule: string) => `“${rule}” is only watched: it notes what it would give, and gives nothing.`,
  pausedRule: (rule: string) => `“${rule}” would close it, and is not live.`,
  partly: (rule: string, share: number) => `“${rule}” is live for ${share}% of your customers.`,
  edited: 'Somebody changed the rule, so it follows the offer no more. To bring it in step:',
  inStep: 'Bring in step',
  inStepDone: (rule: string) => `“${rule}” follows its offer again`,
  stuck: (problem: string) => `The offer changed, and the rule could not follow: ${problem}.`,
  notTheSame: (rule: string) => `“${rule}” gives regulars something else.`,
  left: (rule: string) =>
    `The offer has lapsed, was deleted or is not known to be for newcomers only any more, and “${rule}” still gives to regulars.`,
  leftIdle: (rule: string) =>
    `The offer has lapsed, was deleted or is not known to be for newcomers only any more; “${rule}” gives nothing now.`,
  pause: 'Pause the rule',
  pauseDone: (rule: string) => `“${rule}” is paused`,
  yes: 'Yes, for newcomers only',
  no: 'No',
  sayNewcomers: 'It is for newcomers only',
  answers: {
    yes: (by: string) => `For newcomers only, says ${by}.`,
    no: (by: string) => `Regulars get it too, says ${by}.`,
    undo: 'Ask me again',
  },
  question: {
    title: (offer: string) => `Close the gap of ${offer}?`,
    makes: 'This rule is made for you:',
    price: (amount: string, isForMore: boolean) =>
      `Including those whom the offer shuts out would have cost ${amount} in the last 12 months.${isForMore ? ' The rule gives the same to all of your regulars, also to those who still could use the offer.' : ''}`,
    follows:
      'When the offer’s worth, minimum or end changes, the rule follows. What customers already hold stays theirs, and you can pause it at any time.',
    how: 'How it begins',
    watch: 'Watch only: note what it would give, give nothing',
    live: 'Go live: regulars get it from now on',
    yes: { watch: 'Watch only', live: 'Go live' },
    no: 'Cancel',
    done: { watch: 'The rule is watched', live: 'The gap is closed' },
  },
  notDone: 'Not done',
} as const
