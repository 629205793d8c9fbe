import { defineConfig } from 'vitest/config'

/** What runs against other processes gets a second try: on a shared machine one of them may be starved for seconds. */
const project = (name: string, include: string[], testTimeout: number, retry: number) => ({
  test: {
    name,
    include,
    testTimeout,
    retry,
    hookTimeout: 120_000,
    pool: 'forks' as const,
    // Blocks are TypeScript with JSX, and Shopify's tester imports them: both go through the same transformation.
    server: { deps: { inline: [/@shopify\/ui-extensions/] } },
  },
})

export default defineConfig({
  test: {
    // What .ci/run adds up; vitest's own closing lines are for people.
    reporters: [
      'default',
      ['json', { outputFile: `node_modules/.cache/test-results/${process.env.TEST_PART ?? 'all'}.json` }],
    ],
    maxWorkers: 2,
    projects: [
      project('unit', ['test/**/*.test.ts'], 20_000, 0),
      project('integration', ['test/**/*.integration.ts'], 600_000, 1),
      project('browser', ['test/**/*.browser.ts'], 120_000, 1),
    ],
  },
})
