import type { ApiBacktestResult } from '../../contracts/backtests.ts'
import { parseMoney, printMoney } from '../../rules/money.ts'
import { sayNumber } from '../format/counts.ts'
import { sayMonth } from '../format/moments.ts'
import { usePlace, useSayMoney, useShop } from '../shell/shop.tsx'
import { Table } from '../ui/Table.tsx'
import { byYear, MOST_MONTHS } from './by-year.ts'
import { words } from './words.ts'

/** By month, or by year where that would be a long list. */
export const Months = ({ byMonth }: Pick<ApiBacktestResult, 'byMonth'>) => {
  const place = usePlace()
  const sayMoney = useSayMoney()
  const { currency } = useShop()
  const isLong = byMonth.length > MOST_MONTHS
  const sum = (amounts: readonly string[]) =>
    printMoney(
      amounts.reduce((total, amount) => total + (parseMoney(amount, currency) ?? 0), 0),
      currency,
    )
  const rows = isLong ? byYear(byMonth, sum) : byMonth
  return (
    <Table
      caption={isLong ? words.years : words.months}
      columns={[isLong ? words.year : words.month, words.gaveShort, words.keptShort, words.costShort]}
      rows={rows.map(({ month, granted, withheld, atMost }) => [
        isLong ? month : sayMonth(`${month}-15`, place),
        sayNumber(granted),
        sayNumber(withheld),
        sayMoney(atMost),
      ])}
    />
  )
}
