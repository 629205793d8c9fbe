import { beforeAll, describe, expect, test } from 'vitest'
import { MOST_POLICY_BYTES } from '../../app/rules/checkout/compile-policy.ts'
import { largeCheckout } from './large-checkout.ts'
import { loadMeteredFunction, type MeteredFunction } from './run-function.ts'

/** What Shopify allows a function, with 200 lines and 40 rules that all give. */
const MOST = { instructions: 11_000_000, bundleBytes: 100_000, inputBytes: 128_000, outputBytes: 20_000 }

let metered: MeteredFunction
beforeAll(async () => {
  metered = await loadMeteredFunction()
})

test('the bundle is small', () => {
  expect(metered.bundleBytes).toBeLessThanOrEqual(MOST.bundleBytes)
})

describe.each(['runLines', 'runDelivery'] as const)('%s, 200 lines and 40 rules', (run) => {
  test('stays within what a function may take', () => {
    const { compiled, input } = largeCheckout(200, 40)
    const { instructions, inputBytes, output } = metered[run](input)

    expect(compiled.bytes).toBeLessThanOrEqual(MOST_POLICY_BYTES)
    expect(inputBytes).toBeLessThanOrEqual(MOST.inputBytes)
    expect(Buffer.byteLength(output)).toBeLessThanOrEqual(MOST.outputBytes)
    expect(output).not.toBe('{"operations":[]}')
    expect(instructions).toBeLessThanOrEqual(MOST.instructions)
  })
})
