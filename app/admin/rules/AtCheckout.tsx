import type { ApiRule } from '../../contracts/api.ts'
import type { ApiCheckout } from '../../contracts/checkout.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { When } from '../shell/When.tsx'
import { Panel, Stack } from '../ui/Layout.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Words } from '../ui/Words.tsx'
import { words } from './checkout-words.ts'
import { useCheckout } from './queries.ts'

/** Which way a rule for the checkout goes there, and how far it is. */
export const AtCheckout = ({ rule }: { readonly rule: ApiRule }) => {
  const { data, error } = useCheckout()
  return (
    <Panel>
      <Stack gap="tight">
        <Words look="heading">{words.title}</Words>
        {data !== undefined ? (
          <Standing rule={rule} checkout={data} />
        ) : (
          <Words look="quiet">{error === null ? words.loading : `${words.failed}: ${messageOfFailure(error)}`}</Words>
        )}
      </Stack>
    </Panel>
  )
}

const Standing = ({ rule, checkout }: { readonly rule: ApiRule; readonly checkout: ApiCheckout }) => {
  const { way, wayProblem, problem, customers, cost } = checkout
  return (
    <>
      {rule.state === 'live' && <Published rule={rule} checkout={checkout} />}
      {problem !== null && way === 'function' && <Words look="warning">{words.problem(problem)}</Words>}
      <Words look="quiet">{words.ways[way]}</Words>
      {way === 'native' && <Words look="quiet">{`${wayProblem}. ${words.lost}`}</Words>}
      {customers.told + customers.waiting === 0 ? (
        <Words look="quiet">{words.before(customers.all, cost.secondsForAll, cost.pointsPerSecond)}</Words>
      ) : (
        <Telling checkout={checkout} />
      )}
    </>
  )
}

const Published = ({ rule, checkout: { published, left, mostBytes } }: Parameters<typeof Standing>[0]) => {
  const reason = left.find(({ ruleId }) => ruleId === rule.id)
  if (reason !== undefined) return <Words look="warning">{reason.says}</Words>
  const own = published?.rules.find(({ ruleId }) => ruleId === rule.id)
  if (published === null || own === undefined) return <Words>{words.waits}</Words>
  return (
    <>
      <Words>
        {`${words.published} `}
        <When iso={published.at} />
      </Words>
      {own.bytes > 0 && <Words look="quiet">{words.size(own.bytes, published.bytes, mostBytes)}</Words>}
    </>
  )
}

const Telling = ({ checkout: { customers, cost } }: { readonly checkout: ApiCheckout }) => {
  const { told, waiting, troubled, problem } = customers
  return (
    <>
      <Words look="quiet">{waiting > 0 ? words.telling(waiting, cost.secondsLeft) : words.toldAll(told)}</Words>
      {waiting > 0 && <Progress label={words.progress} done={told} of={told + waiting} />}
      {troubled > 0 && problem !== null && <Words look="warning">{words.troubled(troubled, problem)}</Words>}
    </>
  )
}
