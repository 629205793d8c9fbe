import type { ApiDelivery } from '../../contracts/api.ts'
import { When } from '../shell/When.tsx'
import { FoldingLine } from '../ui/Foldable.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Marked } from '../ui/Marked.tsx'
import { Words } from '../ui/Words.tsx'
import { DecisionLine } from './DecisionLine.tsx'
import { useRetryDelivery } from './queries.ts'
import { RetryAction } from './RetryAction.tsx'
import { Step } from './Step.tsx'
import { words } from './words.ts'

const TONES = { failed: 'bad', parked: 'attention', waiting: 'attention' } as const

/** Learned or to be learned, and nothing more to say about it. */
export const isUneventful = ({ status, decisions, effects }: ApiDelivery): boolean =>
  (status === 'processed' || status === 'pending') && decisions.length + effects.length === 0

/** One message from Shopify and all that followed from it. */
export const DeliveryLine = ({ delivery }: { readonly delivery: ApiDelivery }) => (
  <Stack gap="close">
    <FoldingLine line={<Heading delivery={delivery} />} end={<Time delivery={delivery} />}>
      <Details delivery={delivery} />
    </FoldingLine>
    <Outcome delivery={delivery} />
    {delivery.differences.length > 0 && (
      <Stack gap="tight">
        {delivery.differences.map(({ ruleId, ruleName, about, at, was, wouldBe }) => (
          <Marked key={`${ruleId} ${about} ${at}`} icon="minus">
            <Words>{words.wouldHave(ruleName, about, was, wouldBe)}</Words>
          </Marked>
        ))}
        <Marked icon="none">
          <Words look="quiet">{words.notTakenBack}</Words>
        </Marked>
      </Stack>
    )}
    {delivery.decisions.length + delivery.effects.length > 0 && (
      <Stack gap="tight">
        {delivery.decisions.map((decision) => (
          <DecisionLine key={`${decision.ruleId}:${decision.at}:${decision.customer?.id}`} decision={decision} />
        ))}
        {delivery.moreDecisions > 0 && <Words look="quiet">{words.more(delivery.moreDecisions)}</Words>}
        {delivery.effects.map((effect) => (
          <Step key={effect.key} effect={effect} />
        ))}
      </Stack>
    )}
  </Stack>
)

/** Whom it is about, then what happened. */
const Heading = ({ delivery }: { readonly delivery: ApiDelivery }) => {
  const { status, summary, customer, late } = delivery
  const look = isUneventful(delivery) ? 'quiet' : 'plain'
  const isTrouble = status !== 'pending' && status !== 'processed'
  return (
    <Row baseline>
      {customer?.name && (
        <Words inline look={look} strong={look === 'plain'}>
          {customer.name}
        </Words>
      )}
      <Words inline look={look} strong={look === 'plain' && !customer?.name}>
        {summary}
      </Words>
      {isTrouble && <Mark label={words.statuses[status]} tone={TONES[status]} />}
      {late && <Mark label={words.late} tone="attention" />}
    </Row>
  )
}

const Time = ({ delivery: { status, at, storedAt } }: { readonly delivery: ApiDelivery }) => (
  <Words look="quiet" inline>
    {status === 'pending' ? words.statuses.pending : <When iso={at ?? storedAt} />}
  </Words>
)

const Details = ({ delivery: { status, topic, at, storedAt, decisions } }: { readonly delivery: ApiDelivery }) => (
  <Stack gap="none">
    {status === 'processed' && decisions.length === 0 && <Words look="quiet">{words.noDecision}</Words>}
    <Words look="quiet">{`${words.topic}: ${topic}`}</Words>
    {at !== null && (
      <Words look="quiet">
        {`${words.happened} `}
        <When iso={at} />
      </Words>
    )}
    <Words look="quiet">
      {`${words.arrived} `}
      <When iso={storedAt} />
    </Words>
  </Stack>
)

/** What became of the message itself, where no rule has the word. */
const Outcome = ({ delivery: { id, status, problem, summary } }: { readonly delivery: ApiDelivery }) => {
  const retrying = useRetryDelivery()
  switch (status) {
    case 'failed':
    case 'parked':
      return (
        <Stack gap="close">
          {problem !== null && <Words look="warning">{problem}</Words>}
          {status === 'parked' && <Words look="quiet">{words.parkedText}</Words>}
          <RetryAction what={summary} id={id} retrying={retrying} />
        </Stack>
      )
    case 'waiting':
      return <Words look="quiet">{problem ?? words.waitingText}</Words>
    case 'processed':
    case 'pending':
      return null
    default:
      return status satisfies never
  }
}
