import { largeCheckout } from '../checkout/large-checkout.ts'
import { loadMeteredFunction } from '../checkout/run-function.ts'
import { printBench, type Row, type Target } from './bench.ts'

/**
 * Executed wasm instructions of the checkout function, by lines in the cart and rules that all give. Reading the input as JSON is
 * counted apart: Shopify reads it in a way of its own. Counts are the same on every machine, so each is taken once.
 */
const MOST_INSTRUCTIONS = 11_000_000
const LINES = [1, 5, 20, 50, 100, 200]
const RULES = [1, 10, 20, 40]

const metered = await loadMeteredFunction()
const sizes = LINES.flatMap((lines) => RULES.map((rules) => ({ lines, rules })))
const measured = sizes.map(({ lines, rules }) => {
  const { instructions, readingInstructions } = metered.runLines(largeCheckout(lines, rules).input)
  return { name: `${lines} lines × ${rules} rules`, instructions, readingInstructions }
})

const rows = measured.flatMap(({ name, instructions, readingInstructions }): Row[] => [
  { name, value: instructions, unit: 'instructions', ratio: instructions / MOST_INSTRUCTIONS },
  { name: `${name}, reading beside`, value: readingInstructions, unit: 'instructions', ratio: null },
])
const targets = measured
  .filter(({ name }) => name === '20 lines × 40 rules' || name === '200 lines × 40 rules')
  .map(({ name, instructions, readingInstructions }): Target => {
    const value = instructions + readingInstructions
    return {
      name: `instructions of ${name} with reading, at most`,
      target: MOST_INSTRUCTIONS,
      value,
      met: value <= MOST_INSTRUCTIONS,
    }
  })

printBench('checkout', rows, targets)
