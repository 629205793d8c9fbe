import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareCheckoutRules } from '../../app/rules/checkout/checkout-rule.ts'
import { type CompiledPolicy, compilePolicy } from '../../app/rules/checkout/compile-policy.ts'
import { decideOffers } from '../../app/rules/checkout/decide-offers.ts'
import { packStanding } from '../../app/rules/checkout/standing.ts'
import { keyOf, type StandingLeaf, standingLeavesOf } from '../../app/rules/checkout/standing-leaf.ts'
import { compileLeaf } from '../../app/rules/compile.ts'
import {
  writeDeliveryDiscounts,
  writeLineDiscounts,
} from '../../extensions/relationship-discount/src/write-discounts.ts'
import { anyCart, anyPerson, anyRule, anyShop, CURRENCY, type Facts } from './any-checkout.ts'
import { inputOf } from './function-input.ts'
import { type LoadedFunction, loadFunction } from './run-function.ts'
import { type Subject, serverRefusal } from './server-decision.ts'

let bundle: LoadedFunction
beforeAll(async () => {
  bundle = await loadFunction()
})
afterAll(() => bundle.dispose())

/** Decisions on one rule for one cart of one customer; more in the long form, `npm run test:checkout`. */
const CASES = Number(process.env.CHECKOUT_CASES ?? 30_000)
const RULES = 6
/** Of them, the last: published after the standings were written. */
const LATE = 1
const CARTS = 8

/** What is decided once a rule is met: by what it is worth on the cart, beside the others. */
const WEIGHED = ['given', 'below_minimum', 'nothing_to_discount', 'outranked', 'over_ceiling']

test(
  `the server, json-rules-engine and the checkout's bundle give one answer in ${CASES} decisions`,
  async () => {
    const seen = new Map<string, number>()
    const shops = fc.record({
      rules: fc.tuple(...Array.from({ length: RULES }, (_, index) => anyRule(index))),
      shop: anyShop,
      newcomer: anyPerson,
      refused: fc.subarray(
        Array.from({ length: RULES }, (_, index) => `rule-${index}`),
        { maxLength: 2 },
      ),
      visits: fc.array(
        fc.record({
          cart: anyCart,
          person: anyPerson,
          isUntold: fc.constantFrom(false, false, true),
          ordersThen: fc.constantFrom(3, 4),
          refused: fc.subarray(
            Array.from({ length: RULES }, (_, index) => `rule-${index}`),
            { maxLength: 2 },
          ),
          held: fc.subarray(['rule-0', 'rule-1'], { maxLength: 1 }),
        }),
        { minLength: CARTS, maxLength: CARTS },
      ),
    })

    await fc.assert(
      fc.asyncProperty(shops, async ({ rules, shop, newcomer, refused, visits }) => {
        const shopOf = new ShopForTest(rules, shop, newcomer, new Set(refused))
        const compiled = shopOf.compiled
        if (compiled.kind !== 'policy') throw new Error(`No policy: ${JSON.stringify(compiled)}`)
        const kept = new Set(compiled.rules.map(({ ruleId }) => ruleId))
        for (const visit of visits) {
          // `cart.productTags` has the tags that rules ask about, and no others.
          const lines = visit.cart.lines.map((line) => ({
            ...line,
            productTags: line.productTags.filter((tag) => compiled.tags.includes(tag)),
          }))
          const cart = { ...visit.cart, lines }
          const supposed = cart.customer === undefined || (visit.isUntold && cart.customer.numberOfOrders === 0)
          const subject: Subject = {
            ...visit,
            cart,
            shop,
            person: supposed ? newcomer : visit.person,
            permits: new Set(
              rules.map(({ id }) => id).filter((id) => !(supposed ? refused : visit.refused).includes(id)),
            ),
            held: new Set(supposed ? [] : visit.held),
          }
          const standing = visit.isUntold ? undefined : shopOf.standingOf(subject)
          const decided = decideOffers(compiled.policy, standing, cart)
          let place = 0
          for (const rule of rules.toSorted(compareCheckoutRules)) {
            const refusal = await serverRefusal(rule, subject, !shopOf.late.has(rule.id))
            const outcome = kept.has(rule.id) ? decided.outcomes[place++] : undefined
            // A rule that the shop's facts rule out is in no policy.
            const said = outcome ?? 'not_met'
            if (outcome === undefined) expect([undefined, ...WEIGHED]).not.toContain(refusal ?? 'given')
            else if (refusal === undefined) expect(WEIGHED).toContain(said)
            else expect({ rule: rule.id, said }).toEqual({ rule: rule.id, said: refusal })
            seen.set(said, (seen.get(said) ?? 0) + 1)
          }
          const input = inputOf(cart, { policy: compiled.policy, standing, tags: compiled.tags })
          expect(bundle.runLines(input)).toEqual(writeLineDiscounts(decided, input as never))
          expect(bundle.runDelivery(input)).toEqual(writeDeliveryDiscounts(decided, input as never))
        }
      }),
      { numRuns: Math.ceil(CASES / RULES / CARTS) },
    )

    const outcomes = ['ended', 'business', 'guest', 'no_standing', 'unknown_number', 'ordered_since', 'not_permitted']
    expect([...seen.keys()].sort()).toEqual([...outcomes, 'not_met', ...WEIGHED].sort())
  },
  60_000 + CASES * 5,
)

/** Numbers, policy and standings as a server would make them. */
class ShopForTest {
  readonly compiled: CompiledPolicy
  readonly late: ReadonlySet<string>
  readonly #numbers = new Map<string, number>()
  readonly #leaves = new Map<number, StandingLeaf>()
  readonly #upTo: number
  readonly #shop: Facts

  constructor(
    rules: readonly Parameters<typeof standingLeavesOf>[0][] & Parameters<typeof compilePolicy>[0]['rules'],
    shop: Facts,
    newcomer: Facts,
    refused: ReadonlySet<string>,
  ) {
    this.#shop = shop
    const held = new Set(['rule-0', 'rule-1'])
    this.late = new Set(rules.slice(RULES - LATE).map(({ id }) => id))
    for (const rule of rules.slice(0, RULES - LATE))
      for (const leaf of standingLeavesOf(rule, held.has(rule.id))) this.#numberOf(leaf)
    this.#upTo = this.#numbers.size - 1
    for (const rule of rules) for (const leaf of standingLeavesOf(rule, held.has(rule.id))) this.#numberOf(leaf)
    this.compiled = compilePolicy({
      rules,
      heldRuleIds: held,
      ceilingPercent: 25,
      noDiscountTag: 'no-discount',
      leaveOutBusiness: true,
      currency: CURRENCY,
      numberOf: (key) => this.#numbers.get(key) ?? Number.NaN,
      newcomer: (leaf) =>
        isTrue(
          leaf,
          newcomer,
          shop,
          (id) => !refused.has(id),
          () => false,
        ),
      readShop: (fact) => shop[fact],
    })
  }

  standingOf({ person, permits, held, ordersThen }: Subject) {
    return packStanding({
      upTo: this.#upTo,
      numberOfOrders: ordersThen,
      holds: (number) => {
        const leaf = this.#leaves.get(number)
        return (
          leaf !== undefined &&
          isTrue(
            leaf,
            person,
            this.#shop,
            (id) => permits.has(id),
            (id) => held.has(id),
          )
        )
      },
    })
  }

  #numberOf(leaf: StandingLeaf): void {
    const key = keyOf(leaf)
    if (this.#numbers.has(key)) return
    this.#leaves.set(this.#numbers.size, leaf)
    this.#numbers.set(key, this.#numbers.size)
  }
}

const isTrue = (
  leaf: StandingLeaf,
  person: Facts,
  shop: Facts,
  isPermitted: (ruleId: string) => boolean,
  isHeld: (ruleId: string) => boolean,
): boolean => {
  switch (leaf.kind) {
    case 'permit':
      return isPermitted(leaf.ruleId)
    case 'held':
      return isHeld(leaf.ruleId)
    case 'condition':
      return compileLeaf(leaf.leaf)((fact) => person[fact] ?? shop[fact])
  }
}
