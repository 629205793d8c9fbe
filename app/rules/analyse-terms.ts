import { minutesOf, minutesOpen } from './clock-time.ts'
import type { Finding } from './findings.ts'
import { parseMoney, readMoney } from './money.ts'
import { costOf, makesContact, outcomesOf } from './outcomes.ts'
import { sayDays } from './sentence-leaf.ts'
import { sayBudget, sayTimes } from './sentence-terms.ts'
import { DAY_BEGINS_AT, type Limits, type Outcome, type RuleDocument, type Vocabulary, type Words } from './types.ts'

/** Limits and hours of one checked rule that never keep anybody back, keep everybody back, or cost more than was probably meant. */
export const findIdleTerms = (document: RuleDocument, vocabulary: Vocabulary, words: Words): readonly Finding[] => {
  const { limits = {} } = document
  const outcomes = outcomesOf(document, vocabulary, words)
  return [
    ...findIdleCaps(limits),
    ...findIdleBudget(limits, outcomes, words),
    ...(limits.whenHeardEnough !== undefined && !makesContact(document, vocabulary)
      ? [idle('/limits/whenHeardEnough', 'This changes nothing: by this rule nobody hears from the shop')]
      : []),
    ...findComparison(limits, outcomes),
    ...findHours(document, vocabulary),
  ]
}

const idle = (path: string, message: string): Finding => ({ kind: 'idle_limit', places: [{ path }], message })

const NEVER = 'This limit never keeps anybody back:'

/** A cool-down is asked before the limit per customer; both look back over the same kind of days. */
const findIdleCaps = ({ perCustomer, coolDownDays, total }: Limits): readonly Finding[] => {
  const inAll = total && perCustomer && perCustomer.times >= total.times ? total : undefined
  if (inAll) return [idle('/limits/perCustomer', `${NEVER} it is given at most ${sayTimes(inAll.times)} in all`)]
  if (!coolDownDays) return []
  if (total?.times === 1) return [idle('/limits/coolDownDays', `${NEVER} once in all leaves nothing to give again`)]
  if (!perCustomer) return []
  const { times, days } = perCustomer
  const most = Math.ceil(days / coolDownDays)
  const apart = `not again within ${sayDays(coolDownDays)}`
  if (most <= times) {
    const message = `${NEVER} ${apart} already means at most ${sayTimes(most)} in ${sayDays(days)}`
    return [idle('/limits/perCustomer', message)]
  }
  if (times > 1 || days < coolDownDays) return []
  return [idle('/limits/coolDownDays', `${NEVER} at most once in ${sayDays(days)} already means ${apart}`)]
}

const findIdleBudget = (
  { budget, total, draw }: Limits,
  outcomes: readonly Outcome[],
  { currency }: Words,
): readonly Finding[] => {
  if (!budget) return []
  const path = '/limits/budget'
  const amount = parseMoney(budget.amount, currency) ?? 0
  const { atLeast: cost, isOpen } = costOf(outcomes)
  const each = `${readMoney(cost, currency)} each`
  if (cost > amount) {
    const message = `Nobody ever gets this: it costs ${each}, and the budget is ${sayBudget(budget, currency)}`
    return [{ kind: 'never_given', places: [{ path }], message }]
  }
  if (isOpen) return []
  if (cost === 0) return [idle(path, 'The budget is never touched: nothing that this rule does costs money')]
  if (total && total.times * cost <= amount)
    return [idle(path, `The budget is never spent: it is given ${sayTimes(total.times)} in all, at ${each}`)]
  if (draw && draw.per === budget.per && draw.times * cost <= amount)
    return [idle(path, `The budget is never spent: it is given ${sayTimes(draw.times)} a ${draw.per}, at ${each}`)]
  // A code books what it was used for, which may be less than it is worth: more of them may then be given.
  const isExact = outcomes.every(({ discount }) => discount === undefined)
  const affordable = Math.floor(amount / cost)
  if (!total || budget.per || !isExact || affordable >= total.times) return []
  const message = `${NEVER} the budget of ${sayBudget(budget, currency)} is spent before, at ${each}`
  return [idle('/limits/total', message)]
}

/** What people do for people is not a thing to try out on some of them. */
const findComparison = ({ holdOutPercent = 0 }: Limits, outcomes: readonly Outcome[]): readonly Finding[] => {
  if (holdOutPercent === 0 || !outcomes.some(({ byPerson }) => byPerson)) return []
  const message = `${holdOutPercent}% of those whom this is for get no call, note or gift, only so that the others can be compared with them: comparing is for offers and messages, never for an apology, a promise or a call to the best`
  return [{ kind: 'comparison', places: [{ path: '/limits/holdOutPercent' }], message }]
}

const SHORT_MINUTES = 30

const findHours = ({ schedule, trigger }: RuleDocument, { triggers }: Vocabulary): readonly Finding[] => {
  const hours = schedule?.hours
  if (!hours) return []
  const path = '/schedule/hours'
  const isDaily = triggers.some(({ name, daily }) => name === trigger && daily)
  if (isDaily) {
    if (hours.days && hours.days.length < 7) return []
    return [idle(path, `These hours change nothing: a rule that runs every day does so at ${DAY_BEGINS_AT}`)]
  }
  const open = minutesOpen(minutesOf(hours.from) ?? 0, minutesOf(hours.to) ?? 0)
  if (open >= SHORT_MINUTES) return []
  const minutes = open === 1 ? 'minute' : 'minutes'
  const message = `These hours are open for ${open} ${minutes}: whatever happens at any other time is passed over`
  return [{ kind: 'short_hours', places: [{ path }], message }]
}
