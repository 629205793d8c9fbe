import { describe, expect, test } from 'vitest'
import { commands } from '../../app/cli/commands.ts'
import { ordersFile } from './order-lines.ts'
import { fileOf, linesOf, perennial } from './run-perennial.ts'

describe('help', () => {
  test('lists every command', async () => {
    for (const words of [['--help'], ['help'], ['-h']]) {
      const { exitCode, stdout, stderr } = await perennial(words)

      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
      for (const { name, summary } of commands) expect(stdout).toContain(`  ${name.padEnd(8)}  ${summary}`)
    }
  })

  test('of orders shows lines that are read as they stand, and the query for Shopify’s own', async () => {
    const { exitCode, stdout } = await perennial(['help', 'orders'])
    const [order = '', refund = ''] = stdout.split('\n').filter((line) => line.startsWith('{'))
    const files = ['--orders', fileOf('orders.jsonl', order), '--refunds', fileOf('refunds.jsonl', refund)]
    const read = await perennial(['facts', ...files, '--as-of', '2027-01-01', '--json'])

    expect(exitCode).toBe(0)
    expect(linesOf(read)).toMatchObject([
      { customerId: '77', facts: { 'customer.totalSpent': '21.25', 'customer.country': 'GB' } },
    ])
    expect(stdout).toContain('      displayFinancialStatus\n')
  })

  test('about something else says about what there is help', async () => {
    expect(await perennial(['help', 'ordres'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no help about "ordres"; did you mean "orders"?'),
    })
    expect(await perennial(['help', 'anything'])).toMatchObject({
      stderr: expect.stringContaining('There is no help about "anything", but about check, backtest,'),
    })
  })

  test('comes unasked, on stderr, where no command is named', async () => {
    const { exitCode, stdout, stderr } = await perennial([])

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain('perennial COMMAND [options]')
  })

  test.each(commands.map((command) => ({ name: command.name, command })))(
    'of $name tells each option and shows examples, and runs nothing',
    async ({ name, command }) => {
      const { exitCode, stdout } = await perennial([name, '--help'])

      expect(exitCode).toBe(0)
      expect(await perennial(['help', name])).toEqual({ exitCode: 0, stdout, stderr: '' })
      for (const option of command.options) expect(stdout).toContain(`--${option.name}`)
      for (const example of command.examples) expect(stdout).toContain(`perennial ${example}`)
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(125)
    },
  )

  test.each(commands.flatMap(({ name, examples }) => examples.map((example) => ({ name, example }))))(
    'shows what the command takes: $example',
    ({ name, example }) => {
      const command = commands.find((each) => each.name === name)
      const named = [...example.matchAll(/--([a-z-]+)/g)].map(([, option]) => option)

      expect(example.startsWith(`${name} `)).toBe(true)
      for (const option of named) expect(command?.options.map((each) => each.name)).toContain(option)
      for (const option of command?.options ?? []) if (option.required) expect(named).toContain(option.name)
    },
  )
})

describe('words that are no call end with 2 and say what was probably meant', () => {
  test.each([
    { words: ['bactest'], says: 'There is no command "bactest"; did you mean "backtest"?' },
    { words: ['frobnicate'], says: 'There is no command "frobnicate"' },
    { words: ['facts', '--order', 'x'], says: 'perennial facts knows no --order; did you mean --orders?' },
    { words: ['facts', '-o', 'x'], says: 'perennial facts knows no -o' },
    { words: ['facts', '--as-of', '2026-01-01'], says: '--orders FILE is missing' },
    { words: ['facts', '--orders', 'x'], says: '--as-of TIME is missing' },
    { words: ['facts', '--orders'], says: '--orders needs a FILE after it' },
    { words: ['facts', '--orders', '--json'], says: '--orders needs a FILE after it' },
    { words: ['facts', '--orders='], says: '--orders needs a FILE after it' },
    { words: ['facts', '--orders', 'x', '--orders', 'y'], says: '--orders stands there twice' },
    { words: ['facts', '--json=yes'], says: '--json takes no value' },
    { words: ['facts', 'x', '--orders', 'y', '--as-of', '2026-01-01'], says: '"x" stands where an option is expected' },
    { words: ['check'], says: 'FILE… is missing' },
    { words: ['facts', '--orders', 'x', '--as-of', 'yesterday'], says: '--as-of yesterday is no time' },
    { words: ['facts', '--orders', 'x', '--as-of', '2026-02-30'], says: '--as-of 2026-02-30 is no time' },
    { words: ['models', '--orders', 'x', '--calibrate-to', '2026-02-30'], says: '--calibrate-to 2026-02-30 is no day' },
  ])('$words', async ({ words, says }) => {
    const { exitCode, stdout, stderr } = await perennial(words)

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(says)
    expect(stderr).toMatch(/\nTry: perennial .*--help\n$/)
  })

  test.each([
    { words: ['--time-zone', 'Europe/Lodnon'], says: 'no time zone that we know; did you mean Europe/London?' },
    { words: ['--time-zone', '+01:00'], says: 'no time zone that we know' },
    { words: ['--currency', 'POUNDS'], says: '--currency POUNDS is no currency that we know' },
  ])('$words', async ({ words, says }) => {
    const { exitCode, stderr } = await perennial(['facts', '--orders', ordersFile(), '--as-of', '2026-05-01', ...words])

    expect(exitCode).toBe(2)
    expect(stderr).toContain(says)
  })
})
