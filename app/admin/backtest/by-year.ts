import type { ApiBacktestResult } from '../../contracts/backtests.ts'

type Month = ApiBacktestResult['byMonth'][number]

/** Thirteen, for the last 12 months begin and end inside one. */
export const MOST_MONTHS = 13

/** The same figures with the year where the month stood. */
export const byYear = (months: readonly Month[], sum: (amounts: readonly string[]) => string): Month[] =>
  [...Map.groupBy(months, ({ month }) => month.slice(0, 4))].map(([year, of]) => ({
    month: year,
    granted: of.reduce((total, { granted }) => total + granted, 0),
    withheld: of.reduce((total, { withheld }) => total + withheld, 0),
    atMost: sum(of.map(({ atMost }) => atMost)),
  }))
