import { MOST_DAYS } from './bounds.ts'
import { clockEndsAt } from './iso-time.ts'
import { groupThousands, parseMoney, readMoney } from './money.ts'
import { quoteText } from './quoted-text.ts'
import { sayDays } from './sentence-leaf.ts'
import {
  type Exclusive,
  type Hours,
  type Limits,
  type RuleDocument,
  type Schedule,
  WEEKDAYS,
  type Words,
} from './types.ts'

/** What stands behind the actions: how often, for how much, beside which rules, when; a sentence each, without its full stop. */
export const sayTerms = ({ guests, limits, exclusive, schedule }: RuleDocument, words: Words): readonly string[] => [
  ...(guests === 'newcomer' ? ['Whoever is not signed in counts as new'] : []),
  ...sayLimits(limits, words),
  ...sayExclusive(exclusive),
  ...saySchedule(schedule),
  ...(limits?.whenHeardEnough === 'wait' ? ['If they have heard enough from us, it waits'] : []),
]

/** A century is for good. */
const sayWithin = (days: number): string => (days === MOST_DAYS ? '' : ` in ${sayDays(days)}`)

const sayLimits = (
  { draw, perCustomer, coolDownDays, total, budget, holdOutPercent = 0 }: Limits = {},
  { currency }: Words,
): readonly string[] => [
  ...(draw ? [`For ${draw.times} of them a ${draw.per}, drawn by lot`] : []),
  ...(perCustomer ? [`At most ${sayTimes(perCustomer.times)}${sayWithin(perCustomer.days)} each`] : []),
  ...(coolDownDays === undefined ? [] : [`Not again within ${sayDays(coolDownDays)} of the last time`]),
  ...(total ? [`At most ${sayTimes(total.times)} in all`] : []),
  ...(budget ? [`At most ${sayBudget(budget, currency)} in all`] : []),
  ...(holdOutPercent > 0 ? [`${holdOutPercent}% of the customers are left out to compare`] : []),
]

/** "once", "2 times", "5,000 times". */
export const sayTimes = (count: number): string => (count === 1 ? 'once' : `${groupThousands(String(count))} times`)

/** "£500.00 a month". */
export const sayBudget = ({ amount, per }: NonNullable<Limits['budget']>, currency: string): string =>
  `${readMoney(parseMoney(amount, currency) ?? 0, currency)}${per ? ` a ${per}` : ''}`

const sayExclusive = (exclusive: Exclusive | undefined): readonly string[] =>
  exclusive ? [`Of the rules in ${quoteText(exclusive.group)} they get the ${exclusive.pick}`] : []

/** "From 1 December 2026 at 00:00 UTC until 24 December 2026 at 00:00 UTC, on weekdays from 09:00 to 17:00". */
const saySchedule = ({ startsAt, endsAt, hours }: Schedule = {}): readonly string[] => {
  const span = [...(startsAt ? [`from ${sayMoment(startsAt)}`] : []), ...(endsAt ? [`until ${sayMoment(endsAt)}`] : [])]
  const parts = [...(span.length > 0 ? [span.join(' ')] : []), ...(hours ? [sayHours(hours)] : [])].join(', ')
  return parts === '' ? [] : [parts.slice(0, 1).toUpperCase() + parts.slice(1)]
}

/** As it is written, for somebody who writes "+01:00" thinks by those clocks; a day alone begins at midnight UTC. */
const sayMoment = (written: string): string => {
  const [year, month, day] = written.slice(0, 10).split('-')
  const end = clockEndsAt(written) ?? written.length
  const clock = written.slice(11, end) || '00:00'
  const minutes = clock.length === 8 && clock.endsWith(':00') ? clock.slice(0, 5) : clock
  const offset = written.slice(end)
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year} at ${minutes} UTC${offset === 'Z' ? '' : offset}`
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

const sayHours = ({ from, to, days }: Hours): string =>
  `${sayWeekdays(days)} from ${from} to ${to}${to < from ? ' the next day' : ''}`

const sayWeekdays = (days: Hours['days']): string => {
  if (!days) return 'daily'
  const inOrder = WEEKDAYS.filter((day) => days.includes(day))
  const known = WELL_KNOWN[inOrder.join()]
  if (known !== undefined) return known
  const names = inOrder.map((day) => `${day.slice(0, 1).toUpperCase()}${day.slice(1)}s`)
  return `on ${names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}`
}

const WELL_KNOWN: Readonly<Record<string, string>> = {
  [WEEKDAYS.join()]: 'on all days of the week',
  [WEEKDAYS.slice(0, 5).join()]: 'on weekdays',
  [WEEKDAYS.slice(5).join()]: 'at weekends',
}
