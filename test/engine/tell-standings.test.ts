import { expect, test } from 'vitest'
import type {
  Asked,
  CheckoutPlatform,
  DueStanding,
  HeldStanding,
  StandingOutcome,
  WrittenStanding,
} from '../../app/engine/checkout-ports.ts'
import { tellStandings } from '../../app/engine/tell-standings.ts'
import { packStanding, readStanding } from '../../app/rules/checkout/standing.ts'

/** A shop of one customer, at the far end of the network. */
const shopWith = (held: Partial<HeldStanding> | undefined, writes: Asked<null> = { is: 'done', data: null }) => {
  const written: WrittenStanding[] = []
  const tagged: Parameters<CheckoutPlatform['tag']>[2][] = []
  return {
    written,
    tagged,
    platform: {
      readStandings: async () => ({
        is: 'done' as const,
        data: new Map(
          held === undefined ? [] : [['ada', { numberOfOrders: 0, text: null, digest: null, ...held }] as const],
        ),
      }),
      writeStandings: async (_shop: string, standings: readonly WrittenStanding[]) => {
        written.push(...standings)
        return writes
      },
      tag: async (_shop: string, _customerId: string, tags: Parameters<CheckoutPlatform['tag']>[2]) => {
        tagged.push(tags)
        return { is: 'done', data: 'tagged' } as const
      },
    },
  }
}

const tell = async (due: Partial<DueStanding>, { platform }: ReturnType<typeof shopWith>) => {
  const waiting: DueStanding[] = [
    {
      customerId: 'ada',
      value: { upTo: 1, orders: 3, bits: [1] },
      ...{ told: null, ordersOffset: null, attempts: 0 },
      ...due,
    },
  ]
  const outcomes: StandingOutcome[] = []
  const checkouts = {
    due: async () => waiting.splice(0),
    settle: async (_shop: string, settled: readonly StandingOutcome[]) => void outcomes.push(...settled),
  }
  const how = await tellStandings('shop', ['one', 'other'], { checkouts, platform }, () => true)
  return { how, outcome: outcomes[0] }
}

const countIn = ({ written }: ReturnType<typeof shopWith>) =>
  readStanding(JSON.parse(written[0]?.text ?? 'null'))?.numberOfOrders

test('the first time Shopify’s own count is taken, and what it counts beyond what we know is kept', async () => {
  const shop = shopWith({ numberOfOrders: 5 })

  const { how, outcome } = await tell({}, shop)

  expect(how).toBe('done')
  expect(countIn(shop)).toBe(5)
  expect(outcome).toMatchObject({ is: 'told', ordersOffset: 2, againInMs: null })
})

test('an order that Shopify counts and we have not heard of is not said to be in it', async () => {
  const shop = shopWith({ numberOfOrders: 6 })

  const { outcome } = await tell({ ordersOffset: 2 }, shop)

  expect(countIn(shop)).toBe(5)
  expect(outcome).toMatchObject({ is: 'told', ordersOffset: 3, againInMs: 120_000 })
})

test('where it never comes, Shopify’s count is taken after all', async () => {
  const shop = shopWith({ numberOfOrders: 6 })

  await tell({ ordersOffset: 3 }, shop)

  expect(countIn(shop)).toBe(6)
})

test('an order that Shopify counts no longer lowers the count', async () => {
  const shop = shopWith({ numberOfOrders: 4 })

  const { outcome } = await tell({ ordersOffset: 2 }, shop)

  expect(countIn(shop)).toBe(4)
  expect(outcome).toMatchObject({ ordersOffset: 1, againInMs: null })
})

test('where nothing hangs on it, an order more is nothing to wait for', async () => {
  const shop = shopWith({ numberOfOrders: 6 })

  const { outcome } = await tell({ value: { upTo: 1, orders: null, bits: [1] }, ordersOffset: 0 }, shop)

  expect(countIn(shop)).toBe(6)
  expect(outcome).toMatchObject({ is: 'told', againInMs: null })
})

test('what stands there already is not written again', async () => {
  const text = JSON.stringify(packStanding({ upTo: 1, numberOfOrders: 3, holds: (number) => number === 0 }))
  const shop = shopWith({ numberOfOrders: 3, text, digest: 'd' })

  const { outcome } = await tell({}, shop)

  expect(shop.written).toEqual([])
  expect(outcome).toMatchObject({ is: 'told' })
})

test('who is gone is passed over', async () => {
  const shop = shopWith(undefined)

  expect(await tell({}, shop)).toEqual({ how: 'done', outcome: { customerId: 'ada', is: 'gone' } })
  expect(shop.written).toEqual([])
})

test('where Shopify would not have it, nobody else is told at once, and each is tried again ever later', async () => {
  const shop = shopWith({ numberOfOrders: 3 }, { is: 'retry', reason: 'Shopify is away' })

  expect(await tell({ attempts: 3 }, shop)).toEqual({
    how: 'trouble',
    outcome: { customerId: 'ada', is: 'retry', problem: 'Shopify is away', inMs: 8_000 },
  })
})

test.each([
  { what: 'nothing', told: null, remove: ['other'] },
  { what: 'something for our function', told: { upTo: 1, orders: 3, bits: [1] }, remove: ['other'] },
  { what: 'a tag of a rule that is put away by now', told: { tags: ['former'] }, remove: ['other', 'former'] },
])('whoever was told $what keeps no tag that is not theirs', async ({ told, remove }) => {
  const shop = shopWith({})

  const { outcome } = await tell({ value: { tags: ['one'] }, told }, shop)

  expect(shop.tagged).toEqual([{ add: ['one'], remove }])
  expect(outcome).toMatchObject({ is: 'told' })
})
