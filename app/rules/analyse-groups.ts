import type { Known, Neighbour } from './analyse-together.ts'
import { suggest } from './check-shape.ts'
import type { Finding } from './findings.ts'
import { amountIn, percentIn } from './outcomes.ts'
import { quote } from './problem-list.ts'
import { quoteText } from './quoted-text.ts'
import { search } from './search.ts'
import { DEFAULT_PRIORITY, type Exclusive, type Limits, type Outcome, type RuleDocument } from './types.ts'

/** Exclusive groups of which only one rule is live: there is nothing to choose from. `rules` are all there are. */
export const findLonelyGroups = (
  rules: readonly { readonly id: string; readonly document: RuleDocument }[],
): readonly Finding[] => {
  const members = Map.groupBy(
    rules.filter(({ document }) => document.exclusive),
    ({ document }) => document.exclusive?.group ?? '',
  )
  return [...members].flatMap(([group, [only, ...others]]): readonly Finding[] => {
    if (!only || others.length > 0) return []
    const meant = suggest(
      group,
      [...members.keys()].filter((other) => other !== group),
    )
    const message = `${quote(only.id)} is the only rule in the group ${quoteText(group)}, so there is nothing to choose from${meant}`
    return [{ kind: 'lonely', places: [{ rule: only.id, path: '/exclusive/group' }], message }]
  })
}

/** Pairs of rules in one exclusive group that are never weighed against each other, or of which one always loses. */
export const findRivals = (rules: readonly Neighbour[], known: Known): readonly Finding[] =>
  rules.flatMap((one, index) => rules.slice(index + 1).flatMap((other) => rivalsOf(one, other, known)))

/** Whether one entry can meet both and the customer then gets one of them. */
export const areRivals = (one: Neighbour, other: Neighbour): boolean =>
  isSameGroup(one, other) && one.document.exclusive?.pick === other.document.exclusive?.pick && canMeet(one, other)

const isSameGroup = (one: Neighbour, other: Neighbour): boolean =>
  one.document.exclusive !== undefined && one.document.exclusive.group === other.document.exclusive?.group

/** Crossings are looked at by every entry, so they meet whatever else it starts. */
const canMeet = ({ trigger: one }: Neighbour, { trigger: other }: Neighbour): boolean =>
  one.name === other.name || one.crossing !== undefined || other.crossing !== undefined

const rivalsOf = (one: Neighbour, other: Neighbour, known: Known): readonly Finding[] => {
  if (!isSameGroup(one, other)) return []
  if (!areRivals(one, other)) return [unweighed(one, other)]
  return outranked(one, other, known) ?? outranked(other, one, known) ?? []
}

const groupPlaces = (rules: readonly Neighbour[], part = '') =>
  rules.map(({ id }) => ({ rule: id, path: `/exclusive${part}` }))

const unweighed = (one: Neighbour, other: Neighbour): Finding => {
  const both = `${quote(one.id)} and ${quote(other.id)} are in the group ${quoteText(groupOf(one))}`
  if (one.document.exclusive?.pick !== other.document.exclusive?.pick) {
    const message = `${both}, but one gives the best of it and the other the first: they are never weighed against each other, and a customer can get both`
    return { kind: 'unweighed', places: groupPlaces([one, other], '/pick'), message }
  }
  const message = `${both}, but nothing starts them both: they are never weighed against each other, and a customer can get both`
  return { kind: 'unweighed', places: groupPlaces([one, other]), message }
}

const groupOf = ({ document }: Neighbour): string => document.exclusive?.group ?? ''

/** That `winner` is given whenever `loser` could be. Undefined where it is not. */
const outranked = (loser: Neighbour, winner: Neighbour, { facts }: Known): readonly Finding[] | undefined => {
  const better = howBetter(winner, loser)
  if (!better || !isAskedAlike(loser, winner)) return undefined
  const found = search({ all: [loser.condition, { not: winner.condition }] }, { facts })
  if (found.outcome === 'found') return undefined
  const [lost, won] = [quote(loser.id), quote(winner.id)]
  const places = groupPlaces([loser, winner])
  if (found.outcome === 'undecided') {
    const message = `Whether ${lost} ever gets a turn beside ${won}, ${better.because}, was too much to find out`
    return [{ kind: 'undecided', places, message }]
  }
  const whoever = `whoever meets it meets ${won} too, ${better.because}`
  if (better.isSure && !mayBeKeptBack(winner, loser))
    return [{ kind: 'outranked', places, message: `${lost} never gets a turn: ${whoever}` }]
  const message = better.isSure
    ? `${lost} only gets a turn where ${won} is kept back: ${whoever}`
    : `Whether ${lost} ever gets a turn is left to chance: ${whoever}`
  return [{ kind: 'outranked', places, message }]
}

/** Rules about different crossings start at different moments, whatever their conditions. */
const isAskedAlike = (one: Neighbour, other: Neighbour): boolean =>
  one.trigger.name === other.trigger.name &&
  JSON.stringify(one.document.crossing) === JSON.stringify(other.document.crossing)

type Better = { readonly because: string; readonly isSure: boolean }

/** Rules of one priority go by their ids, which nobody chooses. */
const howBetter = (winner: Neighbour, loser: Neighbour): Better | undefined => {
  const [high, low] = [priorityOf(winner), priorityOf(loser)]
  const byPriority: Better | undefined =
    high > low
      ? { because: 'which comes first', isSure: true }
      : high === low
        ? { because: 'which has the same priority', isSure: false }
        : undefined
  if (pickOf(winner) === 'first') return byPriority
  const worth = compareWorth(winner.outcomes, loser.outcomes)
  if (worth === 'more') return { because: 'which gives more', isSure: true }
  return worth === 'same' && byPriority
    ? { ...byPriority, because: `which gives as much and ${byPriority.because.slice('which '.length)}` }
    : undefined
}

const pickOf = ({ document }: Neighbour): Exclusive['pick'] | undefined => document.exclusive?.pick
const priorityOf = ({ document }: Neighbour): number => document.priority ?? DEFAULT_PRIORITY

/** Undefined where it depends on the order: 10% against £5.00, or £10.00 on orders from £50.00 against £5.00 on any. */
const compareWorth = (one: readonly Outcome[], other: readonly Outcome[]): 'more' | 'same' | undefined => {
  const [mine, theirs] = [worthOf(one), worthOf(other)]
  if (mine.percent < theirs.percent || mine.amount < theirs.amount || mine.minimum > theirs.minimum) return undefined
  const isSame = mine.percent === theirs.percent && mine.amount === theirs.amount && mine.minimum === theirs.minimum
  return isSame ? 'same' : 'more'
}

const worthOf = (outcomes: readonly Outcome[]) => ({
  percent: outcomes.reduce((sum, { discount }) => sum + percentIn(discount), 0),
  amount: outcomes.reduce((sum, { discount, cost = 0 }) => sum + amountIn(discount) + cost, 0),
  minimum: Math.max(0, ...outcomes.map(({ discount }) => discount?.minimum ?? 0)),
})

/** By anything but the group itself: limits, hours of its own, or that the customer does not want to hear from the shop. */
const mayBeKeptBack = (winner: Neighbour, loser: Neighbour): boolean =>
  winner.isContact || hasLimits(winner.document.limits) || !isOpenWhenever(winner.document, loser.document)

const hasLimits = ({ whenHeardEnough: _, holdOutPercent = 0, ...caps }: Limits = {}): boolean =>
  holdOutPercent > 0 || Object.keys(caps).length > 0

const isOpenWhenever = ({ schedule: mine }: RuleDocument, { schedule: theirs }: RuleDocument): boolean => {
  const written = Object.entries(mine ?? {}).filter(([, value]) => value !== null)
  return written.every(([key, value]) => JSON.stringify(value) === JSON.stringify(Reflect.get(theirs ?? {}, key)))
}
