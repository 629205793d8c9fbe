import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CustomerHistory, emptyHistory, fold } from '../../app/ledger/customer.ts'
import { DAY_MS, type Entry } from '../../app/ledger/entries.ts'
import { compareKeys } from '../../app/ledger/ledger-order.ts'
import { ShopFigures } from '../../app/ledger/shop-figures.ts'
import { anyLedger, CUSTOMERS, ownerOf } from './any-ledger.ts'
import { adjustment, cancellation, order, refund } from './entries.ts'
import { figuresByHand, figuresOf } from './figures-by-hand.ts'

/** A shop that learns: every customer's history, and the shop's figures moved along. */
const openShop = () => {
  const histories = new Map<string, CustomerHistory>()
  const figures = new ShopFigures()
  const historyOf = (customerId: string) => {
    const held = histories.get(customerId) ?? emptyHistory(customerId)
    histories.set(customerId, held)
    return held
  }
  const learn = (entry: Entry, customerId: string | null) => {
    figures.advance(entry.at)
    if (customerId === null) return
    fold(historyOf(customerId), entry)
    figures.enter(historyOf(customerId))
  }
  return { histories, figures, historyOf, learn }
}

const orderOf = (entry: Entry): string => ('orderId' in entry ? entry.orderId : entry.id)

describe('figures of a random shop', () => {
  test('are exact after every entry', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        const { figures, learn } = openShop()
        for (const entry of ledger) {
          learn(entry, ownerOf(ledger, entry))

          expect(figuresOf(figures)).toEqual(figuresByHand(ledger, entry))
        }
      }),
    )
  })

  test('are the same when built at once from what is stored, and go on from there', () => {
    fc.assert(
      fc.property(anyLedger, fc.nat(), (ledger, drawn) => {
        const cut = ledger.length === 0 ? 0 : drawn % ledger.length
        const { histories, historyOf } = openShop()
        for (const entry of ledger.slice(0, cut)) {
          const customerId = ownerOf(ledger, entry)
          if (customerId !== null) fold(historyOf(customerId), entry)
        }
        const figures = ShopFigures.of(histories.values(), ledger[cut - 1]?.at ?? Number.NEGATIVE_INFINITY)
        for (const entry of ledger.slice(cut)) {
          figures.advance(entry.at)
          const customerId = ownerOf(ledger, entry)
          if (customerId !== null) {
            fold(historyOf(customerId), entry)
            figures.enter(historyOf(customerId))
          }

          expect(figuresOf(figures)).toEqual(figuresByHand(ledger, entry))
        }
      }),
    )
  })

  test('are exact from the first question on, however long they slept', () => {
    fc.assert(
      fc.property(anyLedger, fc.nat(), (ledger, drawn) => {
        const firstQuestion = drawn % Math.max(1, ledger.length)
        const histories = new Map<string, CustomerHistory>()
        const figures = ShopFigures.asleepOver({ [Symbol.iterator]: () => histories.values() })
        for (const [index, entry] of ledger.entries()) {
          const owner = ownerOf(ledger, entry)
          figures.advance(entry.at)
          if (owner !== null) {
            const history = histories.get(owner) ?? emptyHistory(owner)
            histories.set(owner, history)
            fold(history, entry)
            figures.enter(history)
          }

          if (index >= firstQuestion) expect(figuresOf(figures)).toEqual(figuresByHand(ledger, entry))
        }
      }),
    )
  })

  test('are exact when they are told since when something changed', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        const { figures, historyOf } = openShop()
        for (const entry of ledger) {
          const owner = ownerOf(ledger, entry)
          const about = ledger.find((other) => other.kind === 'order' && other.id === orderOf(entry))
          figures.advance(entry.at)
          if (owner !== null) {
            fold(historyOf(owner), entry)
            figures.enter(historyOf(owner), about?.at ?? entry.at)
          }

          expect(figuresOf(figures)).toEqual(figuresByHand(ledger, entry))
        }
      }),
    )
  })

  test('are exact once the last of its entries has come in late', () => {
    fc.assert(
      fc.property(anyLedger, fc.nat(), (ledger, drawn) => {
        const last = ledger.at(-1)
        const late = ledger.filter((entry) => entry.kind === 'order')[drawn % Math.max(1, ledger.length)]
        fc.pre(last !== undefined && late !== undefined && late !== last)
        const owner = ownerOf(ledger, late)
        const { histories, figures, learn } = openShop()
        const isAbout = (entry: Entry) => entry === late || ('orderId' in entry ? entry.orderId : entry.id) === late.id
        for (const entry of ledger) if (!isAbout(entry)) learn(entry, ownerOf(ledger, entry))
        figures.advance(last.at)

        // As the lane does: the customer's history is folded anew with all that has come in.
        if (owner !== null) {
          const whole = emptyHistory(owner)
          for (const entry of [...ledger].sort(compareKeys)) if (ownerOf(ledger, entry) === owner) fold(whole, entry)
          histories.set(owner, whole)
          figures.enter(whole)
        }

        expect(figuresOf(figures)).toEqual(figuresByHand(ledger, last))
      }),
    )
  })
})

describe('the year of a rank', () => {
  const spend = (id: string, customerId: string, total: number, at: number) => order(id, { customerId, total, at })

  test('lets an order go exactly 365 times 24 hours after it', () => {
    const { figures, learn } = openShop()
    learn(spend('1', 'ada', 900, 0), 'ada')
    learn(spend('2', 'bea', 100, DAY_MS), 'bea')

    figures.advance(365 * DAY_MS - 1)
    expect(figures.place('year', 'bea')).toEqual({ ahead: 1, behind: 0, ranked: 2 })

    figures.advance(365 * DAY_MS)
    expect(figures.place('year', 'bea')).toEqual({ ahead: 0, behind: 0, ranked: 1 })
    expect(figures.place('year', 'ada')).toBeUndefined()
    expect(figures.place('ever', 'ada')).toEqual({ ahead: 0, behind: 1, ranked: 2 })
  })

  test('does not go back', () => {
    const { figures, learn } = openShop()
    learn(spend('1', 'ada', 900, 0), 'ada')
    figures.advance(400 * DAY_MS)
    figures.advance(1)

    expect(figures.place('year', 'ada')).toBeUndefined()
  })

  test('takes in an order that comes late, and lets it go in its turn', () => {
    const { figures, historyOf, learn } = openShop()
    learn(spend('1', 'bea', 100, 200 * DAY_MS), 'bea')
    const late = historyOf('ada')
    fold(late, spend('2', 'ada', 900, 100 * DAY_MS))
    figures.enter(late)
    expect(figures.place('year', 'bea')).toEqual({ ahead: 1, behind: 0, ranked: 2 })

    figures.advance(465 * DAY_MS)
    expect(figures.place('year', 'bea')).toEqual({ ahead: 0, behind: 0, ranked: 1 })
  })

  test('gives equal spenders the same, better place', () => {
    const { figures, learn } = openShop()
    learn(spend('1', 'ada', 500, 0), 'ada')
    learn(spend('2', 'bea', 500, 1), 'bea')
    learn(spend('3', 'cleo', 700, 2), 'cleo')
    learn(refund('r', '3', 300, 3), 'cleo')

    expect(CUSTOMERS.map((id) => figures.place('year', id)?.ahead)).toEqual([0, 0, 2])
  })

  test('has no place for somebody whose only order was cancelled', () => {
    const { figures, learn } = openShop()
    learn(spend('1', 'ada', 500, 0), 'ada')
    learn(cancellation('1', 1), 'ada')

    expect(figures.place('year', 'ada')).toBeUndefined()
    expect(figures.place('ever', 'ada')).toBeUndefined()
  })
})

describe('the figures of a whole shop', () => {
  const spend = (id: string, customerId: string, total: number, at: number) => order(id, { customerId, total, at })

  test('of an empty one are nothing, and missing where they would divide', () => {
    const { figures } = openShop()

    expect(figuresOf(figures)).toMatchObject({ customersCount: 0, repeatCustomersCount: 0, ordersLast30Days: 0 })
    expect(figures.spentLast365Days).toBe(0)
    expect(figures.largestSpentLast365Days).toBeUndefined()
    expect(figures.medianGapMs).toBeUndefined()
  })

  test('take a customer out again with the cancellation of their only order', () => {
    const { figures, learn } = openShop()
    learn(spend('1', 'ada', 500, 0), 'ada')
    learn(cancellation('1', 1), 'ada')

    expect(figuresOf(figures)).toEqual(figuresOf(new ShopFigures()))
  })

  test('count an order for the month and the year, to the millisecond', () => {
    const { figures, learn } = openShop()
    learn(spend('1', 'ada', 500, 0), 'ada')

    const seen = [30 * DAY_MS - 1, 30 * DAY_MS, 365 * DAY_MS - 1, 365 * DAY_MS].map((at) => {
      figures.advance(at)
      return [figures.ordersLast30Days, figures.spentLast365Days]
    })

    expect(seen).toEqual([
      [1, 500],
      [0, 500],
      [0, 500],
      [0, 0],
    ])
  })

  test('know a usual gap from the second on, whoever waited', () => {
    const { figures, learn } = openShop()
    learn(spend('1', 'ada', 500, 0), 'ada')
    learn(spend('2', 'ada', 500, 10 * DAY_MS), 'ada')
    expect(figures.medianGapMs).toBeUndefined()

    learn(spend('3', 'bea', 500, 20 * DAY_MS), 'bea')
    learn(spend('4', 'bea', 500, 40 * DAY_MS), 'bea')
    expect(figures.medianGapMs).toBe(15 * DAY_MS)
  })

  test('join two gaps to one when the order between them is cancelled', () => {
    const { figures, learn } = openShop()
    for (const [index, day] of [0, 1, 3, 7].entries()) learn(spend(`${index}`, 'ada', 500, day * DAY_MS), 'ada')
    expect(figures.medianGapMs).toBe(2 * DAY_MS)

    learn(cancellation('1', 7 * DAY_MS), 'ada')
    expect(figures.medianGapMs).toBe(3.5 * DAY_MS)
  })

  test('split a gap when an order comes late', () => {
    const { figures, historyOf, learn } = openShop()
    learn(spend('1', 'ada', 500, 0), 'ada')
    learn(spend('2', 'ada', 500, 10 * DAY_MS), 'ada')
    learn(spend('3', 'bea', 500, 10 * DAY_MS), 'bea')
    learn(spend('4', 'bea', 500, 30 * DAY_MS), 'bea')
    expect(figures.medianGapMs).toBe(15 * DAY_MS)

    const whole = emptyHistory('ada')
    for (const [id, day] of [
      ['1', 0],
      ['late', 4],
      ['2', 10],
    ] as const)
      fold(whole, spend(id, 'ada', 500, day * DAY_MS))
    Object.assign(historyOf('ada'), whole)
    figures.enter(historyOf('ada'))

    // 4, 6 and 20 days.
    expect(figures.medianGapMs).toBe(6 * DAY_MS)
    expect(figures.place('frequency', 'ada')).toEqual({ ahead: 0, behind: 1, ranked: 2 })
  })

  test('fall by what was given back without an order, though nobody is ranked by it', () => {
    const { figures, learn } = openShop()
    learn(spend('1', 'ada', 500, 0), 'ada')
    learn(adjustment('a', 200, 1, 'bea'), 'bea')

    expect([figures.spentLast365Days, figures.largestSpentLast365Days, figures.customersCount]).toEqual([300, 500, 1])
    expect(figures.place('ever', 'bea')).toBeUndefined()
  })

  test('give all who are equal the first place, and nobody behind', () => {
    const { figures, learn } = openShop()
    for (const id of CUSTOMERS) learn(spend(id, id, 500, 0), id)

    for (const ranking of ['ever', 'year', 'recency', 'frequency'] as const) {
      expect(figures.place(ranking, 'bea')).toEqual({ ahead: 0, behind: 0, ranked: 3 })
    }
  })
})
