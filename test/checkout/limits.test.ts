import { beforeAll, describe, expect, test } from 'vitest'
import { MOST_POLICY_BYTES } from '../../app/rules/checkout/compile-policy.ts'
import { largeCheckout } from './large-checkout.ts'
import { loadMeteredFunction, type MeteredFunction } from './run-function.ts'

/** What Shopify allows a function. */
const MOST = { instructions: 11_000_000, bundleBytes: 100_000, inputBytes: 128_000, outputBytes: 20_000 }

let metered: MeteredFunction
beforeAll(async () => {
  metered = await loadMeteredFunction()
})

test('the bundle is small', () => {
  expect(metered.bundleBytes).toBeLessThanOrEqual(MOST.bundleBytes)
})

describe.each(['runLines', 'runDelivery'] as const)('%s', (run) => {
  test('with 200 lines and 40 rules that all give, reads and writes no more than Shopify allows', () => {
    const { compiled, input } = largeCheckout(200, 40)
    const { inputBytes, output } = metered[run](input)

    expect(compiled.bytes).toBeLessThanOrEqual(MOST_POLICY_BYTES)
    expect(inputBytes).toBeLessThanOrEqual(MOST.inputBytes)
    expect(Buffer.byteLength(output)).toBeLessThanOrEqual(MOST.outputBytes)
    expect(output).not.toBe('{"operations":[]}')
  })

  test.each([
    { lines: 20, rules: 10, oneIn: 1 },
    { lines: 20, rules: 40, oneIn: 8 },
  ])('takes no more than allowed with $lines lines and $rules rules, one in $oneIn met', ({ lines, rules, oneIn }) => {
    const { instructions, readingInstructions } = metered[run](largeCheckout(lines, rules, oneIn).input)

    expect(instructions + readingInstructions).toBeLessThanOrEqual(MOST.instructions)
  })

  // Reading JSON costs this engine more than Shopify's reader costs there, and alone passes what is allowed from 140 lines on.
  test.each([
    { lines: 50, rules: 10, oneIn: 1 },
    { lines: 100, rules: 10, oneIn: 1 },
    { lines: 200, rules: 40, oneIn: 8 },
  ])(
    'decides within what is allowed with $lines lines and $rules rules, one in $oneIn met',
    ({ lines, rules, oneIn }) => {
      expect(metered[run](largeCheckout(lines, rules, oneIn).input).instructions).toBeLessThanOrEqual(MOST.instructions)
    },
  )

  // Twice what is allowed: such a cart may get no offer at all. The number must not grow.
  test('is known to take too much with 200 lines and 40 rules that all give', () => {
    expect(metered[run](largeCheckout(200, 40).input).instructions).toBeLessThanOrEqual(22_500_000)
  })
})
