import { type Counted, count, sayNumber } from '../format/counts.ts'

const times: Counted = { one: 'time', other: 'times' }
const orders: Counted = { one: 'order', other: 'orders' }
const lines: Counted = { one: 'line', other: 'lines' }
const problems: Counted = { one: 'problem', other: 'problems' }

/** Everything the rule pages say. */
export const words = {
  title: 'Rules',
  views: { used: 'In use', archived: 'Archived' },
  draftWaits: (version: number) => `draft v${version} is not live`,
  noneUsed: {
    title: 'No rule is in use',
    text: 'All of your rules are in the archive. Look there, or write a new one.',
  },
  noneArchived: {
    title: 'Nothing is in the archive',
    text: 'Rules that you archive are kept here, with what they did.',
  },
  newRule: 'New rule',
  loading: 'Loading your rules',
  failed: 'Your rules could not be read',
  gave: (number: number) => (number === 0 ? 'Gave nothing yet' : `Gave ${count(number, times)}`),
  carried: (qualified: number, carried: number) =>
    `Of ${count(qualified, orders)} by people whom it is for, ${sayNumber(carried)} carried it.`,
  overruns: (number: number) => `Honoured ${count(number, times)} though something stood in the way by then.`,
  keptBack: (number: number) => `kept back ${count(number, times)}`,
  last: 'most recently',
  first: {
    title: 'A rule is a promise to your customers that keeps itself',
    text: 'For example: when an order is paid and the customer has more than 3 orders, give them a 10% code. You decide who and what; Perennial does it with every order, and says why.',
    quiet: 'Nothing is live until you make it live.',
    action: 'Write your first rule',
  },
  back: 'Rules',
  gallery: {
    title: 'New rule',
    subtitle: 'Start from one of these and make it yours, or from nothing. Nothing is live until you make it live.',
    loading: 'Loading the templates',
    failed: 'The templates could not be read',
    label: 'Rules to start from',
    blankGoal: 'Something else',
    blankName: 'A blank rule',
    blankText: 'Write the conditions and the actions yourself. Problems are shown while you type.',
  },
  unknownTemplate: {
    title: 'There is no such template',
    text: 'It may have been renamed in a newer version.',
    action: 'See the templates',
  },
  unknownRule: {
    title: 'There is no such rule',
    text: 'Somebody may have removed it, or the address is incomplete.',
    action: 'See your rules',
  },
  ruleFailed: 'This rule could not be read',
  ruleLoading: 'Loading the rule',
  unnamed: 'Rule without a name',
  newMark: 'Not saved yet',
  unsaved: 'Unsaved changes',
  save: 'Save',
  saveDraft: 'Save as draft',
  saved: 'Saved',
  savedBeside: (version: number, runs: number, isLive: boolean) =>
    `Saved as draft v${version}. v${runs} ${isLive ? 'stays live' : 'is still the one that is watched'}.`,
  savedDraft: 'Saved as a draft. Nothing is live until you make it live.',
  restored: 'Your earlier version is back',
  notSaved: 'Not saved',
  kept: 'Nothing you typed is lost.',
  discard: 'Discard my changes',
  draftFound: 'These are changes you made earlier and have not saved.',
  document: 'The rule as a document',
  documentLabel: 'Rule document, JSON',
  documentHelp: 'Tab leaves the editor. F8 goes to the next problem.',
  loadingEditor: 'Loading the editor',
  reads: 'How it reads',
  readsLater: 'The sentence appears once the document has no problems.',
  checking: 'Reading it',
  checkFailed: 'The rule could not be checked just now',
  problems: (number: number) => `${count(number, problems)} to solve before it can be saved`,
  findings: 'Worth a second look',
  findingsText: 'You can save the rule all the same.',
  /** A part of a rule in its own words, then what there is to say of it. */
  said: (parts: readonly string[], message: string) =>
    `${parts.map((part) => `“${part}”`).join(', ')}: ${message.slice(0, 1).toLowerCase()}${message.slice(1)}`,
  example: (facts: string) => `For example: ${facts}`,
  otherRule: (name: string) => `See “${name}”`,
  line: (line: number) => `Line ${line}`,
  found: (found: string) => `Found: ${found}`,
  expected: (expected: string) => `Expected: ${expected}`,
  soFar: 'So far',
  lastGave: 'Last given',
  version: (version: number) => `Version ${version}`,
  changed: 'changed',
  cancel: 'Cancel',
  conflict: {
    title: 'Somebody else changed this rule while you were editing it',
    text: 'Nothing is overwritten and nothing you typed is lost. Their lines are marked −, yours +.',
    difference: 'Their version and yours compared',
    skipped: (number: number) => `… ${count(number, lines)} the same`,
    theirs: 'Only in theirs',
    mine: 'Only in yours',
    keepMine: 'Go on with mine',
    takeTheirs: 'Take theirs',
    tookTheirs: 'Their version is shown',
  },
  leave: {
    title: 'Leave without saving?',
    text: 'Your changes stay in this browser tab, and you find them here when you come back. They are not saved for anybody else.',
    yes: 'Leave',
    no: 'Stay',
  },
  wordList: {
    title: 'Words you can use',
    search: 'Find a word',
    facts: 'Facts, for conditions',
    triggers: 'When it runs',
    actions: 'What it does',
    none: (search: string) => `No word matches “${search}”.`,
    failed: 'The words could not be read',
    loading: 'Loading the words',
  },
} as const

/** "Gave 41 times · kept back 9 times". */
export const sayCounts = (granted: number, withheld: number): string =>
  withheld === 0 ? words.gave(granted) : `${words.gave(granted)} · ${words.keptBack(withheld)}`
