import { setTimeout as wait } from 'node:timers/promises'

/** The wall clock, which serves tokens, throttling and polling only. */
export type Clock = { readonly now: () => number; readonly sleep: (ms: number) => Promise<void> }

export const wallClock: Clock = { now: Date.now, sleep: (ms) => wait(ms) }
