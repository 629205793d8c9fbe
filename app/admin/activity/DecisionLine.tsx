import type { ApiDecision } from '../../contracts/api.ts'
import type { ApiOfferTaken } from '../../contracts/checkout-uses.ts'
import { OnDay, useNow } from '../shell/When.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Foldable } from '../ui/Foldable.tsx'
import { Stack } from '../ui/Layout.tsx'
import { LocalLink } from '../ui/LocalLink.tsx'
import { Marked } from '../ui/Marked.tsx'
import { Words } from '../ui/Words.tsx'
import { Step } from './Step.tsx'
import { words } from './words.ts'

/** What one rule decided, what was done about it, and, opened, from which facts. */
export const DecisionLine = ({ decision }: { readonly decision: ApiDecision }) => (
  <Stack gap="none">
    {decision.customer && <Words strong>{decision.customer.name ?? words.nameless(decision.customer.id)}</Words>}
    {decision.verdict === 'withheld' && (
      <Marked icon="minus">
        <Words>
          {words.keptBack(decision.reason)}
          <FreeAt decision={decision} />
        </Words>
      </Marked>
    )}
    {decision.offer && <Taken offer={decision.offer} />}
    {decision.effects.map((effect) => (
      <Step key={effect.key} effect={effect} />
    ))}
    <Untold by={decision.codeToldBy} />
    <Marked icon="none">
      <Foldable quiet label={words.from(decision.ruleName)}>
        <Stack gap="tight">
          {decision.drawnAmong !== null && <Words look="quiet">{words.drawn(decision.drawnAmong)}</Words>}
          {decision.facts.length === 0 ? <Words look="quiet">{words.noFacts}</Words> : <Facts facts={decision.facts} />}
          <Words look="quiet">
            <LocalLink to={`/rules/${encodeURIComponent(decision.ruleId)}`}>{words.seeRule}</LocalLink>
          </Words>
        </Stack>
      </Foldable>
    </Marked>
  </Stack>
)

/** What came off at the checkout, and in spite of what. */
const Taken = ({ offer: { order, amount, overrun, cameBack } }: { readonly offer: ApiOfferTaken }) => (
  <Marked icon={cameBack ? 'minus' : 'check'}>
    <Stack gap="tight">
      <Words>{cameBack ? words.cameBack(order, amount) : words.usedAtCheckout(order, amount)}</Words>
      {overrun !== null && <Words look="warning">{words.overrun(overrun)}</Words>}
    </Stack>
  </Marked>
)

/** From when on nothing of that stands in the way any more. */
const FreeAt = ({ decision: { freeAt, waits } }: { readonly decision: ApiDecision }) => {
  const now = useNow()
  if (freeAt === null) return null
  const isOver = Date.parse(freeAt) <= now
  return (
    <Words look="quiet" inline>
      {` · ${waits ? words.waitsUntil : isOver ? words.possibleSince : words.possibleAgain} `}
      <OnDay iso={freeAt} />
    </Words>
  )
}

const Untold = ({ by }: { readonly by: ApiDecision['codeToldBy'] }) => {
  if (by === null || by === 'mail_tool') return null
  return by === 'nobody' ? (
    <Marked icon="minus">
      <Words>{words.untold}</Words>
    </Marked>
  ) : (
    <Marked icon="none">
      <Words look="quiet">{words.toldByTask}</Words>
    </Marked>
  )
}
