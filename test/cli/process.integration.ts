import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { order, ordersFile, ruleFile } from './order-lines.ts'

/** What only a process of its own shows: exit codes, and pipes that somebody closes. */

const MAIN = join(import.meta.dirname, '../../app/cli/perennial.ts')

const start = (words: readonly string[]) => {
  const child = spawn(process.execPath, [MAIN, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, exitCode }
}

const run = async (words: readonly string[]) => {
  const { child, exitCode } = start(words)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { exitCode: await exitCode, stdout, stderr }
}

test.each([
  {
    what: '0 when all is well',
    words: () => ['check', ruleFile()],
    ends: { exitCode: 0, stdout: expect.stringContaining('Ten percent for regulars'), stderr: '' },
  },
  {
    what: '1 when the answer is no',
    words: () => ['explain', '--rule', ruleFile(), '--customer', 'cyd', '--orders', ordersFile()],
    ends: { exitCode: 1, stdout: expect.stringContaining('NO, as things stand'), stderr: '' },
  },
  {
    what: '2 on bad input, with nothing but problems',
    words: () => ['backtest', '--rules', ruleFile({ format: 2 }), '--orders', ordersFile()],
    ends: { exitCode: 2, stdout: '', stderr: expect.stringMatching(/^\S+: \/format: .*found 2, expected 1.*\n$/) },
  },
  {
    what: '2 on words that are no call',
    words: () => ['backtset'],
    ends: { exitCode: 2, stdout: '', stderr: expect.stringContaining('did you mean "backtest"?') },
  },
])('it ends with $what', async ({ words, ends }) => {
  expect(await run(words())).toEqual(ends)
})

test('a reader that has seen enough may go: it ends in peace', async () => {
  const orders = Array.from({ length: 5_000 }, (_, index) =>
    order(String(index), `c${index}`, '2026-01-05T10:00:00Z', '10.00'),
  )
  const rule = ruleFile({ conditions: { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] } })
  const { child, exitCode } = start(['backtest', '--rules', rule, '--orders', ordersFile(orders), '--json'])
  const complaints = text(child.stderr)

  child.stdout.once('data', () => child.stdout.destroy())

  expect({ exitCode: await exitCode, stderr: await complaints }).toEqual({ exitCode: 0, stderr: '' })
})
