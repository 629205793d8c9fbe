import { describe, expect, test } from 'vitest'
import { fitBgNbd } from '../../app/models/bg-nbd.ts'
import { fitGammaGamma } from '../../app/models/gamma-gamma.ts'
import { DAY_MS } from '../../app/rules/types.ts'
import { simulate } from '../models/simulate.ts'
import { order, ordersFile } from './order-lines.ts'
import { linesOf, perennial } from './run-perennial.ts'

const LAST = '2026-06-30'

/** A shop as the models think of shops; each with the history that its orders come to: days apart ÷ 7, the first left out. */
const simulatedShop = () => {
  const [bgNbd, gammaGamma] = [
    { r: 0.6, alpha: 5, a: 0.8, b: 2.5 },
    { p: 6, q: 4, gamma: 15 },
  ]
  let orders = 0
  const customers = simulate({ seed: 1, customers: 200, bgNbd, gammaGamma, ages: [10, 60] }).map(
    ({ x, tx, T, meanValue }, index) => {
      const age = Math.round(T * 7)
      const span = Math.min(age, Math.max(Math.round(tx * 7), x))
      const value = Number((meanValue ?? 20).toFixed(2))
      const first = Date.parse(`${LAST}T12:00:00Z`) - age * DAY_MS
      // Spread evenly: of repeat orders the models see how many there are and when the last one came.
      const lines = Array.from({ length: x + 1 }, (_, place) => {
        const at = first + (place === 0 ? 0 : Math.floor((span * place) / x)) * DAY_MS
        return order(String(++orders), `c${index}`, new Date(at).toISOString(), place === 0 ? '999.00' : String(value))
      })
      return { lines, history: { x, tx: span / 7, T: age / 7, meanValue: x > 0 ? value : null } }
    },
  )
  return { customers, lines: customers.flatMap(({ lines }) => lines) }
}

const models = (lines: readonly unknown[], ...words: readonly string[]) =>
  perennial(['models', '--orders', ordersFile(lines), '--calibrate-to', LAST, ...words])

describe('for machines', () => {
  test('one line: parameters, likelihood and how they were found, keys in this order', async () => {
    const { customers, lines } = simulatedShop()

    const ended = await models(lines, '--json')

    expect(ended.exitCode).toBe(0)
    const [found] = linesOf(ended) as [Record<string, Record<string, unknown>>]
    expect(Object.keys(found)).toEqual(['customers', 'calibratedTo', 'timeUnit', 'bgNbd', 'gammaGamma', 'holdout'])
    expect(Object.keys(found.bgNbd ?? {})).toEqual(['r', 'alpha', 'a', 'b', 'logLikelihood', 'iterations', 'status'])
    expect(Object.keys(found.gammaGamma ?? {})).toEqual(['p', 'q', 'gamma', 'logLikelihood', 'iterations', 'status'])
    expect(found).toMatchObject({ customers: 200, calibratedTo: LAST, timeUnit: 'week' })

    const histories = customers.map(({ history }) => history)
    const [bgNbd, gammaGamma] = [fitBgNbd(histories), fitGammaGamma(histories)]
    expect(found.bgNbd).toMatchObject({ status: 'converged', ...closeTo(bgNbd.parameters) })
    expect(found.bgNbd?.logLikelihood).toBeCloseTo(bgNbd.logLikelihood ?? Number.NaN, 6)
    expect(found.gammaGamma).toMatchObject({ status: 'converged', ...closeTo(gammaGamma.parameters) })
  })

  test('the holdout holds every method against the orders after the day', async () => {
    const { lines } = simulatedShop()

    const [found] = linesOf(
      await perennial(['models', '--orders', ordersFile(lines), '--calibrate-to', '2026-04-21', '--json']),
    )

    const measure = { bgNbd: expect.any(Number), pastRate: expect.any(Number), recency: expect.any(Number) }
    expect(found).toMatchObject({ holdout: { weeks: 10, meanAbsoluteError: measure, auc: measure } })
    expect(Object.keys((found as { holdout: object }).holdout)).toEqual(['weeks', 'meanAbsoluteError', 'auc'])
  })

  test('a shop with too little to go on says so, and gives no number', async () => {
    const [found] = linesOf(await models([order('1', 'ada', '2026-01-01T00:00:00Z', '5.00')], '--json'))

    const nothing = { logLikelihood: null, iterations: 0, status: 'too_little_data' }
    expect(found).toMatchObject({
      customers: 1,
      bgNbd: { r: null, alpha: null, a: null, b: null, ...nothing },
      gammaGamma: { p: null, q: null, gamma: null, ...nothing },
    })
  })

  test('a shop of equals runs to a boundary, and stays finite', async () => {
    const lines = Array.from({ length: 30 }, (_, customer) =>
      ['2026-05-01', '2026-05-31', LAST].map((day) =>
        order(`${customer}-${day}`, `c${customer}`, `${day}T10:00:00Z`, '20.00'),
      ),
    ).flat()

    const [found] = linesOf(await models(lines, '--json'))

    const finite = expect.toSatisfy((value: unknown) => Number.isFinite(value))
    expect(found).toMatchObject({
      bgNbd: { status: 'boundary', r: finite, alpha: finite, a: finite, b: finite },
      gammaGamma: { status: 'boundary', p: finite, q: finite, gamma: finite },
    })
  })
})

describe('for people', () => {
  test('what was fitted and how far the forecast was off, in sentences', async () => {
    const { lines } = simulatedShop()
    const words = ['models', '--orders', ordersFile(lines), '--calibrate-to', '2026-04-21']

    const { exitCode, stdout, stderr } = await perennial(words)

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^\d+ customers ordered up to 2026-04-21, \d+ of them on two days or more\.\n/)
    expect(stdout).toContain('Orders (BG/NBD, in weeks): converged\n')
    expect(stdout).toContain('Spend an order (Gamma-Gamma, in GBP): converged\n')
    expect(stdout).toContain('Tested on the 10.0 weeks after:\n')
  })

  test('nothing is tested where no order comes after the day', async () => {
    const { exitCode, stdout, stderr } = await models([order('1', 'ada', `${LAST}T10:00:00Z`, '5.00')])

    expect(exitCode).toBe(0)
    expect(stdout).toContain('too little data\n  0 customers came back; the model of orders needs 20')
    expect(stdout).not.toContain('Tested')
    expect(stderr).toBe(`No order comes after ${LAST}, so there is nothing to test the models on.\n`)
  })
})

/** A file holds whole days, as the histories do; the search may come from another side. */
const closeTo = (parameters: Readonly<Record<string, number>> | null): Record<string, unknown> =>
  Object.fromEntries(Object.entries(parameters ?? {}).map(([name, value]) => [name, expect.closeTo(value, 6)]))
