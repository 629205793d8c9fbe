/** How much of anything a rule may have: more is a slip, or a stranger's document. The check and the published schema share these. */

export const LONGEST_NAME = 120
export const LONGEST_TEXT = 500
export const MOST_ACTIONS = 20
export const MOST_CONDITIONS = 500
/** In one list to compare with. */
export const MOST_VALUES = 1000
export const MOST_EXAMPLES = 100
/** In one list fact of an example. */
export const MOST_ITEMS = 1000
/** A century: further back no shop goes. */
export const MOST_DAYS = 36_500
/** Customers drawn by lot in one period. */
export const MOST_DRAWN = 1000
/** The name of an exclusive group. */
export const LONGEST_GROUP = 60
export const MOST_GRANTS = 1_000_000
/** How many times another fact. */
export const MOST_TIMES = 100
/** Fewer than that would be left to give to. */
export const MOST_HELD_OUT_PERCENT = 90
export const PRIORITIES = { least: -1000, most: 1000 }
