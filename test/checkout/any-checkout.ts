import fc from 'fast-check'
import type { CheckoutCart, CheckoutLine } from '../../app/rules/checkout/checkout-cart.ts'
import type { CheckoutRule } from '../../app/rules/checkout/checkout-rule.ts'
import type { Offer } from '../../app/rules/checkout/offer.ts'
import { mapLeaves } from '../../app/rules/conditions.ts'
import { shelfOf } from '../../app/rules/fact-names.ts'
import { normaliseLeaf } from '../../app/rules/normalise.ts'
import { type FactSpec, type FactValue, type Group, MOMENT } from '../../app/rules/types.ts'
import { facts } from '../../app/vocabulary/facts/index.ts'
import { groupOf, leafAmong } from '../rules/any-document.ts'

/** Random rules of the checkout, people and carts. Few different values, so that rules are met about as often as not. */

export const CURRENCY = 'GBP'
const TEXTS = ['GB', 'FR', 'vip', '3']
const DAYS = ['2026-01-01', '2026-01-02', '2026-03-01', '2026-12-31']

const onShelves = (...shelves: readonly string[]): readonly FactSpec[] =>
  facts.filter(({ name }) => shelves.includes(shelfOf(name)))
const specs: ReadonlyMap<string, FactSpec> = new Map(facts.map((fact) => [fact.name, fact]))

/** The cart beside nobody else, as the check has it. */
const anyLeaf = fc.oneof(
  { weight: 3, arbitrary: leafAmong(onShelves('customer')) },
  { weight: 3, arbitrary: leafAmong(onShelves('cart')) },
  { weight: 1, arbitrary: leafAmong(onShelves('shop')) },
  { weight: 1, arbitrary: leafAmong(onShelves('customer', 'shop')) },
)

const anyConditions: fc.Arbitrary<Group> = groupOf(anyLeaf).map((group) =>
  mapLeaves(group, (leaf) => {
    const spec = specs.get(leaf.fact)
    if (spec === undefined) throw new Error(`No fact ${leaf.fact}`)
    return normaliseLeaf(leaf, spec, CURRENCY)
  }),
)

const anyWorth = fc.oneof(
  fc.record({ worth: fc.record({ percent: fc.constantFrom(5, 7.5, 20, 100) }) }),
  fc.record({ worth: fc.record({ percent: fc.constantFrom(10, 50) }), atMost: fc.constantFrom(150, 5000) }),
  fc.record({ worth: fc.record({ amount: fc.constantFrom(1, 500, 9000) }) }),
)

const anyNames = fc.record({
  productTags: fc.subarray(TEXTS.slice(0, 2)),
  productTypes: fc.subarray(['Tea', 'Pot']),
  skus: fc.subarray(TEXTS),
})

const anyOffer = (rule: string): fc.Arbitrary<Offer> =>
  fc
    .tuple(
      fc.constantFrom('order' as const, 'products' as const, 'shipping' as const),
      anyWorth,
      fc.option(fc.constantFrom(100, 2500), { nil: undefined }),
      fc.boolean(),
      anyNames,
      fc.constantFrom('for you', 'weil Sie wiederkommen', '常連'),
    )
    .map(([on, worth, minimum, subscriptions, select, text]) => ({
      on,
      ...worth,
      ...(minimum !== undefined && { minimum }),
      message: `${rule}: ${text}`,
      ...(on === 'products' && { select }),
      subscriptions: on !== 'shipping' && subscriptions,
    }))

export const anyRule = (index: number): fc.Arbitrary<CheckoutRule> =>
  fc
    .record({
      priority: fc.integer({ min: 0, max: 2 }),
      conditions: anyConditions,
      guests: fc.constantFrom('nobody' as const, 'newcomer' as const),
      offers: fc.array(anyOffer(`Rule ${index}`), { minLength: 1, maxLength: 2 }),
      exclusive: fc.option(
        fc.record({ group: fc.constantFrom('a', 'b'), pick: fc.constantFrom('best' as const, 'first' as const) }),
        { nil: undefined },
      ),
      isLimitedPerCustomer: fc.boolean(),
      endsOn: fc.constantFrom(undefined, undefined, '2026-11-21', '2026-11-22'),
    })
    .map(({ endsOn, ...rule }) => ({ id: `rule-${index}`, name: `Rule ${index}`, ...rule, ...(endsOn && { endsOn }) }))

const anyValue = ({ type }: FactSpec): fc.Arbitrary<FactValue> => {
  switch (type) {
    case 'number':
      return fc.constantFrom(0, 1, 2.5, 3, 100)
    case 'money':
      return fc.constantFrom(0, 50, 2000, 2001, -100)
    case 'time':
      return fc.constantFrom(...DAYS.map((day) => Date.parse(day)))
    case 'boolean':
      return fc.boolean()
    case 'text':
      return fc.constantFrom(...TEXTS)
    case 'list':
      return fc.subarray(TEXTS)
  }
}

export type Facts = Readonly<Record<string, FactValue>>

const anyFactsOn = (shelf: string): fc.Arbitrary<Facts> =>
  fc.record(
    Object.fromEntries(
      onShelves(shelf).map((spec) => [
        spec.name,
        spec.type === 'list' ? anyValue(spec) : fc.option(anyValue(spec), { nil: undefined, freq: 4 }),
      ]),
    ),
  )

export const anyShop: fc.Arbitrary<Facts> = fc
  .tuple(anyFactsOn('shop'), fc.constantFrom(...DAYS.map((day) => Date.parse(day))))
  .map(([shop, at]) => ({ ...shop, [MOMENT]: at }))
export const anyPerson: fc.Arbitrary<Facts> = anyFactsOn('customer')

const anyLine = (index: number): fc.Arbitrary<CheckoutLine> =>
  fc.record({
    id: fc.constant(`gid://shopify/CartLine/${index}`),
    quantity: fc.integer({ min: 1, max: 3 }),
    amount: fc.constantFrom(0, 1, 50, 1999, 2000, 123_456),
    productTags: fc.subarray([...TEXTS, 'no-discount'], { maxLength: 2 }),
    productType: fc.constantFrom('Tea', 'Pot', undefined),
    sku: fc.constantFrom(...TEXTS, undefined),
    isGiftCard: fc.constantFrom(false, false, true),
    isSubscription: fc.boolean(),
  })

export const anyCart: fc.Arbitrary<CheckoutCart> = fc
  .record({
    lines: fc
      .integer({ min: 0, max: 5 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyLine(index)))),
    deliveries: fc.constantFrom(
      [],
      [
        {
          id: 'gid://shopify/CartDeliveryGroup/0',
          options: [
            { handle: 'post', cost: 490 },
            { handle: 'express', cost: 1290 },
          ],
        },
      ],
    ),
    money: fc.constantFrom(
      { currency: 'GBP', rate: 1 },
      { currency: 'EUR', rate: 1.17 },
      { currency: 'JPY', rate: 191.3 },
    ),
    country: fc.constantFrom('GB', 'FR', undefined),
    isBusiness: fc.constantFrom(false, false, false, true),
    numberOfOrders: fc.constantFrom(undefined, 0, 3, 4),
  })
  .map(({ money, numberOfOrders, ...cart }) => ({
    ...cart,
    ...money,
    customer: numberOfOrders === undefined ? undefined : { numberOfOrders },
    today: '2026-11-22',
  }))
