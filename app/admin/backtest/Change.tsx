import type { ApiBacktestResult, ApiTally } from '../../contracts/backtests.ts'
import { sayNumber } from '../format/counts.ts'
import { useSayMoney } from '../shell/shop.tsx'
import { Stack } from '../ui/Layout.tsx'
import { Table } from '../ui/Table.tsx'
import { Words } from '../ui/Words.tsx'
import { People } from './People.tsx'
import { words } from './words.ts'

/** What changes against the rule as it is: who gains, who loses, and what both come to. */
export const Change = ({ change }: { readonly change: NonNullable<ApiBacktestResult['change']> }) => {
  const sayMoney = useSayMoney()
  const { isLive, before, after, newly, noLonger } = change
  const row = (name: string, { granted, customers, cost }: ApiTally) =>
    [name, sayNumber(granted), sayNumber(customers), sayMoney(cost.atMost)] as const
  return (
    <Stack gap="close">
      <Table
        caption={words.change(isLive)}
        columns={[words.rule, words.gaveShort, words.customersShort, words.costShort]}
        rows={[row(words.sides.before, before), row(words.sides.after, after)]}
      />
      {newly.customers + noLonger.customers === 0 && <Words>{words.sameCustomers}</Words>}
      {newly.customers > 0 && (
        <People title={words.newly(newly.customers)} people={newly.examples} of={newly.customers} />
      )}
      {noLonger.customers > 0 && (
        <People title={words.noLonger(noLonger.customers)} people={noLonger.examples} of={noLonger.customers} />
      )}
    </Stack>
  )
}
