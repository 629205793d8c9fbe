import { type Counted, count, sayNumber } from '../format/counts.ts'

const steps: Counted = { one: 'step', other: 'steps' }
const orders: Counted = { one: 'order', other: 'orders' }

/** Everything the frame around the pages says. */
export const words = {
  product: 'Perennial',
  navigation: 'Main',
  gap: 'Gap',
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
  cancel: 'Cancel',
  stop: {
    label: 'Stop everything',
    title: 'Stop everything?',
    ends: 'Within 10 seconds your rules give nothing any more, send nothing, tag and note nothing, and open no task.',
    goesOn:
      'Orders are still taken in, so that nothing is missed, and what your rules would have done is listed under Activity. Codes that customers hold stay good, and open tasks stay open.',
    waiting: (number: number) => {
      if (number === 0) return 'Nothing that was decided is still to be done.'
      const [are, they] = number === 1 ? ['is', 'It waits and goes'] : ['are', 'They wait and go']
      return `${count(number, steps)} ${are} decided and not done yet. ${they} out when you start again.`
    },
    failed: 'Not stopped',
  },
  start: {
    title: (since: string, by: string) => `Everything is stopped since ${since}, by ${by}`,
    text: 'Your rules give, send and change nothing. Orders are still taken in, so that nothing is missed.',
    label: 'Start again',
    question: 'Start again?',
    waiting: (number: number) =>
      number === 0
        ? 'Nothing waits: your rules go on with what happens from now on.'
        : `${count(number, steps)} that waited ${number === 1 ? 'goes' : 'go'} out now.`,
    keptBack: 'What was kept back while everything was stopped stays kept back. It is listed under Activity.',
    done: 'Your rules go on',
    failed: 'Not started',
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
