import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ApiRule } from '../../contracts/api.ts'
import { type ApiComparison, comparison } from '../../contracts/comparisons.ts'
import { api } from '../api.ts'
import { useBacktest, useLatestBacktest } from '../backtest/queries.ts'
import { sayNumber } from '../format/counts.ts'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { Foldable } from '../ui/Foldable.tsx'
import { Panel, Stack } from '../ui/Layout.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Table } from '../ui/Table.tsx'
import { Words } from '../ui/Words.tsx'
import { comparisonWords as words } from './comparison-words.ts'

/** It changes by the day, and it is much to count. */
const FRESH_MS = 300_000

/** What leaving some customers out has shown, or whether it can show anything; nothing of a rule that leaves out nobody. */
export const Comparison = ({ rule }: { readonly rule: ApiRule }) => {
  const latest = useLatestBacktest(rule.id)
  const tried = useBacktest(latest.data?.backtest?.id)
  const query = useQuery({
    // A try on past orders that has ended says how long a comparison would take.
    queryKey: ['comparison', rule.id, rule.version, tried.data?.endedAt],
    queryFn: ({ signal }) => api.get(`/api/rules/${encodeURIComponent(rule.id)}/comparison`, comparison, signal),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  })
  const { data } = query
  if (data) return leavesSomeOut(rule.document) || data.isBegun ? <Compared found={data} /> : null
  if (!leavesSomeOut(rule.document)) return null
  return query.isError ? <LoadFailed title={words.failed} query={query} /> : <Loading label={words.loading} rows={1} />
}

const Compared = ({ found: { says, explains, method, isBegun, windows } }: { readonly found: ApiComparison }) => (
  <Panel>
    <Stack gap="close">
      <Words look="heading">{words.title}</Words>
      <Words look="lead" strong>
        {says}
      </Words>
      {explains.map((line) => (
        <Words key={line}>{line}</Words>
      ))}
      {windows
        .filter(({ found }) => found !== null)
        .map((window) => (
          <Stack key={window.days} gap="tight">
            <Words look="subheading">{words.within(window.days)}</Words>
            {window.says.map((line) => (
              <Words key={line}>{line}</Words>
            ))}
          </Stack>
        ))}
      {isBegun && <Waiting windows={windows.filter(({ found }) => found === null)} />}
      <Foldable quiet label={words.how}>
        <Words look="quiet">{method}</Words>
      </Foldable>
    </Stack>
  </Panel>
)

/** How far it is where it is not known yet. */
const Waiting = ({ windows }: Pick<ApiComparison, 'windows'>) =>
  windows.length > 0 && (
    <Table
      caption={words.watched}
      columns={[words.time, words.given, words.leftOut, words.weeks]}
      rows={windows.map(({ days, given, leftOut, needed, weeksLeft }) => [
        words.days(days),
        words.of(sayNumber(given.watched), needed && sayNumber(needed.given)),
        words.of(sayNumber(leftOut.watched), needed && sayNumber(needed.leftOut)),
        weeksLeft === null ? words.untold : sayNumber(Math.max(1, Math.ceil(weeksLeft))),
      ])}
    />
  )

const leavesSomeOut = (document: unknown): boolean => {
  const { limits } = document as { readonly limits?: { readonly holdOutPercent?: number } }
  return (limits?.holdOutPercent ?? 0) > 0
}
