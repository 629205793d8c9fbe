import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLimitedInAll, RuleUses } from '../../app/engine/rule-use.ts'
import { checkDocument } from '../../app/rules/check.ts'
import { DEFAULT_POLICIES } from '../../app/rules/policies.ts'
import { REASONS } from '../../app/rules/types.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'
import { type AnyShop, anyShop, TASKS } from './any-shop.ts'
import { LimitsByHand } from './limits-by-hand.ts'
import { type HowToPlay, playShop } from './play-shop.ts'

/** 20,000 in the long form, `npm run test:limits`. */
const CASES = Number(process.env.LIMIT_CASES ?? 200)
const holds = <Drawn>(property: fc.IProperty<Drawn>): void => {
  fc.assert(property, { numRuns: CASES, ...(process.env.LIMIT_SEED && { seed: Number(process.env.LIMIT_SEED) }) })
}

test('the random rules are rules that a merchant can save', () => {
  holds(
    fc.property(anyShop(), ({ rules }) => {
      for (const { document } of rules) {
        expect(checkDocument(JSON.parse(JSON.stringify(document)), vocabulary, { currency: 'GBP' })).toMatchObject({
          valid: true,
        })
      }
    }),
  )
})

const decisionsOf = (shop: AnyShop, how: HowToPlay) =>
  playShop(shop, how).played.map(({ entry, decisions }) => [entry, decisions])

test('what a lane remembers, and what it reads again when its process has ended, decide alike', () => {
  holds(
    fc.property(anyShop(), (shop) => {
      expect(decisionsOf(shop, { remembers: 'nothing', isPerformed: true })).toEqual(
        decisionsOf(shop, { remembers: 'as a lane', isPerformed: true }),
      )
    }),
  )
})

test('grants that are read again decide as those that never left', () => {
  holds(
    fc.property(anyShop(), (shop) => {
      expect(decisionsOf(shop, { remembers: 'as a lane', isPerformed: false })).toEqual(
        decisionsOf(shop, { remembers: 'everything', isPerformed: false }),
      )
    }),
  )
})

test('no decision gives more than the limits, groups and policies allow, and each names the first reason that holds', () => {
  const seen = new Map<string, number>()
  holds(
    fc.property(anyShop(), (shop) => {
      const play = playShop(shop, { remembers: 'as a lane', isPerformed: true })
      const byHand = new LimitsByHand(shop, play.rules, play)
      for (const each of play.played) byHand.follow(each)

      expect(byHand.flaws).toEqual([])
      for (const [verdict, count] of byHand.seen) seen.set(verdict, (seen.get(verdict) ?? 0) + count)
    }),
  )
  // What orders carried of the checkout's offers has tests of its own.
  const reasons = REASONS.filter((reason) => reason !== 'not_carried')
  expect([...seen.keys()].sort()).toEqual([...reasons, 'granted'].sort())
})

/** Half days, from before the story's last entry until every code has lapsed, and one far behind. */
const MOMENTS = [...Array.from({ length: 60 }, (_, index) => index / 2), 400].map(
  (days) => Date.parse('2026-04-19T17:59:59Z') + days * 86_400_000,
)

test('what was given back counts no longer, nor does what has lapsed, and a booking counts for what it cost', () => {
  let booked = 0
  let released = 0
  holds(
    fc.property(anyShop(), (shop) => {
      const play = playShop(shop, { remembers: 'as a lane', isPerformed: true })
      const byHand = new LimitsByHand(shop, play.rules, play)
      for (const each of play.played) byHand.follow(each)
      const anew = new RuleUses(shop.timeZone)
      const limited = play.rules.filter(isLimitedInAll)
      for (const rule of limited)
        for (const grant of play.grants) if (grant.ruleId === rule.id) anew.of(rule).add(grant)

      for (const rule of limited) {
        const all = [play.uses.of(rule).times, anew.of(rule).times, byHand.standingOf(rule.id)]
        expect(new Set(all).size).toBe(1)
        for (const at of MOMENTS) {
          const spent = byHand.spentOf(rule.id, at)
          expect([play.uses.of(rule).spentAt(at), anew.of(rule).spentAt(at)]).toEqual([spent, spent])
        }
      }
      booked += play.grants.filter(({ state }) => state === 'booked').length
      released += play.played.flatMap(({ undone }) => undone.filter(({ grant }) => !grant.isHeld)).length
    }),
  )
  expect(Math.min(booked, released)).toBeGreaterThan(0)
})

test('the order of the rules in the list never matters to those who sort them', () => {
  holds(
    fc.property(anyShop(), fc.integer(), (shop, seed) => {
      const [rules = shop.rules] = fc.sample(fc.shuffledSubarray([...shop.rules], { minLength: shop.rules.length }), {
        seed,
        numRuns: 1,
      })
      const how: HowToPlay = { remembers: 'as a lane', isPerformed: true }
      expect(decisionsOf({ ...shop, rules }, how)).toEqual(decisionsOf(shop, how))
    }),
  )
})

/** Alone, with no limit but a comparison group, so that whoever else is given to changes nothing. */
const aloneOf = (
  { rules, ...shop }: AnyShop,
  given: { readonly share: number; readonly version: number },
): AnyShop => ({
  ...shop,
  rules: rules.slice(0, 1).map((rule) => ({
    ...rule,
    share: given.share,
    document: {
      ...rule.document,
      limits: { holdOutPercent: 30, ...(given.version > 1 && { total: { times: 1_000_000 } }) },
      priority: given.version,
    },
  })),
})
const toldOf = (shop: AnyShop, told: string): readonly string[] =>
  playShop(shop, { remembers: 'everything', isPerformed: false }).played.flatMap(({ entry, decisions }) =>
    decisions
      .filter(({ reason, verdict }) => (reason ?? verdict) === told)
      .map(({ customerId }) => `${entry.kind} ${entry.id} ${customerId}`),
  )
const customersIn = (lines: readonly string[]) => new Set(lines.map((line) => line.split(' ').at(-1)))

test('a rule that goes live for more of the customers takes nothing from those it gives to, and leaves the same ones out', () => {
  // Nobody hears enough: what is given to one more would keep another back.
  const contacts = { ...DEFAULT_POLICIES.contacts, times: 1_000_000, daysApart: 0 }
  holds(
    fc.property(
      anyShop({ actions: TASKS }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 100 }),
      (any, one, other) => {
        const shop = { ...any, policies: { ...DEFAULT_POLICIES, contacts } }
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        const [few, many] = [aloneOf(shop, { share: less, version: 1 }), aloneOf(shop, { share: more, version: 2 })]

        const [toFew, toMany] = [toldOf(few, 'granted'), toldOf(many, 'granted')]
        const leftOut = toldOf(many, 'held_out')
        expect(toMany).toEqual(expect.arrayContaining([...toFew]))
        expect(leftOut).toEqual(expect.arrayContaining([...toldOf(few, 'held_out')]))
        for (const each of customersIn(leftOut)) expect(customersIn(toMany)).not.toContain(each)
      },
    ),
  )
})
