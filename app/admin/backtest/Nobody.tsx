import type { ApiBacktestResult } from '../../contracts/backtests.ts'
import { sayDate } from '../format/moments.ts'
import { sayFirst } from '../format/say-first.ts'
import { usePlace } from '../shell/shop.tsx'
import { Stack } from '../ui/Layout.tsx'
import { Words } from '../ui/Words.tsx'
import { KeptBack } from './KeptBack.tsx'
import { whoIs } from './People.tsx'
import { words } from './words.ts'

/** Why nobody would have got it, as near as can be said. */
export const Nobody = ({ result }: { readonly result: ApiBacktestResult }) => (
  <Stack gap="tight">
    <Words look="lead" strong>
      {words.nobody.title}
    </Words>
    <Why result={result} />
  </Stack>
)

const Why = ({ result: { history, asked, withheld, nearest } }: { readonly result: ApiBacktestResult }) => {
  if (history.from === null) return <Words>{words.nobody.noOrders}</Words>
  const matched = withheld.reduce((sum, { times }) => sum + times, 0)
  if (matched > 0)
    return (
      <>
        <Words>{words.nobody.matched(matched)}</Words>
        <KeptBack withheld={withheld} />
      </>
    )
  if (asked === 0 || nearest === null) return <Words>{words.nobody.neverAsked}</Words>
  return <Nearest nearest={nearest} />
}

const Nearest = ({ nearest }: { readonly nearest: NonNullable<ApiBacktestResult['nearest']> }) => {
  const place = usePlace()
  const order = nearest.orderName === null ? '' : ` (${words.order(nearest.orderName)})`
  return (
    <>
      <Words>{words.nobody.nearest(`${whoIs(nearest.customer)}${order}`, sayDate(nearest.at, place))}</Words>
      {!nearest.each && <Words>{words.nobody.oneOf}</Words>}
      {nearest.needs.map((need) => (
        <Words key={need}>{`${sayFirst(need)}.`}</Words>
      ))}
    </>
  )
}
