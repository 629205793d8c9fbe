import { placedOrders } from '../engine/placed-orders.ts'
import { fitBgNbd } from '../models/bg-nbd.ts'
import type { Fit } from '../models/fit.ts'
import { fitGammaGamma } from '../models/gamma-gamma.ts'
import { holdOut } from '../models/holdout.ts'
import { summarise } from '../models/summaries.ts'
import { DAY_MS } from '../rules/types.ts'
import { dayNumberIn } from '../vocabulary/calendar.ts'
import type { Call } from './call.ts'
import { type Command, UsageError } from './command.ts'
import { wrap } from './help.ts'
import { readLedger } from './orders/read-ledger.ts'
import { JSON_OUTPUT, ORDER_OPTIONS } from './shop-options.ts'

/** The models of buying, fitted to a part of the orders and held against the rest. */
export const models: Command = {
  name: 'models',
  summary: 'fit the models that expect further orders and spend, and test them on later orders',
  about: [
    'Fits BG/NBD (who orders again, and how often) and Gamma-Gamma (what an order is worth) to the orders up to and',
    'including a day, then tells how far the forecast is off from the orders after it, beside two forecasts that need no',
    'model: everybody goes on as before, and those who were here lately come again.',
  ].join('\n'),
  options: [
    ...ORDER_OPTIONS.map((option) =>
      option.name === 'refunds' ? { ...option, says: 'checked, but the models look at orders before refunds' } : option,
    ),
    { name: 'calibrate-to', value: 'DAY', required: true, says: 'the last day that the models learn from: 2026-06-30' },
    { name: 'to', value: 'DAY', says: 'the last day to test on (default: that of the last order)' },
    JSON_OUTPUT,
  ],
  examples: ['models --orders orders.jsonl.gz --calibrate-to 2026-06-30'],
  run: async (call, terminal) => {
    const calibratedTo = dayOf(call, 'calibrate-to') ?? ''
    const until = dayOf(call, 'to')
    const { entries, currency, timeZone } = await readLedger(call, terminal)
    const orders = placedOrders(entries, currency)
    const dayNumber = dayNumberIn(timeZone)
    const calibrateToDay = numberOf(calibratedTo)
    const endDay = until === undefined ? lastDay(orders.map(({ at }) => dayNumber(at))) : numberOf(until)
    const isTested = endDay > calibrateToDay
    if (!isTested) terminal.err(`No order comes after ${calibratedTo}, so there is nothing to test the models on.\n`)

    const customers = summarise(orders, calibrateToDay, dayNumber)
    const bgNbd = fitBgNbd(customers)
    const gammaGamma = fitGammaGamma(customers)
    const holdout = holdOut(orders, customers, bgNbd, { calibrateToDay, endDay, dayOf: dayNumber })
    if (call.has('json')) {
      const { weeks, meanAbsoluteError, auc } = holdout
      const found = {
        customers: customers.length,
        calibratedTo,
        timeUnit: 'week',
        bgNbd: flat(['r', 'alpha', 'a', 'b'], bgNbd),
        gammaGamma: flat(['p', 'q', 'gamma'], gammaGamma),
        holdout: { weeks, meanAbsoluteError, auc },
      }
      terminal.out(`${JSON.stringify(found)}\n`)
      return 0
    }
    const repeating = customers.filter(({ x }) => x > 0).length
    terminal.out(
      [
        `${customers.length} customers ordered up to ${calibratedTo}, ${repeating} of them on two days or more.`,
        '',
        ...fitInWords('Orders (BG/NBD, in weeks)', bgNbd),
        ...fitInWords(`Spend an order (Gamma-Gamma, in ${currency})`, gammaGamma),
        ...(isTested
          ? [
              `Tested on the ${holdout.weeks.toFixed(1)} weeks after:`,
              ...wrap(holdout.verdict, 96).map((line) => `  ${line}`),
              '',
            ]
          : []),
      ].join('\n'),
    )
    return 0
  },
}

/** YYYY-MM-DD. */
const dayOf = (call: Call, option: string): string | undefined => {
  const written = call.find(option)
  if (written === undefined) return undefined
  const at = /^\d{4}-\d{2}-\d{2}$/.test(written) ? Date.parse(written) : Number.NaN
  // Date.parse rolls the 30th of February over.
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(written)) return written
  throw new UsageError(`--${option} ${written} is no day; write one such as 2026-06-30`)
}

const numberOf = (day: string): number => Date.parse(day) / DAY_MS

const lastDay = (days: readonly number[]): number =>
  days.reduce((latest, day) => Math.max(latest, day), Number.NEGATIVE_INFINITY)

/** As section by section in the JSON: null for each parameter that was not fitted. */
const flat = <Name extends string>(names: readonly Name[], fit: Fit<Readonly<Record<Name, number>>>) => ({
  ...Object.fromEntries(names.map((name) => [name, fit.parameters?.[name] ?? null])),
  logLikelihood: fit.logLikelihood,
  iterations: fit.iterations,
  status: fit.status,
})

const STATUS = {
  converged: 'converged',
  boundary: 'ran to a boundary: usable, but its parameters mean little',
  too_little_data: 'too little data',
} as const

const fitInWords = <Name extends string>(title: string, fit: Fit<Readonly<Record<Name, number>>>): string[] => [
  `${title}: ${STATUS[fit.status]}`,
  ...(fit.reason === null ? [] : wrap(fit.reason, 96).map((line) => `  ${line}`)),
  ...(fit.parameters === null
    ? []
    : [
        `  ${Object.entries<number>(fit.parameters)
          .map(([name, value]) => `${name} ${significant(value)}`)
          .join(', ')}; log-likelihood ${fit.logLikelihood?.toFixed(1)} after ${fit.iterations} steps`,
      ]),
  '',
]

const significant = (value: number): string => String(Number(value.toPrecision(4)))
