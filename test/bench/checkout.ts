import { largeCheckout } from '../checkout/large-checkout.ts'
import { loadMeteredFunction } from '../checkout/run-function.ts'
import { printBench, type Row, type Target } from './bench.ts'

/**
 * Executed wasm instructions of the checkout function, by lines in the cart and rules that all give. Reading the input as JSON is
 * counted apart: Shopify reads it in a way of its own. Counts are the same on every machine, so each is taken once.
 */
const MOST_INSTRUCTIONS = 11_000_000
const LINES = [1, 5, 20, 50, 100, 200]
/** How many, and one in how many of them is met: in most shops a customer meets few. */
const RULES = [
  { rules: 10, oneIn: 1 },
  { rules: 40, oneIn: 8 },
  { rules: 40, oneIn: 1 },
]

const metered = await loadMeteredFunction()
const measured = LINES.flatMap((lines) => RULES.map((of) => ({ lines, ...of }))).map(({ lines, rules, oneIn }) => {
  const { instructions, readingInstructions } = metered.runLines(largeCheckout(lines, rules, oneIn).input)
  const name = `${lines} lines × ${rules} rules, ${oneIn === 1 ? 'all' : `one in ${oneIn}`} met`
  return { name, instructions, readingInstructions }
})

const rows = measured.flatMap(({ name, instructions, readingInstructions }): Row[] => [
  { name, value: instructions, unit: 'instructions', ratio: instructions / MOST_INSTRUCTIONS },
  { name: `${name}, reading beside`, value: readingInstructions, unit: 'instructions', ratio: null },
])
const LARGEST = '200 lines × 40 rules, all met'
const targets = measured
  .filter(({ name }) => name === LARGEST)
  .map(({ name, instructions: value }): Target => {
    const met = value <= MOST_INSTRUCTIONS
    return { name: `instructions of ${name}, at most`, target: MOST_INSTRUCTIONS, value, met }
  })

printBench('checkout', rows, targets)
