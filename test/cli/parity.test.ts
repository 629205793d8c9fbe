import { describe, expect, test } from 'vitest'
import { order, ordersFile, ruleFile, toLines } from './order-lines.ts'
import { fileOf, linesOf, perennial } from './run-perennial.ts'

type Given = Readonly<Record<string, unknown>>
type Line = {
  readonly id: string
  readonly verdict: string
  readonly proposed: boolean
  readonly newcomers: boolean | null
  readonly regulars: { readonly of: number; readonly shutOut: number }
  readonly cost: { readonly amount: string }
  readonly why: string
}

/** Ten per cent for everybody, but for what a test says. */
const offerOf = (id: string, given: Given = {}) => ({
  id,
  title: `Offer ${id}`,
  method: 'automatic',
  percent: 10,
  oncePerCustomer: false,
  customers: 'all',
  startsAt: '2025-01-01',
  ...given,
})
const codeOf = (id: string, code: string, given: Given = {}) => offerOf(id, { method: 'code', codes: [code], ...given })
const segmentOf = (query: string) => ({ customers: { segment: query } })

const offersFile = (...offers: readonly unknown[]): string => fileOf('offers.jsonl', toLines(offers))

/**
 * Four customers come six times, each month on the same day; eleven come once. Ada and Bob began with WELCOME10, as four who
 * came once did; Cyd with FIRST15, as five who came once did; Dan with neither, and used SUMMER twice.
 */
const SHOP = [
  ...['ada', 'bob', 'cyd', 'dan'].flatMap((customer, person) =>
    Array.from({ length: 6 }, (_, visit) => {
      const code = visit === 0 ? ['WELCOME10', 'welcome10', 'FIRST15', undefined][person] : undefined
      const codes = customer === 'dan' && visit > 3 ? ['SUMMER'] : code === undefined ? [] : [code]
      const day = `2026-0${visit + 1}-1${person}T10:00:00Z`
      return order(`${person}-${visit}`, customer, day, '100.00', { discountCodes: codes })
    }),
  ),
  ...Array.from({ length: 11 }, (_, index) =>
    order(`n${index}`, `new-${index}`, `2026-03-${10 + index}T10:00:00Z`, '50.00', {
      discountCodes: index < 5 ? ['WELCOME10'] : index < 10 ? ['FIRST15'] : ['SUMMER'],
    }),
  ),
]

const NEWCOMERS_RULE = {
  name: 'Come again',
  conditions: { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] },
}
const BOTH_RULE = {
  name: 'For both',
  conditions: {
    any: [
      { fact: 'order.isFirst', operator: 'equal', value: true },
      { fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 },
    ],
  },
}
const THE_FOUR = [
  codeOf('first order code', 'FIRST15'),
  offerOf('segment', segmentOf('number_of_orders = 0')),
  codeOf('pop-up', 'WELCOME10', { oncePerCustomer: true }),
]
const NOT_THEM = [
  offerOf('sale', { endsAt: '2026-02-01' }),
  codeOf('vip', 'VIP', segmentOf("customer_tags CONTAINS 'vip'")),
  codeOf('win-back', 'BACK', segmentOf('last_order_date < -90d')),
  codeOf('birthday', 'CAKE', segmentOf("anniversary(date: 'metafields.facts.born') = today")),
  codeOf('summer', 'SUMMER', { oncePerCustomer: true }),
]

const parity = (offers: readonly unknown[], ...words: readonly string[]) =>
  perennial(['parity', '--offers', offersFile(...offers), '--orders', ordersFile(SHOP), ...words])
const judged = async (offers: readonly unknown[], ...words: readonly string[]): Promise<Line[]> =>
  linesOf(await parity(offers, ...words, '--json')).slice(0, -1) as Line[]

describe('on a shop with four newcomer offers and five that are none', () => {
  const rules = () => ['--rules', ruleFile(NEWCOMERS_RULE, 'come-again.json'), ruleFile(BOTH_RULE, 'both.json')]

  test('exactly the four are found', async () => {
    const lines = await judged([...THE_FOUR, ...NOT_THEM], ...rules())

    expect(
      lines.map(({ id, verdict, proposed, newcomers, regulars, cost }) => [
        id,
        verdict,
        proposed,
        newcomers,
        regulars.shutOut,
        cost.amount,
      ]),
    ).toEqual([
      // Of all four, the fifth and the sixth order: 8 of 100.00 each.
      ['first order code', 'newcomers only', true, true, 4, '80.00'],
      ['segment', 'newcomers only', false, true, 4, '80.00'],
      // Ada and Bob have had theirs; once each.
      ['pop-up', 'newcomers only', false, true, 2, '20.00'],
      ['sale', 'open to all', false, true, 0, '0.00'],
      ['vip', 'not for newcomers', false, false, 0, '0.00'],
      ['win-back', 'not for newcomers', false, false, 0, '0.00'],
      ['birthday', 'regulars too', false, true, 0, '0.00'],
      ['summer', 'open to all', false, true, 0, '0.00'],
      ['Come again', 'newcomers only', false, true, 4, '80.00'],
      ['For both', 'regulars too', false, true, 0, '0.00'],
    ])
  })

  test('people read how many, whom and at what cost, and what would close each', async () => {
    const { exitCode, stdout, stderr } = await parity(THE_FOUR, ...rules(), '--customers')

    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
    expect(stdout).toContain(
      [
        'Offer segment (segment): newcomers only',
        '  Somebody who never ordered meets “number_of_orders = 0”, and regulars do not.',
        '  4 of 4 regulars shut out; including them would have cost £80.00 in the last 12 months.',
        '  To close it, widen the segment: (number_of_orders = 0) OR number_of_orders > 3',
        '  Shut out: ada, bob, cyd, dan',
      ].join('\n'),
    )
    expect(stdout).toContain(
      'Anybody may use it once. All 7 orders that carry it were first orders, where 43% of all orders were (6 would be too many for an accident, less than 1 in 100): regulars who used it then cannot again, while every stranger can; regulars who never used it still could.',
    )
    expect(stdout).toContain('Say "newcomersOnly": true or false in its line.')
    expect(stdout.split('\n').at(-2)).toBe(
      "Three of your offers are for newcomers only. 4 regulars don't get them. Including them would have cost £180.00 in the last 12 months. One more looks like it, for you to confirm.",
    )
  })

  test('machines read a line an offer and a summary', async () => {
    const ended = await parity([THE_FOUR[1]], '--json', '--as-of', '2026-06-30')

    expect(linesOf(ended)).toEqual([
      {
        id: 'segment',
        title: 'Offer segment',
        verdict: 'newcomers only',
        proposed: false,
        over: false,
        newcomers: true,
        regulars: { of: 4, shutOut: 4 },
        cost: { amount: '80.00', currency: 'GBP' },
        why: 'Somebody who never ordered meets “number_of_orders = 0”, and regulars do not.',
        toClose: 'To close it, widen the segment: (number_of_orders = 0) OR number_of_orders > 3',
      },
      {
        summary: {
          offers: 1,
          gaps: 1,
          proposed: 0,
          regulars: { of: 4, shutOut: 4 },
          cost: { amount: '80.00', currency: 'GBP' },
          regularAbove: 3,
          asOf: '2026-06-30T00:00:00.000Z',
        },
      },
    ])
  })

  test('the answer is no while a gap is open, not where one is over, proposed or nowhere', async () => {
    const exits = [THE_FOUR[1], { ...THE_FOUR[1], endsAt: '2026-05-01' }, THE_FOUR[0], ...NOT_THEM].map(
      async (offer) => (await parity([offer])).exitCode,
    )

    expect(await Promise.all(exits)).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
  })
})

describe('a code that is open to all by its terms', () => {
  const uses = (count: number, later = 0) =>
    SHOP.map((each, index) => {
      const isFirst = each.orderId.endsWith('-0') || each.orderId.startsWith('n')
      const first = SHOP.slice(0, index).filter(
        ({ orderId }) => orderId.endsWith('-0') || orderId.startsWith('n'),
      ).length
      const isUsed = isFirst ? first < count : later > 0 && each.orderId === '0-3'
      return { ...each, discountCodes: isUsed ? ['HELLO'] : [] }
    })
  const judgedOn = async (orders: readonly unknown[], given: Given = {}) => {
    const files = ['--offers', offersFile(codeOf('hello', 'HELLO', given)), '--orders', ordersFile(orders)]
    return linesOf(await perennial(['parity', ...files, '--json']))[0] as Line
  }

  test('is proposed from as many uses on first orders alone as are no accident', async () => {
    expect(await judgedOn(uses(5))).toMatchObject({
      verdict: 'open to all',
      why: 'By its terms anybody may use it. 5 orders carry it, all of them first orders; that is too few to tell: 6 would show that it is no accident.',
    })
    expect(await judgedOn(uses(6))).toMatchObject({ verdict: 'newcomers only', proposed: true })
    expect(await judgedOn(uses(6, 1))).toMatchObject({
      verdict: 'open to all',
      why: 'By its terms anybody may use it, and 1 of 7 orders that carry it was not the first.',
    })
    expect(await judgedOn(uses(0))).toMatchObject({ why: 'By its terms anybody may use it; no order carries it.' })
  })

  test('is what a person says it is', async () => {
    expect(await judgedOn(uses(0), { newcomersOnly: true })).toMatchObject({
      verdict: 'newcomers only',
      proposed: false,
      regulars: { of: 4, shutOut: 4 },
      cost: { amount: '80.00' },
    })
    expect(await judgedOn(uses(9), { newcomersOnly: false })).toMatchObject({ verdict: 'open to all', proposed: false })
  })
})

describe('whom a segment tells apart', () => {
  test.each<[string, string, boolean | null, number]>([
    ['number_of_orders < 2', 'newcomers only', true, 4],
    ['number_of_orders < 5', 'newcomers only', true, 4],
    ['amount_spent < 1000', 'regulars too', true, 0],
    ['customer_added_date >= -30d', 'newcomers only', true, 4],
    ['first_order_date IS NULL', 'newcomers only', true, 4],
    ["number_of_orders = 0 AND email_subscription_status = 'SUBSCRIBED'", 'newcomers only', true, 4],
    ["products_purchased(tag: 'tea') = false AND number_of_orders = 0", 'newcomers only', true, 4],
    ["email_subscription_status = 'SUBSCRIBED'", 'regulars too', true, 0],
    ["customer_countries CONTAINS 'GB' OR number_of_orders > 3", 'regulars too', true, 0],
    ['number_of_orders = 0 OR number_of_orders > 3', 'regulars too', true, 0],
    ["customer_countries CONTAINS 'GB' OR number_of_orders = 0", 'not known', true, 0],
    ["customer_tags NOT CONTAINS 'wholesale'", 'not known', true, 0],
    ["predicted_spend_tier = 'HIGH'", 'not known', null, 0],
    ['something_new = 3', 'not known', null, 0],
    ["products_purchased(tag: 'tea') = true", 'not for newcomers', false, 0],
    ['number_of_orders > 0', 'not for newcomers', false, 0],
  ])('%s: %s', async (query, verdict, newcomers, shutOut) => {
    const [line] = await judged([offerOf('1', segmentOf(query))])

    expect(line).toMatchObject({ verdict, newcomers, regulars: { of: 4, shutOut } })
  })

  test('names what these files do not tell', async () => {
    const [tier, mail] = await judged([
      offerOf('1', segmentOf("predicted_spend_tier = 'HIGH'")),
      offerOf('2', segmentOf("number_of_orders = 0 AND email_subscription_status = 'SUBSCRIBED'")),
    ])

    expect(tier?.why).toBe('It hangs on predicted_spend_tier, which these files do not tell of everybody.')
    expect(mail?.why).toContain(
      'Regulars are counted whatever their email_subscription_status, where these files do not tell.',
    )
  })
})

describe('who is a regular', () => {
  test('is settable, and nobody is where nobody orders so often', async () => {
    const offers = [THE_FOUR[1]]

    expect(await judged(offers, '--regular-above', '4')).toMatchObject([{ cost: { amount: '40.00' } }])
    expect(await judged(offers, '--regular-above', '9')).toMatchObject([
      {
        verdict: 'not known',
        regulars: { of: 0 },
        why: 'No regular ordered in the last 12 months, so there is nobody to shut out.',
      },
    ])
    expect(await parity(offers, '--regular-above', 'many')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--regular-above many is no whole number of orders from 0 to 100'),
    })
  })

  test('is judged just before each order of the 12 months up to the moment asked for', async () => {
    const offers = [offerOf('1', { ...segmentOf('number_of_orders = 0'), minimum: '100.00', startsAt: '2026-05-11' })]

    expect(await judged(offers)).toMatchObject([{ regulars: { of: 4 }, cost: { amount: '70.00' } }])
    expect(await judged(offers, '--as-of', '2026-05-12')).toMatchObject([
      { regulars: { of: 2 }, cost: { amount: '10.00' } },
    ])
    expect(await judged(offers, '--as-of', '2027-05-20')).toMatchObject([
      { regulars: { of: 4 }, cost: { amount: '40.00' } },
    ])
  })
})

describe('what is wrong with the offers is told by line, all at once', () => {
  test.each<[string, Given, string]>([
    ['no title', { title: undefined }, 'title: expected a text in quotes; found nothing'],
    ['both', { amount: '5.00' }, 'percent: give either "percent" or "amount"; found 10, a number without quotes'],
    ['neither', { percent: undefined }, 'percent: give either "percent" or "amount"; found nothing'],
    ['too much', { percent: 120 }, 'percent: expected more than 0 and at most 100; found 120'],
    [
      'half pennies',
      { percent: undefined, amount: '0.005' },
      'amount: expected an amount in GBP such as "20.00"; found "0.005"',
    ],
    ['no code', { method: 'code' }, 'codes: expected at least one code'],
    ['a code too many', { codes: ['A'] }, 'codes: an automatic discount has no codes'],
    ['another method', { method: 'manual' }, 'method: expected "code" or "automatic"; found "manual"'],
    ['nobody', { customers: 'vips' }, 'customers: expected "all" or {"segment": "number_of_orders = 0"}; found "vips"'],
    [
      'a slip',
      segmentOf('number_of_orders = x'),
      'customers.segment: character 20: expected a number such as 3, found "x"',
    ],
    ['a wrong day', { startsAt: '2026-02-30' }, 'startsAt: expected a day, or a time with its offset'],
    ['backwards', { endsAt: '2024-01-01' }, 'endsAt: expected a time after startsAt, 2025-01-01; found "2024-01-01"'],
    ['an unknown word', { percentage: 5 }, 'there is nothing called "percentage" in an offer'],
    [
      'a word too many',
      { ...segmentOf('number_of_orders = 0'), newcomersOnly: true },
      'newcomersOnly: says nothing beside a segment',
    ],
  ])('%s', async (_, given, message) => {
    const { exitCode, stdout, stderr } = await parity([offerOf('1'), offerOf('2', given)])

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/offers\.jsonl, line 2: /)
    expect(stderr).toContain(message)
  })

  test('ids and codes that stand twice, and lines that are no JSON', async () => {
    const text = `${toLines([codeOf('1', 'HELLO'), codeOf('1', 'BYE'), codeOf('2', 'hello')])}{"id"\n`
    const { stderr } = await perennial(['parity', '--offers', fileOf('o.jsonl', text), '--orders', ordersFile(SHOP)])

    expect(stderr).toContain('line 2: offer 1 stands in line 1 already')
    expect(stderr).toContain('line 3: code hello stands in line 1 already')
    expect(stderr).toContain('line 4: not JSON')
  })

  test('and so is a code in the orders that is none', async () => {
    const orders = ordersFile([order('1', 'ada', '2026-01-01T00:00:00Z', '5.00', { discountCodes: 'HELLO' })])
    const { exitCode, stderr } = await perennial(['parity', '--offers', offersFile(offerOf('1')), '--orders', orders])

    expect(exitCode).toBe(2)
    expect(stderr).toContain('line 1: discountCodes: expected a list of codes; found "HELLO"')
  })
})

test('orders of a bulk operation bring their codes', async () => {
  const node = (id: number, customer: number, given: Given = {}) => ({
    ...{ id: `gid://shopify/Order/${id}`, processedAt: `2026-01-${10 + id}T10:00:00Z`, cancelledAt: null, test: false },
    ...{ displayFinancialStatus: 'PAID', discountCodes: [], refunds: [] },
    totalPriceSet: { shopMoney: { amount: '40.0', currencyCode: 'GBP' } },
    customer: { id: `gid://shopify/Customer/${customer}` },
    ...given,
  })
  const rows = [
    ...Array.from({ length: 12 }, (_, index) =>
      node(index + 1, 1, index === 0 ? { discountCodes: ['Welcome10'] } : {}),
    ),
    ...Array.from({ length: 8 }, (_, index) => node(index + 13, index + 13, { discountCodes: ['WELCOME10'] })),
  ]
  const offers = offersFile(codeOf('pop-up', 'welcome10', { oncePerCustomer: true }))

  const ended = await perennial(['parity', '--offers', offers, '--orders', fileOf('b.jsonl', toLines(rows)), '--json'])

  expect(linesOf(ended)[0]).toMatchObject({
    verdict: 'newcomers only',
    proposed: false,
    regulars: { of: 1, shutOut: 1 },
    cost: { amount: '4.00' },
  })
})

test('help about offers shows lines that are read as they stand', async () => {
  const { exitCode, stdout } = await perennial(['help', 'offers'])
  const shown = stdout.split('\n').filter((line) => line.startsWith('{'))

  expect(exitCode).toBe(0)
  expect(await judged(shown.map((line) => JSON.parse(line)))).toHaveLength(2)
})
