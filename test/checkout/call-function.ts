/** What Shopify's library for functions does with one: reads the input, calls it, writes what it answers. */

declare const ShopifyFunction: {
  readonly readInput: () => unknown
  readonly writeOutput: (output: unknown) => void
}

// Default, as the command line's entry point imports it.
export default (run: (input: unknown) => unknown): void => {
  ShopifyFunction.writeOutput(run(ShopifyFunction.readInput()))
}
