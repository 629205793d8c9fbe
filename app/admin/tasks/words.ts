import type { ApiTask, ApiTaskOutcome } from '../../contracts/api.ts'
import type { Counted } from '../format/counts.ts'

const orders: Counted = { one: 'order', other: 'orders' }

/** Everything the tasks page says. */
export const words = {
  title: 'Tasks',
  loading: 'Loading the tasks',
  failed: 'The tasks could not be read',
  views: { mine: 'Mine', all: 'All', overdue: 'Overdue', done: 'Done' },
  list: 'Tasks',
  more: 'Show more',
  overdue: 'Overdue',
  due: 'Due',
  wasDue: 'Overdue, due',
  dueHere: 'due',
  wasDueHere: 'was due',
  kinds: {
    personal_note: 'Personal note',
    phone_call: 'Phone call',
    gift: 'Gift',
    follow_up: 'Follow-up',
  } satisfies Record<ApiTask['kind'], string>,
  nameless: 'A customer whose name is not known',
  standing: {
    first: 'First order',
    orders,
    since: (month: string) => `since ${month}`,
    spent: (amount: string) => `${amount} in all`,
    last: 'last one',
  },
  empty: {
    mine: {
      title: 'Nothing for you to do',
      text: 'No open task is yours or free to take. Other people’s tasks are under All.',
    },
    all: {
      title: 'No open tasks',
      text: 'Tasks are written by your live rules: for example a personal note for every first order.',
    },
    overdue: { title: 'Nothing is overdue', text: 'Every open task still has time.' },
    done: { title: 'Nothing done yet', text: 'Completed tasks are kept here with what came of them.' },
  },
  toRules: 'See your rules',
  back: 'Tasks',
  oneLoading: 'Loading the task',
  oneFailed: 'This task could not be read',
  oneMissing: {
    title: 'There is no such task',
    text: 'It may have been removed, or the address is incomplete.',
    action: 'See all tasks',
  },
  order: (id: string) => `Order ${id}`,
  mine: 'Yours',
  nobodys: 'Nobody’s yet',
  belongsTo: (name: string) => `With ${name}`,
  take: 'Take it',
  release: 'Give it back',
  assign: 'Give it to somebody',
  assignTitle: 'Who should do it?',
  assignLabel: 'Name',
  assignHelp: 'As they are called here. Empty means nobody yet.',
  assignYes: 'Give it to them',
  assigned: (name: string | null) => (name === null ? 'Nobody’s task now' : `With ${name} now`),
  why: 'Why this task exists',
  from: 'From',
  bodies: {
    personal_note: 'What to write',
    phone_call: 'What to talk about',
    gift: 'What to send',
    follow_up: 'What to ask',
  } satisfies Record<ApiTask['kind'], string>,
  complete: {
    title: 'Done? Say what came of it',
    note: 'Note, if there is something to remember',
    failed: 'The task was not completed. Your note is still here.',
    done: (title: string, outcome: string) => `${title}: ${outcome.toLowerCase()}`,
  },
  outcomes: {
    sent: 'Sent',
    spoke: 'Spoke with them',
    no_answer: 'No answer',
    learned: 'Learned something about them',
    not_needed: 'Not needed',
  } satisfies Record<ApiTaskOutcome, string>,
  unsent: {
    title: 'You were writing a note. It is not lost:',
    reopen: 'Open the task again with my note',
    discard: 'Throw my note away',
  },
  completed: 'Completed',
  by: (name: string) => `by ${name}`,
  reopen: 'Open it again',
  reopened: (title: string) => `Open again: ${title}`,
  notChanged: 'The task was not changed',
  name: {
    title: 'What should we call you?',
    text: 'Your name stands on the tasks you take and complete, so that others know.',
    label: 'Your name',
    yes: 'That’s me',
    missing: 'Write at least one letter.',
    failed: 'Your name was not saved',
  },
  cancel: 'Cancel',
  keys: { next: 'next', previous: 'previous', open: 'open', complete: 'complete' },
} as const

export const KIND_ICONS = {
  personal_note: 'note',
  phone_call: 'phone',
  gift: 'gift',
  follow_up: 'chat',
} as const satisfies Record<ApiTask['kind'], string>

/** What may come of a task of each kind, the likeliest first. */
export const OUTCOMES: Readonly<Record<ApiTask['kind'], readonly ApiTaskOutcome[]>> = {
  personal_note: ['sent', 'spoke', 'learned', 'not_needed'],
  phone_call: ['spoke', 'no_answer', 'learned', 'not_needed'],
  gift: ['sent', 'spoke', 'learned', 'not_needed'],
  follow_up: ['spoke', 'sent', 'no_answer', 'learned', 'not_needed'],
}
