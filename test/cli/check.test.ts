import { describe, expect, test } from 'vitest'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { ruleFile, ruleOf } from './order-lines.ts'
import { fileOf, linesOf, openFolder, perennial } from './run-perennial.ts'

const examples = [
  { customer: { keptOrdersCount: 2 }, expect: 'granted' },
  { customer: { keptOrdersCount: 1 }, expect: 'no match' },
]

test('a good rule is said in words, in the currency asked for, and its examples are tried', async () => {
  const file = ruleFile({
    actions: [{ type: 'discount.code', params: { amount: '5.00' } }],
    examples,
  })

  expect(await perennial(['check', file, '--currency', 'GBP'])).toEqual({
    exitCode: 0,
    stdout: `${file}: Ten percent for regulars\n  When an order is paid, if the customer has more than 1 kept order: give a £5.00 code.\n  All 2 examples come true.\n`,
    stderr: '',
  })
})

test('an example that does not come true ends with 1, and says by which condition', async () => {
  const file = ruleFile({ examples: [...examples, { customer: { keptOrdersCount: 1 }, expect: 'granted' }] })

  const { exitCode, stdout, stderr } = await perennial(['check', file])

  expect(exitCode).toBe(1)
  expect(stdout).toContain('2 of 3 examples come true')
  expect(stderr).toBe(
    `${file}: /examples/2: expected "granted", but it is "no match": customer.keptOrdersCount is 1, so /conditions/all/0 fails\n`,
  )
})

describe('a file with mistakes ends with 2', () => {
  test('and names all of them with place, found and expected', async () => {
    const file = ruleFile({
      format: 2,
      trigger: 'order.payed',
      conditions: { all: [{ fact: 'customer.keptOrderCount', operator: 'greaterThan', value: '3' }] },
    })

    const { exitCode, stdout, stderr } = await perennial(['check', file])

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(`${file} has 3 mistakes:\n`)
    expect(stderr).toMatch(/ {2}\/format: .* \(found 2, expected 1\)\n/)
    expect(stderr).toMatch(/ {2}\/trigger: .*\(found "order\.payed"/)
    expect(stderr).toMatch(/ {2}\/conditions\/all\/0\/fact: .*Did you mean "customer\.keptOrdersCount"/)
  })

  test.each([
    {
      what: 'no JSON',
      text: '{"format": 1,\n  "name": "x"\n  "trigger": 1}',
      says: / {2}Line 3, column 3 is not JSON: a comma is missing at the end of line 2 \(found "trigger", expected a comma or \}\)\n/,
    },
    { what: 'nothing', text: '', says: / {2}The file is empty \(found nothing, expected a rule: \{ "format": 1/ },
    { what: 'a list', text: '[]', says: /expected/ },
  ])('and says so of $what', async ({ text, says }) => {
    const { exitCode, stderr } = await perennial(['check', fileOf('rule.json', text)])

    expect(exitCode).toBe(2)
    expect(stderr).toMatch(says)
    expect(stderr).not.toContain('    at ')
  })

  test('also beside good ones, which are told all the same', async () => {
    const folder = openFolder()
    fileOf('good.json', `\uFEFF${JSON.stringify(ruleOf())}`, folder)
    fileOf('bad.json', '{}', folder)
    fileOf('notes.txt', 'no rule', folder)

    const { exitCode, stdout, stderr } = await perennial(['check', folder])

    expect(exitCode).toBe(2)
    expect(stdout).toContain('good.json: Ten percent for regulars')
    expect(stderr).toContain('bad.json has')
  })

  test.each([
    { what: 'that is not there', path: () => '/nowhere/rule.json', says: '/nowhere/rule.json: there is no such file' },
    { what: 'with a folder without rules', path: openFolder, says: 'holds no .json file' },
  ])('$what', async ({ path, says }) => {
    const { exitCode, stderr } = await perennial(['check', path()])

    expect(exitCode).toBe(2)
    expect(stderr).toContain(says)
  })
})

describe('what is allowed and probably not meant is a warning', () => {
  const idle = {
    name: 'Idle',
    conditions: {
      all: [
        { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
        { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 5 },
      ],
    },
  }

  test('about a condition that decides nothing, with somebody who shows it; the exit code stays', async () => {
    const { exitCode, stdout, stderr } = await perennial(['check', ruleFile(idle)])

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain(
      '\n  Warning: “the customer has more than 3 kept orders” (/conditions/all/0): This condition says nothing new: whoever meets the others meets it too. For instance somebody with kept orders: 6.\n',
    )
  })

  test('about rules that can both give on one order, named by file where they share a name', async () => {
    const total = { all: [{ fact: 'order.total', operator: 'greaterThan', value: '90.00' }] }
    const files = [ruleFile({}, 'one.json'), ruleFile({ conditions: total }, 'two.json')]

    const { exitCode, stdout } = await perennial(['check', ...files, '--currency', 'GBP'])

    expect(exitCode).toBe(0)
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      `Live together: Warning: "Ten percent for regulars" and "Ten percent for regulars (two.json)" can both give a discount for one order, 10% at worst. For instance somebody with kept orders: 2; order total: £90.01.`,
    )
  })

  test('about limits that decide nothing, and groups in which nothing is chosen', async () => {
    const limits = { perCustomer: { times: 1, days: 30 }, coolDownDays: 30 }
    const grouped = { name: 'Grouped', limits, exclusive: { group: 'welcome', pick: 'best' } }
    const { exitCode, stdout } = await perennial(['check', ruleFile(grouped), ruleFile({ trigger: 'every.day' })])

    expect(exitCode).toBe(0)
    expect(stdout).toContain(
      '\n  Warning: /limits/perCustomer: This limit never keeps anybody back: not again within 30 days already means at most once in 30 days.\n',
    )
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      'Live together: Warning: "Grouped" is the only rule in the group “welcome”, so there is nothing to choose from.',
    )
  })

  test('and for machines as it is', async () => {
    const ended = await perennial(['check', ruleFile(idle), ruleFile(), '--json'])

    expect(ended.exitCode).toBe(0)
    expect(linesOf(ended)).toMatchObject([
      {
        findings: [
          {
            kind: 'always',
            places: [{ path: '/conditions/all/0' }],
            message: 'This condition says nothing new: whoever meets the others meets it too',
            witness: { customer: { keptOrdersCount: 6 } },
          },
        ],
      },
      { findings: [] },
      {
        together: {
          findings: [
            {
              kind: 'stacking',
              places: [
                { rule: 'Idle', path: '/actions/0' },
                { rule: 'Ten percent for regulars', path: '/actions/0' },
              ],
            },
          ],
        },
      },
    ])
  })

  test('of which the templates give none', async () => {
    const files = templates.map(({ id, document }) => fileOf(`${id}.json`, JSON.stringify(document)))
    const ended = await perennial(['check', ...files, '--json'])

    expect(linesOf(ended).slice(0, -1)).toEqual(templates.map(() => expect.objectContaining({ findings: [] })))
  })
})

test('machines get a line a file', async () => {
  const [good, bad] = [ruleFile({ examples }), ruleFile({ name: '' })]

  const ended = await perennial(['check', good, bad, '--json'])

  expect(ended.exitCode).toBe(2)
  expect(linesOf(ended)).toMatchObject([
    {
      file: good,
      valid: true,
      problems: [],
      name: 'Ten percent for regulars',
      sentence: expect.stringContaining('When an order is paid'),
      examples: [
        { path: '/examples/0', expected: 'granted', found: 'granted', passed: true },
        { path: '/examples/1', expected: 'no match', found: 'no match', passed: true },
      ],
    },
    { file: bad, valid: false, problems: [{ path: '/name', found: '""' }], sentence: null, examples: [] },
  ])
})

test.each(templates.map(({ id, document }) => ({ id, document })))(
  'the template $id is good, and its examples come true',
  async ({ document }) => {
    const { exitCode, stderr } = await perennial(['check', fileOf('template.json', JSON.stringify(document))])

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  },
)
