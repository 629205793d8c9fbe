import { type Counted, count, sayNumber } from '../format/counts.ts'

const orders: Counted = { one: 'order', other: 'orders' }

/** Everything the frame around the pages says. */
export const words = {
  product: 'Perennial',
  navigation: 'Main',
  rules: 'Rules',
  tasks: 'Tasks',
  activity: 'Activity',
  settings: 'Settings',
  loading: 'Loading',
  history: {
    waiting: 'Your past orders will be read in a moment. Nothing is decided before that.',
    reading: (read: number, of: number | null) =>
      of === null
        ? `Reading your orders: ${sayNumber(read)} so far. Nothing is decided before all are read.`
        : `Reading your orders: ${sayNumber(read)} of about ${sayNumber(of)}. Nothing is decided before that.`,
    progress: 'Orders read',
    failedTitle: 'Your past orders could not all be read',
    failed: (read: number) =>
      `${count(read, orders)} read so far. They are kept, and nothing is decided until the rest is here.`,
    retry: 'Read them again',
    notRetried: 'It could not be started again',
  },
  failed: {
    shop: 'Perennial could not be opened',
    noLoss: 'Nothing was lost or changed.',
    retry: 'Try again',
    unknown: 'Something unexpected happened.',
  },
  broken: {
    title: 'This page stopped working',
    loss: 'What is saved is safe, and what you typed into a rule is kept in this tab.',
    reload: 'Reload the page',
  },
  stale: (since: string) => `Not up to date: last read ${since}.`,
  unknownPage: {
    title: 'There is no such page',
    text: 'The address may be old, or a letter of it is missing.',
    action: 'Go to your rules',
  },
} as const
