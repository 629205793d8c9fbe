import type { ReactNode } from 'react'
import type { ApiParity, ApiParityOffer } from '../../contracts/parity.ts'
import { sayDate } from '../format/moments.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { Stale } from '../shell/Stale.tsx'
import { usePlace } from '../shell/shop.tsx'
import { useNow, When } from '../shell/When.tsx'
import { Foldable } from '../ui/Foldable.tsx'
import { Panel, Stack } from '../ui/Layout.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Nothing } from '../ui/Nothing.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import { Progress } from '../ui/Progress.tsx'
import { RuledList } from '../ui/RuledList.tsx'
import { SectionTitle } from '../ui/SectionTitle.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { LeftLine } from './LeftLine.tsx'
import { OfferLine } from './OfferLine.tsx'
import { useGap, useLookAgain } from './queries.ts'
import { words } from './words.ts'

type Report = NonNullable<ApiParity['report']>

export default function GapPage() {
  const query = useGap()
  const looking = useLookAgain()
  const toast = useToast()
  const found = query.data
  const isReading = found !== undefined && (found.state === 'reading' || found.state === 'waiting')
  const lookAgain = () =>
    looking.mutate(undefined, {
      onError: (error) => toast({ failed: true, text: `${words.lookFailed}: ${messageOfFailure(error)}` }),
    })
  return (
    <PageFrame
      title={words.title}
      subtitle={words.subtitle}
      {...(found?.report && {
        primary: {
          label: words.lookAgain,
          modest: true,
          busy: looking.isPending,
          disabled: isReading,
          onAction: lookAgain,
        },
      })}
    >
      {found ? (
        <Stack>
          <Stale query={query} />
          <UnderWay found={found} onRetry={lookAgain} />
          {found.report ? <Found report={found.report} /> : found.state === 'waiting' && <FirstTime />}
        </Stack>
      ) : query.isError ? (
        <LoadFailed title={words.failed} query={query} />
      ) : (
        <Loading label={words.loading} />
      )}
    </PageFrame>
  )
}

const FirstTime = () => (
  <Panel flush>
    <Nothing title={words.waiting.title}>
      <Stack gap="close">
        <Words>{words.waiting.text}</Words>
        <Words look="quiet">{words.waiting.quiet}</Words>
      </Stack>
    </Nothing>
  </Panel>
)

/** How far looking is, and why it came to nothing. */
const UnderWay = ({ found, onRetry }: { readonly found: ApiParity; readonly onRetry: () => void }) => {
  const { state, progress, problem, report } = found
  if (state === 'failed')
    return (
      <Notice tone="warning" title={words.notRead.title} actions={[{ label: words.notRead.retry, onAction: onRetry }]}>
        <Words>{`${problem ?? ''} ${report ? words.notRead.kept : words.notRead.none}`.trim()}</Words>
      </Notice>
    )
  if (state === 'reading' && !report)
    return (
      <Panel>
        <Stack gap="close">
          <Words>{words.reading(progress.read, progress.of)}</Words>
          {progress.of !== null && progress.of > 0 && (
            <Progress label={words.progress} done={progress.read} of={progress.of} />
          )}
        </Stack>
      </Panel>
    )
  return report?.isDue ? <Words look="quiet">{words.again}</Words> : null
}

const Found = ({ report }: { readonly report: Report }) => {
  const of = (...is: readonly ApiParityOffer['is'][]) => report.offers.filter((offer) => is.includes(offer.is))
  const rest = of('open', 'over')
  if (report.offers.length + report.left.length === 0)
    return (
      <Panel flush>
        <Nothing title={words.none.title}>
          <Words>{words.none.text}</Words>
        </Nothing>
      </Panel>
    )
  return (
    <Stack>
      <Panel>
        <Stack gap="close">
          <Words look="title">{report.sentence}</Words>
          <Words look="quiet">
            {words.regularsAre(report.regularAbove, report.regulars)} {words.looked} <When iso={report.lookedAt} />.
          </Words>
          <Age report={report} />
          {report.isCut && <Words look="quiet">{words.cut}</Words>}
        </Stack>
      </Panel>
      {report.left.length > 0 && (
        <Section id="left" title={words.sections.left}>
          <RuledList
            label={words.sections.left}
            items={report.left.map((left) => ({ id: left.offerId, content: <LeftLine left={left} /> }))}
          />
        </Section>
      )}
      {(['gap', 'proposed', 'closed', 'not_known'] as const).map((is) => (
        <OfferSection key={is} id={is} title={words.sections[is]} offers={of(is)} report={report} />
      ))}
      {rest.length > 0 && (
        <Foldable quiet label={words.sections.rest(rest.length)}>
          <Panel flush>
            <OfferList label={words.sections.rest(rest.length)} offers={rest} report={report} />
          </Panel>
        </Foldable>
      )}
    </Stack>
  )
}

const OLD_MS = 36 * 60 * 60_000

const Age = ({ report: { lookedAt } }: { readonly report: Report }) => {
  const place = usePlace()
  return useNow() - Date.parse(lookedAt) < OLD_MS ? null : (
    <Words look="warning">{words.old(sayDate(lookedAt, place))}</Words>
  )
}

type OffersProps = { readonly offers: readonly ApiParityOffer[]; readonly report: Report }

const OfferSection = ({ id, title, ...list }: OffersProps & { readonly id: string; readonly title: string }) =>
  list.offers.length === 0 ? null : (
    <Section id={id} title={title}>
      <OfferList label={title} {...list} />
    </Section>
  )

const Section = ({
  id,
  title,
  children,
}: {
  readonly id: string
  readonly title: string
  readonly children: ReactNode
}) => (
  <Panel flush>
    <SectionTitle id={`offers-${id}`}>{title}</SectionTitle>
    {children}
  </Panel>
)

const OfferList = ({ label, offers, report }: OffersProps & { readonly label: string }) => (
  <RuledList
    label={label}
    items={offers.map((offer) => ({ id: offer.id, content: <OfferLine offer={offer} regulars={report.regulars} /> }))}
  />
)
