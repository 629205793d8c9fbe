import type { RuleState } from '../../rules/types.ts'
import { type Counted, count } from '../format/counts.ts'

const times: Counted = { one: 'time', other: 'times' }
const changes: Counted = { one: 'change', other: 'changes' }

const forWhom = (share: number) => (share === 100 ? 'for every order that arrives' : `for ${share}% of your customers`)
const isLiveFor = (share: number) => (share === 100 ? 'is live' : `is live for ${share}% of your customers`)

/** Everything about whether a rule runs, in which version and for whom. */
export const words = {
  states: { draft: 'Draft', shadow: 'Watch only', live: 'Live', paused: 'Paused', archived: 'Archived' },
  liveFor: (share: number) => `Live for ${share}%`,
  goLive: 'Go live',
  change: 'Change',
  items: {
    live: { label: 'Go live', help: 'for all of your customers, or some' },
    share: { label: 'Live for more or fewer', help: 'for a percentage of your customers' },
    shadow: { label: 'Watch only', help: 'note what it would give, give nothing' },
    paused: { label: 'Pause', help: 'give nothing more for now' },
    archived: { label: 'Archive', help: 'put it away, keep what it did' },
    unarchived: { label: 'Take out of the archive', help: 'paused, until you make it live' },
  },
  share: {
    label: 'For how many per cent of your customers',
    help: 'Always the same customers; raising it later only ever adds some.',
    problem: 'Give a whole number from 1 to 100.',
  },
  live: {
    title: 'Make this rule live?',
    text: (share: number) => `From now on this happens by itself, ${forWhom(share)}:`,
    past: 'Orders of the past are not touched. You can pause it at any time.',
    yes: 'Go live',
    done: (name: string, share: number) => `“${name}” ${isLiveFor(share)}`,
  },
  shareChange: {
    title: 'For how many of your customers?',
    text: (was: number, share: number) =>
      was === share ? `It ${isLiveFor(was)} now:` : `Until now ${forWhom(was)}, from now on ${forWhom(share)}:`,
    past: 'What customers already hold stays theirs. You can change it again at any time.',
    yes: 'Change',
  },
  place: {
    title: (version: number, runs: number) => `Put v${version} in the place of v${runs}?`,
    live: 'From the next order on, this is live:',
    shadow: 'From the next order on, this is what is watched:',
    changes: 'What changes',
    past: (runs: number) => `What customers already hold stays theirs. v${runs} is kept, and you can put it back.`,
    putLive: (version: number) => `Put v${version} live`,
    watch: (version: number) => `Watch v${version}`,
    done: (name: string, version: number, isLive: boolean) =>
      `v${version} of “${name}” is ${isLive ? 'live' : 'watched'}`,
  },
  shadow: {
    title: 'Only watch this rule?',
    text: 'From now on it is asked as if it were live, and you see what it would have given. It gives and sends nothing:',
    past: 'You can make it live at any time.',
    pastOfLive:
      'It gives nothing more. What customers already hold stays theirs. You can make it live again at any time.',
    yes: 'Watch only',
    done: (name: string) => `“${name}” is only watching`,
  },
  paused: {
    title: 'Pause this rule?',
    text: 'From now on it gives nothing more:',
    past: 'What customers already hold stays theirs, and tasks that were written stay open. You can make it live again at any time.',
    yes: 'Pause',
    done: (name: string) => `“${name}” is paused`,
  },
  archived: {
    title: 'Put this rule into the archive?',
    text: 'It goes from your list of rules:',
    past: 'What it did is kept and can be looked up. You can take it out again at any time.',
    yes: 'Archive',
    done: (name: string) => `“${name}” is in the archive`,
  },
  unarchived: {
    title: 'Take this rule out of the archive?',
    text: 'It comes back into your list, paused:',
    past: 'It gives nothing until you make it live.',
    yes: 'Take it out',
    done: (name: string) => `“${name}” is out of the archive, and paused`,
  },
  restore: {
    title: (version: number) => `Go back to v${version}?`,
    live: 'From the next order on, this is live again:',
    shadow: 'From the next order on, this is what is watched:',
    rest: 'The rule says this again, and runs only when you make it live:',
    past: (next: number) => `It becomes v${next}. All other versions are kept, and you can go back to them as well.`,
    yes: 'Go back to it',
    done: (version: number, next: number) => `v${next}, the same as v${version}, takes its place`,
    undone: (name: string) => `“${name}” is as it was`,
  },
  /** After Undo; what was given between the two presses stays given. */
  backTo: (state: RuleState, share: number, name: string, given: number) =>
    [
      {
        draft: `“${name}” is a draft again`,
        shadow: `“${name}” is only watching again`,
        live: `“${name}” ${isLiveFor(share)} again`,
        paused: `“${name}” is paused again`,
        archived: `“${name}” is archived again`,
      }[state],
      ...(given > 0 ? [`it had given ${count(given, times)} meanwhile, and that stays`] : []),
    ].join('; '),
  cancel: 'Cancel',
  failed: 'The rule was not changed',
  conflict: 'Somebody else changed this rule a moment ago, so nothing was done. Look at it as it is now.',
  draft: {
    title: (version: number, runs: number, isLive: boolean) =>
      `Draft v${version} differs from ${isLive ? `live v${runs}` : `v${runs}, which is watched`}`,
    see: 'See the difference',
    seeTitle: (version: number, runs: number) => `v${version} against v${runs}`,
    close: 'Close',
  },
  difference: {
    none: 'It reads the same, and does the same.',
    more: (number: number) => `and ${count(number, changes)} more`,
    label: 'The two versions compared, line by line',
    byLines: 'Line by line',
    before: 'Only before',
    after: 'Only after',
  },
  history: {
    title: 'History',
    label: 'Versions and changes, latest first',
    loading: 'Loading the history',
    failed: 'The history could not be read',
    version: (version: number) => `Version ${version}`,
    sameAs: (version: number) => `the same as version ${version}`,
    runs: { live: 'live now', shadow: 'watched now' },
    first: 'The first version.',
    became: (state: RuleState, share: number, version: number) =>
      ({
        draft: 'A draft again',
        shadow: `Watched only · version ${version}`,
        live: share === 100 ? `Live · version ${version}` : `Live for ${share}% of customers · version ${version}`,
        paused: 'Paused',
        archived: 'Archived',
      })[state],
    by: (name: string) => `by ${name}`,
    putLive: 'Put this version live again',
    watch: 'Watch this version again',
    goBack: 'Go back to this version',
  },
} as const
