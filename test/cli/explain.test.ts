import { describe, expect, test } from 'vitest'
import { ordersFile, refundsFile, ruleFile, ruleOf } from './order-lines.ts'
import { fileOf, linesOf, openFolder, perennial } from './run-perennial.ts'

const explain = (rule: string, customer: string, ...words: readonly string[]) =>
  perennial([
    ...['explain', '--rule', rule, '--customer', customer],
    ...['--orders', ordersFile(), '--refunds', refundsFile(), ...words],
  ])

const LIMITED = { limits: { perCustomer: { times: 1, days: 60 } } }
const bestSpender = {
  name: 'A note to the best',
  conditions: { all: [{ fact: 'customer.spendRank', operator: 'lessThanInclusive', value: 1 }] },
  actions: [{ type: 'task.create', params: { kind: 'personal_note', title: 'Say thanks', dueInWorkingDays: 2 } }],
}

describe('why', () => {
  test('a customer gets something: what the rule says, what they bring, what they got before', async () => {
    const { exitCode, stdout, stderr } = await explain(ruleFile(), 'bob')

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toBe(
      [
        'Ten percent for regulars',
        'When an order is paid, if the customer has more than 1 kept order: give a 10% code, good for 60 days.',
        '',
        'Customer bob at 2026-04-05 10:00 UTC; the rule was last asked at 2026-03-20 10:00 UTC, order 6: it gave',
        'YES, as things stand: the conditions hold, and nothing stands in the way.',
        '',
        '  ✓ the customer has more than 1 kept order',
        '    2 kept orders',
        '',
        'Had it been live from the beginning:',
        '  2026-03-20 10:00 UTC, order 6: gave',
        '',
      ].join('\n'),
    )
  })

  test('at the moment of an order: what the rule decided there', async () => {
    const { exitCode, stdout } = await explain(ruleFile(), 'ada', '--at', '2026-02-05T10:00:00Z')

    expect(exitCode).toBe(0)
    expect(stdout).toContain('Customer ada at 2026-02-05 10:00 UTC, order 3\nYES: it gave.\n')
  })
})

describe('a rule of the checkout', () => {
  const once = (count: number) =>
    ruleFile({
      trigger: 'checkout',
      conditions: { all: [{ fact: 'customer.ordersCount', operator: 'equal', value: count }] },
      actions: [{ type: 'discount.order', params: { percent: 10 } }],
    })

  test('is explained at an order as everything was just before it', async () => {
    const { exitCode, stdout } = await explain(once(1), 'ada', '--at', '2026-02-05T10:00:00Z')

    expect(stdout).toContain('Customer ada at 2026-02-05 10:00 UTC, order 3\nYES: it gave.\n')
    expect(exitCode).toBe(0)
  })

  test('and else as if somebody were to check out now', async () => {
    const { exitCode, stdout } = await explain(once(2), 'bob')

    expect(stdout).toContain('YES, as things stand: the conditions hold, and nothing stands in the way.')
    expect(exitCode).toBe(0)
  })
})

describe('why not, and what it would take', () => {
  test('a condition that does not hold, and how much is missing', async () => {
    const { exitCode, stdout } = await explain(ruleFile(), 'cyd')

    expect(exitCode).toBe(1)
    expect(stdout).toContain('NO, as things stand: the conditions do not hold.\n')
    expect(stdout).toContain('  ✗ the customer has more than 1 kept order\n    1 kept order\n')
    expect(stdout).toContain('What it would take:\n  - 1 kept order; needs more than 1 (1 more)\n')
    expect(stdout).toContain('The rule gave nothing to them before')
  })

  test('a place by spend, in money', async () => {
    const { exitCode, stdout } = await explain(ruleFile(bestSpender), 'cyd')

    // Cyd spent 400.00 less 150.00 refunded, Ada 410.00 and Bob 100.00.
    expect(exitCode).toBe(1)
    expect(stdout).toContain('spent £250.00 so far (place 2 of 3); the best customer starts at £410.00 (£160.00 more)')
  })

  test('a limit, and from when on it lets them have it again', async () => {
    const { exitCode, stdout } = await explain(ruleFile(LIMITED), 'ada', '--at', '2026-03-05T10:00:00Z')

    expect(exitCode).toBe(1)
    expect(stdout).toContain(
      'NO: the conditions hold, but they have had it once in 60 days, as often as the rule allows; possible again from 2026-04-06 10:00 UTC.\n',
    )
    expect(stdout).toContain(
      [
        'Had it been live from the beginning:',
        '  2026-02-05 10:00 UTC, order 3: gave',
        '  2026-03-05 10:00 UTC, order 5: kept back: they have had it once in 60 days, as often as the rule allows; possible again from 2026-04-06 10:00 UTC',
        '',
      ].join('\n'),
    )
  })

  test('a budget, with what is spent of it, in money', async () => {
    const budget = ruleFile({ limits: { budget: { amount: '6.00', per: 'month' } } })
    // Ada's code of 5 February is taken for 7.50, a tenth of what she usually spends.
    const { stdout } = await explain(ruleFile({ limits: { budget: { amount: '12.00', per: 'year' } } }), 'ada')
    const [line] = linesOf(await explain(budget, 'ada', '--json'))

    expect(stdout).toContain('£7.50 of the budget of £12.00 a year is spent, and this would be £10.25')
    expect(line).toMatchObject({ reason: 'over_budget', figures: { budget: '6.00', spent: '0.00', per: 'month' } })
  })

  test('what they heard from the shop before, as the policies say', async () => {
    const call = { type: 'task.create', params: { kind: 'phone_call', title: 'Call' } }
    const unheard = { fact: 'customer.contactsLast30Days', operator: 'lessThan', value: 5 }
    const rule = ruleFile({ actions: [call], conditions: { all: [unheard] } })
    const policies = fileOf('policies.json', JSON.stringify({ contacts: { times: 1, days: 40, daysApart: 0 } }))
    const ofAda = (...words: readonly string[]) => explain(rule, 'ada', '--at', '2026-02-05T10:00:00Z', ...words)

    expect((await ofAda()).stdout).toContain('Times they heard from us in the last 30 days: 0')
    const { stdout } = await ofAda('--policies', policies)
    expect(stdout).toContain('they have heard from us once in 40 days; possible again from 2026-02-14 10:00 UTC')
  })

  test('shares in per cent', async () => {
    const conditions = { all: [{ fact: 'customer.refundRate', operator: 'lessThan', value: 0.0321 }] }

    const { stdout } = await explain(ruleFile({ conditions }), 'cyd')

    expect(stdout).toContain('  ✗ share refunded is less than 3.21%\n    share refunded: 37.5%\n')
    expect(stdout).toContain('  - share refunded: 37.5%; needs less than 3.21%\n')
  })

  test('one of several ways, each with what is missing', async () => {
    const conditions = {
      any: [
        { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
        {
          all: [
            { fact: 'customer.totalSpent', operator: 'greaterThanInclusive', value: '300.00' },
            { not: { fact: 'customer.ordersCount', operator: 'equal', value: 1 } },
          ],
        },
      ],
    }

    const { stdout } = await explain(ruleFile({ conditions }), 'cyd')

    expect(stdout).toContain(
      [
        'What it would take:',
        '  - one of these:',
        '    - 1 kept order; needs more than 3 (3 more)',
        '    - all of these:',
        '      - total spent: £250.00; needs at least £300.00 (£50.00 more)',
        '      - 1 order; must not be so: the customer has exactly 1 order',
        '',
      ].join('\n'),
    )
  })
})

describe('of rules that look at everybody', () => {
  const silent = { fact: 'customer.daysSinceLastOrder', operator: 'greaterThan', value: 30 }
  const daily = () => ruleFile({ trigger: 'every.day', conditions: { all: [silent] }, ...LIMITED })
  const watching = () => ruleFile({ trigger: 'customer.enters', crossing: silent, conditions: { all: [] } })

  test('the day that began last is when it was asked', async () => {
    const { stdout } = await explain(daily(), 'cyd', '--at', '2026-03-13T09:00:00Z')

    expect(stdout).toContain('the rule was last asked at 2026-03-13 06:00 UTC: it did not match\n')
    expect(stdout).toContain('    30 days since last order\n')
  })

  test('what it decided on the day that begins at that moment', async () => {
    const { exitCode, stdout } = await explain(daily(), 'cyd', '--at', '2026-03-14T06:00:00Z')

    expect(exitCode).toBe(0)
    expect(stdout).toContain('Customer cyd at 2026-03-14 06:00 UTC\nYES: it gave.\n')
  })

  test('who is in a pot was not drawn', async () => {
    const limits = { draw: { times: 1, per: 'month' } }
    const anybody = { fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 }
    const drawing = ruleFile({ trigger: 'every.day', conditions: { all: [anybody] }, limits })
    const said = await Promise.all(
      ['ada', 'bob', 'cyd'].map((id) => explain(drawing, id, '--at', '2026-02-11T06:00:00Z')),
    )

    expect(said.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1])
    expect(said[2]?.stdout).toContain('NO, as things stand: they are in the pot')
  })

  test('who is in a group already does not come in', async () => {
    const { exitCode, stdout } = await explain(watching(), 'cyd')

    expect(exitCode).toBe(1)
    expect(stdout).toContain(
      'NO, as things stand: they are in the group already, and the rule gives when somebody comes in.\n',
    )
    expect(stdout).toContain('Had it been live from the beginning:\n  2026-03-14 06:00 UTC: gave\n')
  })
})

describe('for machines', () => {
  test('the same in one line, ratios unrounded and money as decimals', async () => {
    const conditions = {
      all: [
        { fact: 'customer.refundRate', operator: 'greaterThan', value: 0.5 },
        { fact: 'customer.totalSpent', operator: 'greaterThan', value: '10.00' },
      ],
    }

    const ended = await explain(ruleFile({ conditions, ...LIMITED }), 'cyd', '--at', '2026-03-01', '--json')

    expect(ended).toMatchObject({ exitCode: 1, stderr: '' })
    expect(linesOf(ended)).toEqual([
      {
        rule: 'Ten percent for regulars',
        customerId: 'cyd',
        at: '2026-03-01T00:00:00.000Z',
        orderId: '4',
        askedAt: '2026-02-10T10:00:00.000Z',
        matched: false,
        behind: null,
        verdict: 'no match',
        reason: null,
        figures: null,
        freeAt: null,
        conditions: {
          kind: 'all',
          path: '/conditions',
          held: false,
          parts: [
            {
              kind: 'leaf',
              path: '/conditions/all/0',
              held: false,
              fact: 'customer.refundRate',
              value: 0.375,
              condition: 'share refunded is more than 50%',
              found: 'share refunded: 37.5%',
            },
            {
              kind: 'leaf',
              path: '/conditions/all/1',
              held: true,
              fact: 'customer.totalSpent',
              value: '250.00',
              condition: 'total spent is more than £10.00',
              found: 'total spent: £250.00',
            },
          ],
        },
        whatItTakes: {
          kind: 'one',
          path: '/conditions/all/0',
          text: 'share refunded: 37.5%; needs more than 50%',
        },
        decisions: [],
      },
    ])
  })

  test('with the limits’ answer where the conditions hold', async () => {
    const [line] = linesOf(await explain(ruleFile(LIMITED), 'ada', '--at', '2026-03-05T10:00:00Z', '--json'))

    expect(line).toMatchObject({
      orderId: '5',
      matched: true,
      verdict: 'withheld',
      reason: 'capped',
      figures: { times: 1, days: 60 },
      freeAt: '2026-04-06T10:00:00.000Z',
      whatItTakes: null,
      decisions: [
        { at: '2026-02-05T10:00:00.000Z', orderId: '3', verdict: 'granted', reason: null, figures: null, freeAt: null },
        {
          at: '2026-03-05T10:00:00.000Z',
          orderId: '5',
          verdict: 'withheld',
          reason: 'capped',
          figures: { times: 1, days: 60 },
          freeAt: '2026-04-06T10:00:00.000Z',
        },
      ],
    })
  })
})

describe('what cannot be explained is refused', () => {
  test.each([
    { what: 'an unknown customer', customer: 'add', words: [], says: 'there is no customer add; did you mean ada?' },
    {
      what: 'a customer before the first order',
      customer: 'cyd',
      words: ['--at', '2026-02-01'],
      says: 'customer cyd has no order yet by 2026-02-01T00:00:00.000Z',
    },
  ])('$what', async ({ customer, words, says }) => {
    const { exitCode, stdout, stderr } = await explain(ruleFile(), customer, ...words)

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/^\S+orders\.jsonl: /)
    expect(stderr).toContain(says)
  })

  test('several rules at once', async () => {
    const folder = openFolder()
    for (const name of ['one', 'two']) fileOf(`${name}.json`, JSON.stringify(ruleOf({ name })), folder)

    const { exitCode, stderr } = await explain(folder, 'ada')

    expect(exitCode).toBe(2)
    expect(stderr).toContain('--rule takes one rule file: a folder holds several')
  })

  test('a rule with mistakes, all of them', async () => {
    const file = ruleFile({ format: 3, actions: [] })

    const { exitCode, stdout, stderr } = await explain(file, 'ada')

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/: \/format: .*\(found 3, expected 1\)$/),
      expect.stringContaining(': /actions: '),
    ])
  })
})
