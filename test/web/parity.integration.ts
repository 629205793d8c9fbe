import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiParity, ApiParityOffer } from '../../app/contracts/parity.ts'
import { toLines } from '../cli/order-lines.ts'
import { fileOf, linesOf, perennial } from '../cli/run-perennial.ts'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'
import { fillShop, NEWCOMERS_OFFERS, NEWCOMERS_RULE, OTHER_OFFERS, REGULARS_RULE } from './eight-offers.ts'

type Report = NonNullable<ApiParity['report']>

let app: StartedApp
let opened: OpenShop
let made: Awaited<ReturnType<typeof fillShop>>
const now = Date.now()
beforeAll(async () => {
  app = await startApp()
  made = await fillShop(app.emulator.shop(), now)
  opened = await app.openShop([NEWCOMERS_RULE, REGULARS_RULE])
})
afterAll(() => app?.stop())

/** The report once nothing is to be worked out any more. */
const settledReport = async ({ api }: OpenShop = opened): Promise<Report> => {
  let report: ApiParity['report'] = null
  await until(async () => {
    const found = await api.parity()
    report = found.report
    return found.state === 'ready' && found.report?.isDue === false
  }, 'the offers are looked at')
  if (report === null) throw new Error('There is no report')
  return report
}
const offerIn = ({ offers }: Report, title: string): ApiParityOffer => {
  const found = offers.find((offer) => offer.title === title)
  if (found === undefined) throw new Error(`There is no offer ${title}`)
  return found
}
const titlesOf = ({ offers }: Report, is: ApiParityOffer['is']) =>
  offers.filter((offer) => offer.is === is).map(({ title }) => title)

test('of four offers for newcomers and four others exactly the four are found; the code that only first orders used asks', async () => {
  await opened.api.refreshParity()
  const before = await settledReport()
  expect(titlesOf(before, 'proposed')).toEqual(['FIRST15'])

  await opened.api.answerOffer(String(made.first.id), true)
  const report = await settledReport()

  expect(titlesOf(report, 'gap').sort()).toEqual([...NEWCOMERS_OFFERS].sort())
  expect(titlesOf(report, 'open').sort()).toEqual([...OTHER_OFFERS].sort())
  expect(report.offers).toHaveLength(8)
  expect(report.sentence).toMatch(
    /^Four of your offers are for newcomers only\. 4 regulars don't get them\. Including them would have cost £\d+\.\d\d in the last 12 months\.$/,
  )
  const segment = offerIn(report, 'First visit')
  expect(segment).toMatchObject({ method: 'automatic', terms: '5%, on orders from £40.00', shutOut: 4, cost: '36.00' })
  expect(segment.people.map(({ name }) => name).sort()).toEqual(
    ['Ada', 'Bea', 'Cyd', 'Dan'].map((name) => `${name} Example`),
  )
  // Cyd and Dan never used it and still could.
  expect(offerIn(report, 'HELLO5')).toMatchObject({ shutOut: 2, cost: '10.00' })
  expect(offerIn(report, 'FIRST15').answer).toMatchObject({ newcomersOnly: true, by: 'user 1' })
})

test('the command line says the same of the same offers, rules and orders', async () => {
  const report = await settledReport()
  const shop = app.emulator.shop(opened.domain)
  const orders = shop.orders().map(({ id, customerId, processedAt, total, discountCodes }) => ({
    orderId: String(id),
    customerId: String(customerId),
    processedAt: new Date(processedAt).toISOString(),
    currency: 'GBP',
    totalPrice: (total / 100).toFixed(2),
    lineItems: [{ sku: 'A', title: 'A', quantity: 1, price: (total / 100).toFixed(2) }],
    discountCodes: discountCodes.map(({ code }) => code),
  }))
  const offers = shop.discounts().map((discount) => ({
    id: String(discount.id),
    title: discount.title,
    method: discount.code === null ? 'automatic' : 'code',
    ...(discount.code !== null && { codes: [discount.code] }),
    ...('percentage' in discount.value && { percent: discount.value.percentage * 100 }),
    ...('amount' in discount.value && { amount: (discount.value.amount / 100).toFixed(2) }),
    ...(discount.minimumSubtotal !== null && { minimum: (discount.minimumSubtotal / 100).toFixed(2) }),
    oncePerCustomer: discount.oncePerCustomer,
    customers:
      discount.title === 'First visit'
        ? { segment: 'number_of_orders = 0' }
        : discount.title === 'For our friends'
          ? { segment: "customer_tags CONTAINS 'friend'" }
          : 'all',
    startsAt: new Date(discount.startsAt).toISOString(),
    ...(discount.title === 'FIRST15' && { newcomersOnly: true }),
  }))

  const said = linesOf(
    await perennial([
      'parity',
      ...['--offers', fileOf('offers.jsonl', toLines(offers)), '--orders', fileOf('orders.jsonl', toLines(orders))],
      ...[
        '--rules',
        fileOf('one.json', JSON.stringify(NEWCOMERS_RULE)),
        '--rules',
        fileOf('two.json', JSON.stringify(REGULARS_RULE)),
      ],
      ...['--as-of', report.asOf, '--json', '--time-zone', 'Europe/London'],
    ]),
  ) as {
    title?: string
    verdict?: string
    regulars: { shutOut: number }
    cost: { amount: string }
    summary?: unknown
  }[]

  const byFiles = said.flatMap(({ title, verdict, regulars, cost }) =>
    title === undefined
      ? []
      : [{ title, isGap: verdict === 'newcomers only', shutOut: regulars.shutOut, cost: cost.amount }],
  )
  const byApp = report.offers.map(({ title, is, shutOut, cost }) => ({ title, isGap: is === 'gap', shutOut, cost }))
  const byTitle = (left: { title: string }, right: { title: string }) => (left.title < right.title ? -1 : 1)
  expect(byApp.toSorted(byTitle)).toEqual(byFiles.toSorted(byTitle))
  expect(said.at(-1)).toMatchObject({
    summary: { gaps: 4, regulars: { shutOut: report.gaps.shutOut }, cost: { amount: report.gaps.cost } },
  })
})

describe('the rule that closes a gap', () => {
  const rulesMade = async () => (await opened.api.rules()).filter(({ name }) => name.startsWith('Regulars get'))
  const closeHello = (action: 'watch' | 'live' | 'in_step' | 'pause') =>
    opened.api.closeOffer(String(made.popUp.id), action)
  const hello = async () => offerIn(await settledReport(), 'HELLO5')

  test('is made by one click, watched first, then live, and made once however often it is clicked', async () => {
    await Promise.all([closeHello('watch'), closeHello('watch')])
    expect(await hello()).toMatchObject({
      is: 'gap',
      companion: { state: 'shadow', follows: 'offer', differences: [] },
    })

    await closeHello('live')

    const [rule] = await rulesMade()
    expect(await rulesMade()).toHaveLength(1)
    expect(rule).toMatchObject({
      name: 'Regulars get HELLO5 too',
      state: 'live',
      document: {
        trigger: 'checkout',
        conditions: { all: [{ fact: 'customer.keptOrdersCount', operator: 'greaterThan', value: 3 }] },
        actions: [{ type: 'discount.order', params: { amount: '5.00', minimumSubtotal: '20.00' } }],
        limits: { perCustomer: { times: 1, days: 36_500 } },
      },
    })
    const report = await settledReport()
    expect(offerIn(report, 'HELLO5').is).toBe('closed')
    expect(report.sentence).toMatch(/^Three of your offers/)
  })

  test('follows its offer by itself, in the same state, and its history says why', async () => {
    const { shop } = opened
    shop.changesDiscount(made.popUp.id, { amount: '7.50', minimum: '30.00', endsAt: now + 30 * 86_400_000 })
    await until(async () => (await rulesMade())[0]?.version === 2, 'the rule follows', 60_000)

    const [rule] = await rulesMade()
    expect(rule).toMatchObject({
      state: 'live',
      runs: 2,
      document: {
        actions: [{ params: { amount: '7.50', minimumSubtotal: '30.00' } }],
        schedule: { endsAt: new Date(now + 30 * 86_400_000).toISOString() },
      },
    })
    const { changes } = await opened.api.ruleHistory(rule?.id ?? '')
    expect(changes.slice(0, 2).map(({ what, by }) => `${what} by ${by}`)).toEqual([
      'state by Perennial, for the offer HELLO5',
      'saved by Perennial, for the offer HELLO5',
    ])
    expect(await hello()).toMatchObject({ is: 'closed', companion: { follows: 'offer' } })
  })

  test('is left alone once somebody edited it, and brought in step when they ask', async () => {
    const [rule] = await rulesMade()
    if (rule === undefined) throw new Error('There is no rule')
    const own = { ...(rule.document as object), priority: 80 }
    const saved = await opened.api.saveRule(rule.id, own, rule.version)
    await opened.api.setRuleState(rule.id, 'live', saved.version)
    opened.shop.changesDiscount(made.popUp.id, { amount: '9.00' })
    await opened.api.refreshParity()

    const before = await hello()
    expect(before.companion).toMatchObject({ follows: 'edited' })
    expect(before.companion?.differences.join()).toContain('£7.50')
    expect(before.companion?.differences.join()).toContain('£9.00')
    expect((await rulesMade())[0]?.version).toBe(3)

    await closeHello('in_step')

    expect(await hello()).toMatchObject({ companion: { follows: 'offer', differences: [], state: 'live' } })
    expect((await rulesMade())[0]).toMatchObject({ version: 4, runs: 4, state: 'live' })
  })

  test('is told of as left behind when its offer is deleted, and paused by one click', async () => {
    opened.shop.deletesDiscount(made.popUp.id)
    await opened.api.refreshParity()

    const report = await settledReport()
    expect(report.left).toMatchObject([{ title: 'HELLO5', companion: { follows: 'offer_gone', state: 'live' } }])

    await closeHello('pause')

    expect((await rulesMade())[0]?.state).toBe('paused')
  })

  test('stays as it is, and says why, where the offer becomes more than the shop lets its rules give', async () => {
    const id = String(made.segment.id)
    await opened.api.closeOffer(id, 'live')
    opened.shop.changesDiscount(made.segment.id, { percent: 40 })
    await opened.api.refreshParity()

    const { companion } = offerIn(await settledReport(), 'First visit')
    expect(offerIn(await settledReport(), 'First visit').is).toBe('gap')
    expect(companion).toMatchObject({ state: 'live', problem: expect.stringContaining('more than the 25%') })
    expect(companion?.differences).toHaveLength(1)
    await expect(opened.api.closeOffer(id, 'in_step')).rejects.toThrow('rule.invalid')

    opened.shop.changesDiscount(made.segment.id, { percent: 20 })
    await opened.api.refreshParity()

    expect(offerIn(await settledReport(), 'First visit').companion).toMatchObject({ problem: null, differences: [] })
  })

  test('of a rule of ours is a rule like it, for regulars', async () => {
    const { id } = offerIn(await settledReport(), NEWCOMERS_RULE.name)

    await opened.api.closeOffer(id, 'live')

    expect(offerIn(await settledReport(), NEWCOMERS_RULE.name)).toMatchObject({
      is: 'closed',
      companion: { name: 'Regulars get Come again soon too', state: 'live' },
    })
    expect((await rulesMade()).find(({ name }) => name.includes('Come again'))?.document).toMatchObject({
      trigger: 'order.paid',
      actions: NEWCOMERS_RULE.actions,
      limits: { perCustomer: { times: 1, days: 365 } },
    })
  })

  test('is told of as left behind when its offer turns out to be for everybody', async () => {
    const id = String(made.first.id)
    await opened.api.closeOffer(id, 'live')

    await opened.api.answerOffer(id, false)

    expect((await settledReport()).left).toContainEqual(
      expect.objectContaining({ offerId: id, companion: expect.objectContaining({ state: 'live' }) }),
    )
  })
})

test('codes that our own rules make cause no other look at the offers', async () => {
  const shop = await app.openShop([REGULARS_RULE])
  await shop.api.refreshParity()
  await settledReport(shop)
  const ada = shop.shop.newCustomer()
  const reads = () => shop.shop.calls('ReadOffers').length
  const before = reads()

  for (let order = 0; order < 5; order++) await shop.shop.customerOrders({ by: ada })
  await shop.settled()

  expect(shop.shop.createdCodes()).toHaveLength(1)
  expect((await shop.api.parity()).report?.isDue).toBe(false)
  expect(reads()).toBe(before)
})

test('a shop whose discounts cannot be read says so, keeps what was found, and is tried again', async () => {
  const shop = await app.openShop()
  await settledReport(shop)
  app.emulator.failures.next('ReadOffers', { kind: 'server error', status: 503 })

  await shop.api.refreshParity()
  await until(async () => (await shop.api.parity()).state === 'failed', 'it failed')

  const failed = await shop.api.parity()
  expect(failed.problem).toMatch(/^Your discounts could not be read: /)
  expect(failed.report?.sentence).toBe('No regular ordered in the last 12 months, so nobody is shut out.')
  await shop.api.refreshParity()
  await settledReport(shop)
})
