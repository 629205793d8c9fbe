import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheckoutCart } from '../../app/rules/checkout/checkout-cart.ts'
import type { CheckoutRule } from '../../app/rules/checkout/checkout-rule.ts'
import { type CompiledPolicy, compilePolicy } from '../../app/rules/checkout/compile-policy.ts'
import { packStanding } from '../../app/rules/checkout/standing.ts'
import { inputOf } from './function-input.ts'
import { type LoadedFunction, loadFunction } from './run-function.ts'

let bundle: LoadedFunction
beforeAll(async () => {
  bundle = await loadFunction()
})
afterAll(() => bundle.dispose())

const rule = (id: string, more: Partial<CheckoutRule>): CheckoutRule => ({
  id,
  name: id,
  priority: 50,
  conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] },
  guests: 'nobody',
  offers: [{ on: 'order', worth: { percent: 10 }, message: `Danke – ${id}`, subscriptions: false }],
  exclusive: undefined,
  isLimitedPerCustomer: false,
  ...more,
})

const RULES = [
  rule('regulars', { isLimitedPerCustomer: true }),
  rule('teas', {
    conditions: {
      all: [
        { fact: 'cart.country', operator: 'in', value: ['GB', 'FR'] },
        { not: { fact: 'cart.subtotal', operator: 'lessThan', value: 1500 } },
        { fact: 'cart.itemsCount', operator: 'greaterThan', value: 1.5 },
      ],
    },
    offers: [
      {
        on: 'products',
        worth: { percent: 12.5 },
        atMost: 400,
        message: 'Tea for regulars',
        select: { productTags: ['tea'], productTypes: [], skus: ['POT-1'] },
        subscriptions: false,
      },
    ],
    endsOn: '2026-12-31',
  }),
  // It would give half of everything, to others.
  rule('best', {
    conditions: { all: [{ fact: 'customer.spendTopPercent', operator: 'lessThan', value: 5 }] },
    offers: [{ on: 'order', worth: { percent: 20 }, message: 'For the best', subscriptions: true }],
  }),
]

const numbers = new Map<string, number>()
const compiled: CompiledPolicy = compilePolicy({
  rules: RULES,
  heldRuleIds: new Set(),
  ceilingPercent: 25,
  noDiscountTag: 'no-discount',
  leaveOutBusiness: true,
  currency: 'GBP',
  numberOf: (key) => {
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    return number
  },
  newcomer: () => false,
  readShop: () => undefined,
})
if (compiled.kind !== 'policy') throw new Error('No policy')
const { policy, text, tags } = compiled

/** All hold but that of the best: its permit does. */
const best = [...numbers].find(([key]) => key.includes('spendTopPercent'))?.[1]
const standing = packStanding({ upTo: numbers.size - 1, numberOfOrders: 4, holds: (number) => number !== best })

const line = { quantity: 1, productType: undefined, isGiftCard: false, isSubscription: false }
const cart: CheckoutCart = {
  lines: [
    { ...line, id: 'gid://shopify/CartLine/0', amount: 2000, productTags: ['tea'], sku: 'TEA-1' },
    { ...line, id: 'gid://shopify/CartLine/1', amount: 1800, productTags: [], sku: 'POT-1' },
    { ...line, id: 'gid://shopify/CartLine/2', amount: 5000, productTags: ['no-discount'], sku: 'RARE' },
  ],
  deliveries: [],
  currency: 'GBP',
  rate: 1,
  country: 'GB',
  customer: { numberOfOrders: 4 },
  isBusiness: false,
  today: '2026-11-22',
}

const NOTHING = '{"operations":[]}'
/** The input with marks where two texts of JSON are put in as they are. */
const around = JSON.stringify(inputOf(cart, { policy: 'POLICY', standing: 'STANDING', tags }))
const run = (policyText: string, standingText: string): string =>
  bundle.runLinesText(around.replace('"POLICY"', () => policyText).replace('"STANDING"', () => standingText))

const right = () => run(text, JSON.stringify(standing))

/** JSON or null, as Shopify's metafield would have it. */
const asJson = (bytes: Uint8Array): string => {
  const damaged = new TextDecoder().decode(bytes)
  try {
    return JSON.stringify(JSON.parse(damaged))
  } catch {
    return 'null'
  }
}

/** Every byte once with each of its bits turned. */
const flipsOf = (whole: string): readonly string[] => {
  const bytes = new TextEncoder().encode(whole)
  const texts = new Set<string>()
  for (let at = 0; at < bytes.length; at++)
    for (let bit = 0; bit < 8; bit++) {
      const damaged = bytes.slice()
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit)
      texts.add(asJson(damaged))
    }
  return [...texts]
}

describe('what was damaged gives nothing, or what is right', () => {
  test('as it is, it gives something', () => {
    expect(right()).toContain('Danke – regulars')
    expect(right()).toContain('Tea for regulars')
  })

  test('each bit of the policy', () => {
    const answers = flipsOf(text).map((damaged) => run(damaged, JSON.stringify(standing)))
    const wrong = answers.filter((answer) => answer !== NOTHING && answer !== right() && !isLess(answer))

    expect(answers.length).toBeGreaterThan(1000)
    expect(wrong).toEqual([])
  })

  test('each bit of the standing', () => {
    const whole = JSON.stringify(standing)
    const answers = flipsOf(whole).map((damaged) => run(text, damaged))

    expect(answers.length).toBeGreaterThan(40)
    expect(answers.filter((answer) => answer !== NOTHING && answer !== right())).toEqual([])
  })

  test.each(['null', '0', '""', '[]', '{}', '[1]', '[1,2,[]]', '[[[[[[]]]]]]', `"${'x'.repeat(9000)}"`, '[2,1,[1]]'])(
    'a policy or standing of %.20s',
    (other) => {
      expect(run(other, JSON.stringify(standing))).toBe(NOTHING)
      expect(run(text, other)).toBe(NOTHING)
    },
  )

  test('a policy of another format', () => {
    expect(run(JSON.stringify([2, ...policy.slice(1)]), JSON.stringify(standing))).toBe(NOTHING)
  })

  test.each(['abc', '-1.00', '1e999'])('a line that costs "%s"', (amount) => {
    const damaged = around.replace('"amount":"20.00"', `"amount":"${amount}"`)
    const input = damaged.replace('"POLICY"', () => text).replace('"STANDING"', () => JSON.stringify(standing))

    expect(bundle.runLinesText(input)).toBe(NOTHING)
  })

  test.each(['0', 'abc', '-1', '1e999'])('a rate of exchange of "%s"', (rate) => {
    const damaged = around.replace('"presentmentCurrencyRate":"1"', `"presentmentCurrencyRate":"${rate}"`)

    expect(
      bundle.runLinesText(
        damaged.replace('"POLICY"', () => text).replace('"STANDING"', () => JSON.stringify(standing)),
      ),
    ).toBe(NOTHING)
  })
})

/** A name that was damaged chooses nothing any more: the line then has less, and never another's. */
const isLess = (answer: string): boolean =>
  answer !== right() && !answer.includes('For the best') && takenOff(answer) <= takenOff(right())

/** All fixed amounts and per cents of their lines, minor units. */
const takenOff = (answer: string): number => {
  const amounts = new Map(cart.lines.map(({ id, amount }) => [id, amount]))
  const { operations } = JSON.parse(answer) as {
    operations: readonly Record<
      string,
      {
        candidates: readonly {
          targets: readonly Record<string, { id?: string; excludedCartLineIds?: readonly string[] }>[]
          value: { percentage?: { value: string }; fixedAmount?: { amount: string } }
        }[]
      }
    >[]
  }
  let taken = 0
  for (const { candidates } of operations.flatMap((operation) => Object.values(operation)))
    for (const { targets, value } of candidates) {
      taken += Math.round(Number(value.fixedAmount?.amount ?? 0) * 100)
      const chosen = targets.flatMap(({ cartLine, orderSubtotal }) =>
        cartLine
          ? [cartLine.id ?? '']
          : [...amounts.keys()].filter((id) => !orderSubtotal?.excludedCartLineIds?.includes(id)),
      )
      const base = chosen.reduce((sum, id) => sum + (amounts.get(id) ?? 0), 0)
      taken += (base * Number(value.percentage?.value ?? 0)) / 100
    }
  return taken
}
