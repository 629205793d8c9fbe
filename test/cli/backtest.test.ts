import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { nastyTrade } from '../demo/nasty-trade.ts'
import { type OrderFiles, together, writeTrade } from '../demo/order-files.ts'
import { ordinaryTrade } from '../demo/ordinary-trade.ts'
import { NO_FILE, REAL_FILES } from '../demo/real-files.ts'
import { readStory } from '../facts/read-story.ts'
import { starterDecisions } from '../facts/starter-decisions.ts'
import { starterRules } from '../journeys/stories/rules.ts'
import { ORDERS, order, ordersFile, refundsFile, ruleFile, ruleOf } from './order-lines.ts'
import { fileOf, linesOf, openFolder, perennial } from './run-perennial.ts'

const LIMITED = { limits: { perCustomer: { times: 1, days: 60 } } }

const backtest = (rules: readonly string[], ...words: readonly string[]) =>
  perennial(['backtest', '--rules', ...rules, '--orders', ordersFile(), '--refunds', refundsFile(), ...words])
const decisionsOf = (stdout: string): string[] => stdout.split('\n').slice(0, -2)

describe('a line a match, for machines', () => {
  test('has these keys in this order, money as decimals and times in UTC', async () => {
    const { exitCode, stdout, stderr } = await backtest([ruleFile(LIMITED)], '--json')

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const name = '"rule":"Ten percent for regulars"'
    expect(decisionsOf(stdout)).toEqual([
      `{"at":"2026-02-05T10:00:00.000Z","customerId":"ada","orderId":"3",${name},"verdict":"granted","reason":null,"facts":{"customer.keptOrdersCount":2}}`,
      `{"at":"2026-03-05T10:00:00.000Z","customerId":"ada","orderId":"5",${name},"verdict":"withheld","reason":"capped","facts":{"customer.keptOrdersCount":3}}`,
      `{"at":"2026-03-20T10:00:00.000Z","customerId":"bob","orderId":"6",${name},"verdict":"granted","reason":null,"facts":{"customer.keptOrdersCount":2}}`,
      `{"at":"2026-04-05T10:00:00.000Z","customerId":"ada","orderId":"7",${name},"verdict":"withheld","reason":"capped","facts":{"customer.keptOrdersCount":4}}`,
    ])
  })

  test('stands by moment, then priority, then name, with every fact that the rule asks about and that is known', async () => {
    const conditions = {
      any: [
        { fact: 'order.total', operator: 'greaterThan', value: '90.00' },
        { fact: 'customer.averageOrderValue', operator: 'greaterThan', value: '5000.00' },
      ],
    }
    const actions = [{ type: 'order.addNote', params: { text: 'thanks' } }]
    const rules = [
      ruleFile({ name: 'b', conditions, actions, priority: 10 }, 'b.json'),
      ruleFile({ name: 'c', conditions, actions, priority: 10 }, 'c.json'),
      ruleFile({ name: 'z', conditions, actions, priority: 60 }, 'z.json'),
    ]
    const orders = ordersFile([
      order('10', null, '2026-01-05T10:00:00Z', '91.00'),
      order('9', 'ada', '2026-01-05T10:00:00Z', '100.00'),
    ])

    const lines = linesOf(await perennial(['backtest', '--rules', ...rules, '--orders', orders, '--json']))

    const ofAda = { customerId: 'ada', orderId: '9' }
    expect(lines.slice(0, -1)).toMatchObject([
      { ...ofAda, rule: 'z', facts: { 'customer.averageOrderValue': '100.00', 'order.total': '100.00' } },
      { ...ofAda, rule: 'b' },
      { ...ofAda, rule: 'c' },
      { customerId: null, orderId: '10', rule: 'z', facts: { 'order.total': '91.00' } },
      { customerId: null, rule: 'b' },
      { customerId: null, rule: 'c' },
    ])
    expect(lines.slice(0, -1).map((line) => Object.keys((line as { facts: object }).facts))).toEqual([
      ...Array(3).fill(['customer.averageOrderValue', 'order.total']),
      ...Array(3).fill(['order.total']),
    ])
  })

  test('ends with a summary: how often, why not, to whom, at what cost', async () => {
    const summary = linesOf(await backtest([ruleFile(LIMITED)], '--json')).at(-1)

    // Ada’s code of 5 February is used on her order of 60.00; Bob does not come again.
    const cost = { atMost: '6.00', currency: 'GBP', codesUsed: 1, offersGiven: 0, paidTasks: 0 }
    const tally = { granted: 2, withheld: { capped: 2 }, customers: 2, cost }
    expect(summary).toEqual({
      summary: {
        ...tally,
        orders: 7,
        byMonth: [
          { month: '2026-02', granted: 1, withheld: 0, atMost: '0.00' },
          { month: '2026-03', granted: 1, withheld: 1, atMost: '6.00' },
          { month: '2026-04', granted: 0, withheld: 1, atMost: '0.00' },
        ],
        byRule: [{ rule: 'Ten percent for regulars', ...tally }],
        overlap: [],
        history: { from: '2026-01-05T10:00:00.000Z', to: '2026-04-05T10:00:00.000Z' },
        decidedFrom: '2026-01-05T10:00:00.000Z',
        ordersPerSecond: expect.any(Number),
        decideSeconds: expect.any(Number),
        loadSeconds: expect.any(Number),
      },
    })
  })
})

describe('a rule of the checkout', () => {
  const welcome = {
    name: 'Welcome',
    trigger: 'checkout',
    conditions: {
      any: [
        { fact: 'customer.ordersCount', operator: 'equal', value: 0 },
        { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
      ],
    },
    actions: [{ type: 'discount.order', params: { percent: 10, atMost: '6.00' } }],
  }
  const five = () =>
    ordersFile([1, 2, 3, 4, 5].map((day) => order(String(day), 'ada', `2026-01-0${day}T10:00:00Z`, '50.00')))
  const tried = (...words: readonly string[]) =>
    perennial(['backtest', '--rules', ruleFile(welcome), '--orders', five(), ...words])

  test('is asked just before each order: the first and the fifth get it, not the fourth', async () => {
    const lines = linesOf(await tried('--json'))

    expect(lines.slice(0, -1)).toMatchObject([
      { orderId: '1', verdict: 'granted', facts: { 'customer.ordersCount': 0, 'customer.keptOrdersCount': 0 } },
      { orderId: '5', verdict: 'granted', facts: { 'customer.ordersCount': 4, 'customer.keptOrdersCount': 4 } },
    ])
    expect(lines.at(-1)).toMatchObject({ summary: { granted: 2, cost: { atMost: '10.00', offersGiven: 2 } } })
  })

  test('says in words what it would have cost, and what nobody can know', async () => {
    const { stdout } = await tried()

    expect(stdout).toContain('Cost: at most £10.00 on 2 orders at the checkout.')
    expect(stdout).toContain('Nobody can know who was signed in at the checkout; and everything is taken')
  })
})

describe('the policies of the shop', () => {
  const call = () =>
    ruleFile({
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 }] },
      actions: [{ type: 'task.create', params: { kind: 'phone_call', title: 'Call' } }],
    })
  const policies = (text: string) => ['--policies', fileOf('policies.json', text)]
  const reasons = async (...words: readonly string[]) =>
    linesOf(await backtest([call()], '--json', ...words))
      .slice(0, -1)
      .map((line) => (line as { reason: string | null }).reason)

  test('are the defaults, but for what the file says instead', async () => {
    expect(await reasons()).not.toContain('attention_spent')
    expect(await reasons(...policies('{"contacts": {"times": 1, "days": 60}}'))).toContain('attention_spent')
  })

  test('that are wrong are refused, every one of them named', async () => {
    const text = '{"contacts": {"times": 99, "daysAprt": 3}, "stafTag": "team", "regularAbove": "four"}'
    const { exitCode, stdout, stderr } = await backtest([call()], ...policies(text))

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/^\S+policies\.json: /, '')),
    ).toEqual([
      'contacts.times: expected a whole number of times from 0 to 30',
      'contacts.daysAprt: there is no such policy; did you mean daysApart?',
      'regularAbove: expected a whole number of orders from 0 to 100',
      'stafTag: there is no such policy; did you mean staffTag?',
    ])
  })

  test('count orders of total 0 where they say so', async () => {
    const orders = ordersFile([...ORDERS, order('8', 'cyd', '2026-04-06T10:00:00Z', '0.00')])
    const twice = { fact: 'customer.ordersCount', operator: 'greaterThan', value: 1 }
    const ordered = () => ruleFile({ conditions: { all: [twice] } })
    const granted = async (...words: readonly string[]) =>
      linesOf(await perennial(['backtest', '--rules', ordered(), '--orders', orders, '--json', ...words])).length

    expect(await granted(...policies('{"countFreeOrders": true}'))).toBe((await granted()) + 1)
  })
})

describe('what cannot be known', () => {
  const call = { type: 'task.create', params: { kind: 'phone_call', title: 'Call' } }
  test.each([
    {
      of: 'a code',
      actions: undefined,
      says: 'Nobody can know which codes would have been used; and everything is taken to be done at once.',
    },
    {
      of: 'a call',
      actions: [call],
      says: 'Nobody can know what else customers heard from you then; and everything is taken to be done at once.',
    },
    {
      of: 'a message',
      actions: [{ type: 'customer.notify', params: { message: 'thanks' } }],
      says: 'Nobody can know who had agreed to hear from you then and what else customers heard from you then;',
    },
  ])('is said of $of', async ({ actions, says }) => {
    const { stdout } = await backtest([ruleFile(actions && { actions })], '--summary')

    expect(stdout).toContain(says)
  })

  test('is not said where it makes no difference', async () => {
    const { stdout } = await backtest(
      [ruleFile({ actions: [{ type: 'customer.addTag', params: { tag: 'regular' } }] })],
      '--summary',
    )

    expect(stdout).not.toContain('Nobody can know')
  })
})

describe('a part of the orders', () => {
  const granted = async (...words: readonly string[]) =>
    linesOf(await backtest([ruleFile(LIMITED)], '--json', ...words))
      .slice(0, -1)
      .map((line) => {
        const { orderId, verdict } = line as { orderId: string; verdict: string }
        return `${orderId} ${verdict}`
      })

  test('begins where it is told to: what was before is known, and limits start empty', async () => {
    expect(await granted('--from', '2026-03-01')).toEqual(['5 granted', '6 granted', '7 withheld'])
    expect(await granted('--from', '2026-03-05T10:00:00.001Z')).toEqual(['6 granted', '7 granted'])
  })

  test('ends with the moment it is told', async () => {
    expect(await granted('--to', '2026-03-05T10:00:00Z')).toEqual(['3 granted', '5 withheld'])
    expect(await granted('--to', '2026-03-05T09:59:59.999Z')).toEqual(['3 granted'])
  })

  test('counts only the orders of that time', async () => {
    const words = ['--from', '2026-02-10', '--to', '2026-03-05T10:00:00Z', '--json']
    const [summary] = linesOf(await backtest([ruleFile()], ...words)).slice(-1)

    expect(summary).toMatchObject({ summary: { orders: 2, granted: 1, decidedFrom: '2026-02-10T00:00:00.000Z' } })
  })

  test('that ends before it begins is refused', async () => {
    const { exitCode, stdout, stderr } = await backtest([ruleFile()], '--from', '2026-03-01', '--to', '2026-02-01')

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain('--from is later than --to')
  })
})

describe('against another version', () => {
  const more = { conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 2 }] } }
  const against = (...words: readonly string[]) =>
    backtest([ruleFile(more)], '--against', ruleFile({}, 'old.json'), '--summary', ...words)

  test('says what both come to, who gains and who loses', async () => {
    const { exitCode, stdout } = await against()

    expect(exitCode).toBe(0)
    expect(stdout).toContain(
      [
        'Against the other version:',
        '  gave 4 to 2 customers, at most 26.00 GBP before',
        '  gives 2 to 1 customer, at most 20.00 GBP now',
        '  0 customers would get it newly',
        '  1 customer would no longer get it:',
        '    2026-03-20  customer bob, order 6',
      ].join('\n'),
    )
  })

  test('says it to machines in the summary', async () => {
    const [line] = linesOf(await against('--json'))

    const example = { customerId: 'bob', orderId: '6', at: '2026-03-20T10:00:00.000Z' }
    expect(line).toMatchObject({
      summary: {
        granted: 2,
        change: {
          before: { granted: 4, customers: 2 },
          after: { granted: 2, customers: 1 },
          newly: { customers: 0, examples: [] },
          noLonger: { customers: 1, examples: [example] },
        },
      },
    })
  })

  test('is refused for several rules at once', async () => {
    const rules = [ruleFile(more), ruleFile({ name: 'Another' }, 'another.json')]
    const { exitCode, stderr } = await backtest(rules, '--against', ruleFile({}, 'old.json'))

    expect(exitCode).toBe(2)
    expect(stderr).toContain('--against compares one rule with another version of it')
  })
})

describe('for people', () => {
  test('a line says when, who and what, and the summary stands below', async () => {
    const { exitCode, stdout } = await backtest([ruleFile(LIMITED)])

    expect(exitCode).toBe(0)
    expect(stdout).toContain('2026-02-05 10:00  customer ada, order 3: gave: Ten percent for regulars\n')
    expect(stdout).toContain(
      '2026-03-05 10:00  customer ada, order 5: kept back (they have had it once in 60 days, as often as the rule allows): Ten percent',
    )
    expect(stdout).toContain('Gave 2 times to 2 customers. Cost: at most £6.00 on 1 order with a code.\n')
  })

  test('a time without orders is said to be one', async () => {
    const { stdout } = await backtest([ruleFile(LIMITED)], '--from', '2027-01-01')

    expect(stdout).toMatch(/^\nNo order came from 2027-01-01 on; what is known ends on 2026-04-05\.\n/)
  })

  test('the summary may stand alone', async () => {
    const { stdout } = await backtest([ruleFile(LIMITED)], '--summary')

    expect(stdout).toMatch(/^\n7 orders from 2026-01-05 to 2026-04-05; what is known begins on 2026-01-05\.\n/)
    expect(stdout).not.toContain('customer ada')
  })
})

describe('the four starter rules decide as plain words of code do, to the byte', () => {
  const rules = () => {
    const folder = openFolder()
    for (const [index, document] of starterRules.entries()) fileOf(`${index}.json`, JSON.stringify(document), folder)
    return folder
  }
  const holdToFile = async ({ orders, refunds }: OrderFiles) => {
    const words = ['--rules', rules(), '--orders', orders, '--refunds', refunds, '--json']
    const { stdout } = await perennial(['backtest', ...words])
    const expected = starterDecisions(readStory(orders, refunds), Number.NEGATIVE_INFINITY)

    expect(decisionsOf(stdout)).toEqual(expected.map((decision) => JSON.stringify(decision)))
    expect(expected.length).toBeGreaterThan(100)
  }

  test('on an invented file', async () => {
    const trade = ordinaryTrade({ orders: 120, customers: 40, from: '2024-01-15T00:00:00Z', days: 590 })

    await holdToFile(writeTrade(openFolder(), together(nastyTrade(), trade)))
  })

  test('on the orders of a real shop', async ({ skip }) => {
    if (!existsSync(REAL_FILES.orders)) return skip(NO_FILE)

    await holdToFile(REAL_FILES)
  }, 60_000)
})

describe('rules that cannot run are refused before an order is decided on', () => {
  test('with every problem of every file, by path, found and expected', async () => {
    const files = [
      ruleFile({ format: 2, trigger: 'order.payed' }, 'one.json'),
      ruleFile({ priority: 'high' }, 'two.json'),
      fileOf('three.json', 'hello'),
    ]

    const { exitCode, stdout, stderr } = await backtest(files)

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    const [one, two, three] = files
    const lines = stderr.trimEnd().split('\n')
    expect(lines.filter((line) => line.startsWith(`${one}: `))).toEqual([
      expect.stringMatching(/: \/format: .*\(found 2, expected 1\)$/),
      expect.stringMatching(/: \/trigger: .*\(found "order\.payed", expected .*\)$/),
    ])
    expect(lines.filter((line) => line.startsWith(`${two}: `))).toEqual([
      expect.stringMatching(/: \/priority: .*\(found "high", expected .*\)$/),
    ])
    expect(lines.filter((line) => line.startsWith(`${three}: `))).toEqual([expect.stringContaining('not JSON')])
  })

  test('also two of one name, which nobody could tell apart', async () => {
    const files = [ruleFile({}, 'one.json'), ruleFile({ priority: 1 }, 'two.json')]

    const { exitCode, stderr } = await backtest(files)

    expect(exitCode).toBe(2)
    expect(stderr).toBe(
      `${files[1]}: is called "Ten percent for regulars" like ${files[0]}; names tell decisions apart\n`,
    )
  })

  test('and orders that cannot be read are named by their line', async () => {
    const orders = ordersFile([...ORDERS, ORDERS[0]])

    const ended = await perennial(['backtest', '--rules', ruleFile(), '--orders', orders, '--json'])

    expect(ended).toEqual({ exitCode: 2, stdout: '', stderr: `${orders}, line 8: order 1 stands in line 1 already\n` })
  })
})

test('lines in any order give the same decisions', async () => {
  const decide = async (rows: readonly unknown[]) =>
    decisionsOf(
      (await perennial(['backtest', '--rules', ruleFile(LIMITED), '--orders', ordersFile(rows), '--json'])).stdout,
    )

  expect(await decide(ORDERS.toReversed())).toEqual(await decide(ORDERS))
  expect(await decide(ORDERS)).toHaveLength(4)
})

test('a rule in yen decides on whole yen', async () => {
  const conditions = { all: [{ fact: 'order.total', operator: 'greaterThanInclusive', value: 1200 }] }
  const rule = fileOf('rule.json', JSON.stringify(ruleOf({ conditions })))
  const orders = ordersFile([
    order('1', 'ada', '2026-01-05T10:00:00Z', '1200', { currency: 'JPY' }),
    order('2', 'ada', '2026-01-06T10:00:00Z', '1199', { currency: 'JPY' }),
  ])

  const lines = linesOf(await perennial(['backtest', '--rules', rule, '--orders', orders, '--json']))

  expect(lines).toMatchObject([
    { orderId: '1', facts: { 'order.total': '1200' } },
    { summary: { cost: { atMost: '120', currency: 'JPY' } } },
  ])
})
