import { useState } from 'react'
import type { ApiBacktest } from '../../contracts/backtests.ts'
import { isSameDocument } from '../../rules/same-document.ts'
import { DAY_MS } from '../../rules/types.ts'
import type { Reading } from '../rules/use-reading.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { Action } from '../ui/Action.tsx'
import { Choice } from '../ui/Choice.tsx'
import { FocusKept } from '../ui/FocusKept.tsx'
import { Panel, Row, Stack } from '../ui/Layout.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { Outcome } from './Outcome.tsx'
import { isUnderWay, useBacktest, useCancelBacktest, useLatestBacktest, useStartBacktest } from './queries.ts'
import { UnderWay } from './UnderWay.tsx'
import { SPANS, type Span, words } from './words.ts'

type TryPanelProps = {
  /** The saved rule that the document is, or is a draft of. */
  readonly ruleId?: string
  /** As it stands in the editor. */
  readonly reading: Reading
}

const SPAN_DAYS: Readonly<Record<Span, number | undefined>> = { year: 365, quarter: 91, all: undefined }

/** What the rule as it stands would have done: asked for, watched, called off, told. */
export const TryPanel = ({ ruleId, reading }: TryPanelProps) => {
  const document = reading.read.valid && reading.savable ? reading.read.value : undefined
  const latest = useLatestBacktest(ruleId)
  const [startedId, setStartedId] = useState<string>()
  const query = useBacktest(startedId ?? latest.data?.backtest?.id)
  const starting = useStartBacktest()
  const cancelling = useCancelBacktest()
  const [span, setSpan] = useState<Span>('year')
  const toast = useToast()
  const held = query.data
  const busy = isUnderWay(held)

  const start = () => {
    const days = SPAN_DAYS[span]
    const from = days === undefined ? {} : { from: new Date(Date.now() - days * DAY_MS).toISOString() }
    starting.mutate(
      { document, ...(ruleId !== undefined && { ruleId }), ...from },
      {
        onSuccess: ({ id }) => setStartedId(id),
        onError: (error) => toast({ failed: true, text: `${words.notStarted}: ${messageOfFailure(error)}` }),
      },
    )
  }
  const cancel = (id: string) =>
    cancelling.mutate(id, {
      // It may have ended a moment before.
      onError: (error) => {
        toast({ failed: true, text: `${words.notCancelled}: ${messageOfFailure(error)}` })
        void query.refetch()
      },
    })

  return (
    <Panel>
      <FocusKept during={busy}>
        <Stack gap="close">
          <Words look="heading">{words.title}</Words>
          <Words>{words.intro}</Words>
          <Row>
            <Choice
              label={words.span}
              options={SPANS.map((id) => ({ id, label: words.spans[id] }))}
              chosen={span}
              onChoose={setSpan}
            />
            <Action
              label={held === undefined ? words.start : words.again}
              busy={starting.isPending}
              disabled={busy || document === undefined}
              onAction={start}
            />
          </Row>
          {reading.problems.length > 0 && <Words look="quiet">{words.notYet}</Words>}
          {query.isError && <Words look="warning">{`${words.unread}: ${messageOfFailure(query.error)}`}</Words>}
          {held && busy && <UnderWay held={held} cancelling={cancelling.isPending} onCancel={() => cancel(held.id)} />}
          {held && !busy && <Ended held={held} document={document} />}
          <div aria-live="polite" className="visually-hidden">
            {startedId !== undefined && held && sayAloud(held)}
          </div>
        </Stack>
      </FocusKept>
    </Panel>
  )
}

const HEARD_EVERY = 25

/** For those who hear it: how far it is, at every quarter, and how it ended. */
const sayAloud = ({ state, progress: { read, of }, result }: ApiBacktest): string => {
  if (state === 'cancelled') return words.cancelled
  if (state === 'failed') return words.failed
  if (result !== null) return result.granted === 0 ? words.nobody.title : words.gave(result.granted, result.customers)
  if (of === null || of === 0) return words.waiting
  return words.heard(Math.floor((100 * read) / of / HEARD_EVERY) * HEARD_EVERY)
}

const Ended = ({ held, document }: { readonly held: ApiBacktest; readonly document: unknown }) => {
  if (held.state === 'cancelled') return <Words>{words.cancelled}</Words>
  if (held.result === null) return <Words look="warning">{`${words.failed}. ${held.problem ?? ''}`}</Words>
  return (
    <Stack gap="close">
      {document !== undefined && !isSameDocument(held.document, document) && (
        <Words look="quiet">{words.outdated}</Words>
      )}
      <Outcome result={held.result} askedFrom={held.from} />
    </Stack>
  )
}
