import type { ApiBacktestResult } from '../../contracts/backtests.ts'
import { sayDate } from '../format/moments.ts'
import { usePlace, useSayMoney } from '../shell/shop.tsx'
import { Foldable } from '../ui/Foldable.tsx'
import { Stack } from '../ui/Layout.tsx'
import { Words } from '../ui/Words.tsx'
import { Change } from './Change.tsx'
import { KeptBack } from './KeptBack.tsx'
import { Months } from './Months.tsx'
import { Nobody } from './Nobody.tsx'
import { People } from './People.tsx'
import { words } from './words.ts'

type OutcomeProps = {
  readonly result: ApiBacktestResult
  /** From when on decisions were asked for; null for all. */
  readonly askedFrom: string | null
}

/** What would have happened, people first. */
export const Outcome = ({ result, askedFrom }: OutcomeProps) => (
  <Stack>
    {result.granted === 0 ? <Nobody result={result} /> : <Given result={result} />}
    {result.change && <Change change={result.change} />}
    {result.granted > 0 && <Details result={result} />}
    <Stack gap="tight">
      {result.cannotKnow !== null && <Words look="quiet">{result.cannotKnow}</Words>}
      <Reach history={result.history} askedFrom={askedFrom} />
      <Foldable quiet label={words.how}>
        <Words look="quiet">{words.howText}</Words>
      </Foldable>
    </Stack>
  </Stack>
)

const Given = ({ result }: { readonly result: ApiBacktestResult }) => {
  const sayMoney = useSayMoney()
  const { granted, customers, cost, withheld } = result
  return (
    <Stack gap="tight">
      <Words look="lead" strong>
        {words.gave(granted, customers)}
      </Words>
      <Words>{words.cost(sayMoney(cost.atMost), cost)}</Words>
      <KeptBack withheld={withheld} />
    </Stack>
  )
}

const Details = ({ result: { lately, byMonth, overlap } }: { readonly result: ApiBacktestResult }) => (
  <>
    {lately.length > 0 && <People title={words.lately} people={lately} />}
    <Months byMonth={byMonth} />
    {overlap.length > 0 && (
      <Stack gap="tight">
        <Words look="subheading">{words.overlap}</Words>
        {overlap.map(({ ruleId, rule, orders, customers: shared }) => (
          <Words key={ruleId}>{words.both(rule, orders, shared)}</Words>
        ))}
      </Stack>
    )}
  </>
)

type ReachProps = Pick<ApiBacktestResult, 'history'> & Pick<OutcomeProps, 'askedFrom'>

const Reach = ({ history: { from, to, whole }, askedFrom }: ReachProps) => {
  const place = usePlace()
  if (from === null || to === null) return null
  const isLate = askedFrom !== null && Date.parse(from) > Date.parse(askedFrom)
  return (
    <>
      <Words look="quiet">{words.reach(sayDate(from, place), sayDate(to, place))}</Words>
      {isLate && <Words look="quiet">{words.reachStartsLate(sayDate(from, place))}</Words>}
      {!whole && <Words look="quiet">{words.reachCut}</Words>}
    </>
  )
}
