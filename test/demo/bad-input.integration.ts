import { spawn } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readStory } from '../facts/read-story.ts'
import { starterDecisions } from '../facts/starter-decisions.ts'
import { nastyTrade } from './nasty-trade.ts'
import { together, writeTrade } from './order-files.ts'
import { ordinaryTrade } from './ordinary-trade.ts'
import { type Ended, openFolder, readText, runDemo, startDemo } from './run-demo.ts'

const ORDER = {
  orderId: '1',
  customerId: 'ada',
  processedAt: '2024-01-01T10:00:00Z',
  currency: 'GBP',
  totalPrice: '5.00',
  lineItems: [],
}
const GOOD = JSON.stringify(ORDER)
const NO_STACK = /^\s+at .*:\d+/m

// Files

test.each([
  { what: 'no JSON', lines: [GOOD, '{"orderId": "2"'], says: ['orders.jsonl, line 2: not JSON'] },
  {
    what: 'wrong values, in several lines',
    lines: [GOOD, JSON.stringify({ ...ORDER, orderId: 2, totalPrice: '5,00' }), '', '[]'],
    says: ['orders.jsonl, line 2: orderId', 'totalPrice: expected a decimal', 'orders.jsonl, line 4: '],
  },
  {
    what: 'a moment without its offset',
    lines: [JSON.stringify({ ...ORDER, processedAt: '2024-01-01 10:00' })],
    says: ['orders.jsonl, line 1: processedAt: expected ISO 8601'],
  },
  { what: 'an order twice', lines: [GOOD, GOOD], says: ['orders.jsonl, line 2: order 1 stands in line 1 already'] },
  {
    what: 'two currencies',
    lines: [GOOD, JSON.stringify({ ...ORDER, orderId: '2', currency: 'EUR' })],
    says: ['orders.jsonl, line 2: currency is EUR, expected GBP'],
  },
])('an orders file with $what is refused by file, line and reason, and nothing is loaded', async ({ lines, says }) => {
  const folder = openFolder()
  writeFileSync(join(folder, 'orders.jsonl'), lines.join('\n'))

  const ended = await runDemo(['--orders', 'orders.jsonl', '--data', 'run', '--fast'], {}, folder)

  expect(ended).toMatchObject({ exitCode: 2, stdout: '' })
  for (const words of says) expect(ended.stderr).toContain(words)
  expect(ended.stderr).not.toMatch(NO_STACK)
  expect(readdirSync(folder)).toEqual(['orders.jsonl'])
})

test('a broken line of the refunds file is refused like one of the orders, and a file that is not packed as it says', async () => {
  const folder = openFolder()
  writeFileSync(join(folder, 'orders.jsonl'), GOOD)
  writeFileSync(join(folder, 'refunds.jsonl'), GOOD)
  writeFileSync(join(folder, 'orders.jsonl.gz'), GOOD)

  const refunds = await runDemo(['--orders', 'orders.jsonl', '--refunds', 'refunds.jsonl'], {}, folder)
  const packed = await runDemo(['--orders', 'orders.jsonl.gz'], {}, folder)

  expect(refunds).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('refunds.jsonl, line 1: an order, where refunds'),
  })
  expect(packed).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('orders.jsonl.gz cannot be read: ') })
  expect(readdirSync(folder)).toHaveLength(3)
})

test('rule files with errors are refused with every problem at its path, and nothing is started', async () => {
  const folder = openFolder()
  writeFileSync(
    join(folder, 'one.json'),
    JSON.stringify({
      format: 1,
      name: 'One',
      trigger: 'order.payed',
      conditions: { all: [{ fact: 'customer.orderCount', operator: 'equal', value: 1 }] },
      actions: [],
    }),
  )
  writeFileSync(join(folder, 'two.json'), '{ "format": 2 }')
  writeFileSync(join(folder, 'three.json'), '{ “format”: 1 }')

  const ended = await runDemo(['--rules', 'one.json', 'two.json', 'three.json', '--data', 'run'], {}, folder)

  expect(ended.exitCode).toBe(2)
  expect(ended.stderr.split('\n')).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^one\.json: \/trigger: .*\(found "order\.payed", expected /),
      expect.stringMatching(/^one\.json: \/conditions\/all\/0\/fact: .*customer\.ordersCount/),
      expect.stringMatching(/^one\.json: \/actions: /),
      expect.stringMatching(/^two\.json: \/format: .*\(found 2, expected 1\)$/),
      expect.stringMatching(/^two\.json: \/name: /),
      expect.stringMatching(/^three\.json: Line 1, column 3 is not JSON: there is a curly quote/),
    ]),
  )
  expect(readdirSync(folder).sort()).toEqual(['one.json', 'three.json', 'two.json'])
})

// Words

test.each([
  { words: ['--bogus'], says: "Unknown option '--bogus'" },
  { words: ['now'], says: '"now" stands where an option is expected' },
  { words: ['--live', 'all'], says: '--live goes with --orders' },
  { words: ['--until-idle'], says: '--until-idle goes with --orders' },
  { words: ['--shuffle', '0'], says: '--shuffle is "0", expected a whole number from 1' },
  { words: ['--port', '70000'], says: '--port is "70000", expected a whole number from 0 to 65535' },
  { words: ['--orders', 'none.jsonl'], says: 'none.jsonl cannot be read' },
  { words: ['--rules', 'none.json'], says: 'none.json: there is no such file' },
  { words: ['--report', 'nowhere/report.json'], says: 'nowhere/report.json cannot be written' },
])('a call with $words is refused with what is wrong and where help is', async ({ words, says }) => {
  const folder = openFolder()

  const ended = await runDemo(words, {}, folder)

  expect(ended).toMatchObject({ exitCode: 2, stdout: '' })
  expect(ended.stderr).toContain(says)
  expect(ended.stderr).toContain('Try npm run demo -- --help')
  expect(readdirSync(folder)).toEqual([])
})

test('--help lists every option on stdout', async () => {
  const { exitCode, stdout } = await runDemo(['--help'])

  expect(exitCode).toBe(0)
  const options = '--orders --refunds --live --fast --until-idle --duplicate --shuffle --report --decisions --rules'
  for (const option of [...options.split(' '), '--print-rules', '--port', '--data']) {
    expect(stdout).toMatch(new RegExp(`^ +${option} `, 'm'))
  }
})

test('a data folder of other options is refused, and left as it is', async () => {
  const folder = openFolder()
  writeFileSync(join(folder, 'orders.jsonl'), GOOD)
  const words = ['--orders', 'orders.jsonl', '--data', 'run', '--port', '0']
  const environment = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
  await runDemo([...words, '--until-idle'], environment, folder)
  const before = readText(folder, 'run', 'demo.json')

  const ended = await runDemo([...words, '--live', 'all'], environment, folder)

  expect(ended).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('holds a run of other options') })
  expect(readText(folder, 'run', 'demo.json')).toBe(before)
})

// The machine

test('a data folder that cannot be written ends the demo with one sentence', async () => {
  const folder = openFolder()
  writeFileSync(join(folder, 'file'), '')

  const ended = await runDemo(['--data', 'file/run'], {}, folder)

  expectOneSentence(ended, /The data folder .*file\/run cannot be written: /)
})

test('a database that gives no answer ends the demo with one sentence', async () => {
  const folder = openFolder()
  writeFileSync(join(folder, 'orders.jsonl'), GOOD)
  const words = ['--orders', 'orders.jsonl', '--data', 'run', '--port', '0', '--until-idle']

  const ended = await runDemo(words, { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, folder)

  expectOneSentence(ended, /The database of DATABASE_URL gives no answer: .*/)
})

test('a taken port ends the demo with one sentence', async () => {
  const folder = openFolder()
  writeFileSync(join(folder, 'orders.jsonl'), GOOD)
  const port = await takePort()

  const ended = await runDemo(['--orders', 'orders.jsonl', '--data', 'run', '--port', port, '--until-idle'], {}, folder)

  expectOneSentence(ended, new RegExp(`Port ${port} is taken: .*`))
})

test.each([
  { what: 'a data folder that cannot be written', change: { DATA_DIR: 'file/run' }, says: /^The data folder .*\n$/ },
  {
    what: 'a database that gives no answer',
    change: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
    says: /^The database of DATABASE_URL gives no answer: .*\n$/,
  },
  {
    what: 'variables missing',
    change: { SHOPIFY_API_KEY: '', ENCRYPTION_KEY: '' },
    says: /^ENCRYPTION_KEY is not set; SHOPIFY_API_KEY is not set\n$/,
  },
])('the app by itself, with $what, says one sentence and nothing else', async ({ change, says }) => {
  const folder = openFolder()
  writeFileSync(join(folder, 'file'), '')
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../app/main.ts')], {
    cwd: folder,
    env: {
      ...process.env,
      DATABASE_URL: '',
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: 'secret',
      ENCRYPTION_KEY: 'k'.repeat(32),
      DATA_DIR: 'data',
      PORT: '0',
      ...change,
    },
  })
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })

  const exitCode = await new Promise((resolve) => child.once('close', resolve))

  expect(exitCode).toBe(1)
  expect(stderr).toMatch(says)
})

// Stopping

test('Ctrl-C stops it cleanly at any time, and the next start goes on until all is done', async () => {
  const folder = openFolder()
  const files = writeTrade(
    folder,
    together(nastyTrade(), ordinaryTrade({ orders: 60, customers: 30, from: '2024-01-15T00:00:00Z', days: 590 })),
  )
  const words = ['--orders', files.orders, '--refunds', files.refunds, '--live', 'all', '--fast', '--port', '0']
  const run = [...words, '--data', join(folder, 'run'), '--until-idle', '--decisions', join(folder, 'decisions.jsonl')]

  // While the database is being made.
  const first = startDemo(run)
  await first.says('Opening the shop')
  first.signal('SIGINT')
  expect(await first.ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Stopping.') })
  expect(existsSync(join(folder, 'run/app.pid'))).toBe(false)

  // While the shop trades.
  const second = startDemo(run)
  await second.says('The admin: ')
  const pid = Number(readText(folder, 'run/app.pid'))
  second.signal('SIGINT')
  const stopped = await second.ended
  expect(stopped).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Going on with the shop') })
  expect(stopped.stderr).not.toMatch(NO_STACK)
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  expect(existsSync(join(folder, 'decisions.jsonl'))).toBe(false)

  expect(await startDemo(run).ended).toMatchObject({ exitCode: 0 })
  const expected = starterDecisions(readStory(files.orders, files.refunds), Number.NEGATIVE_INFINITY)
  expect(readText(folder, 'decisions.jsonl').split('\n')).toEqual([...expected.map((one) => JSON.stringify(one)), ''])
})

// Rules as files

test('--print-rules writes the starter rules as files, which --rules takes beside others', async () => {
  const folder = openFolder()
  const files = writeTrade(folder, nastyTrade())
  const printed = await runDemo(['--print-rules', 'rules'], {}, folder)
  const starters = printed.stdout.trim().split('\n')
  expect(
    readdirSync(join(folder, 'rules'))
      .map((name) => join('rules', name))
      .sort(),
  ).toEqual(starters.sort())
  writeFileSync(
    join(folder, 'called-off.json'),
    JSON.stringify({
      format: 1,
      name: 'Ask why an order was called off',
      trigger: 'order.cancelled',
      conditions: { all: [{ fact: 'order.total', operator: 'greaterThan', value: '20.00' }] },
      actions: [
        { type: 'task.create', params: { kind: 'phone_call', title: 'Ask why', body: 'Kindly.', dueInWorkingDays: 1 } },
      ],
    }),
  )

  const ended = await runDemo(
    [
      ...['--rules', ...starters, 'called-off.json', '--orders', files.orders, '--refunds', files.refunds],
      ...['--live', 'all', '--fast', '--until-idle', '--port', '0', '--data', 'run', '--decisions', 'decisions.jsonl'],
    ],
    {},
    folder,
  )

  expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('5 rules are live') })
  const lines = readText(folder, 'decisions.jsonl').split('\n')
  const isOwn = (line: string) => line.includes('"rule":"Ask why an order was called off"')
  const expected = starterDecisions(readStory(files.orders, files.refunds), Number.NEGATIVE_INFINITY)
  expect(lines.filter((line) => !isOwn(line))).toEqual([...expected.map((one) => JSON.stringify(one)), ''])
  // Two orders called off in one moment stand in the order of the file's ids, though the higher one was placed first.
  expect(lines.filter(isOwn).map((line) => JSON.parse(line).orderId)).toEqual([
    '1201',
    '1202',
    '1221',
    '1231',
    '1232',
    '1242',
    '1211',
  ])
})

const expectOneSentence = ({ exitCode, stdout, stderr }: Ended, sentence: RegExp): void => {
  const told = stderr
    .split('\n')
    .filter((line) => !/^(Opening the shop|Building the admin|applying migration|$)/.test(line))
  expect(told).toEqual([expect.stringMatching(sentence)])
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
}

const takePort = async (): Promise<string> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return String((server.address() as AddressInfo).port)
}
