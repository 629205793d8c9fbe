import { useSearchParams } from 'react-router'
import type { ApiActivity, ApiDelivery } from '../../contracts/api.ts'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { Stale } from '../shell/Stale.tsx'
import { useGo } from '../shell/use-go.ts'
import { Action } from '../ui/Action.tsx'
import { Padded, Panel, Stack } from '../ui/Layout.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Nothing } from '../ui/Nothing.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import { RuledList } from '../ui/RuledList.tsx'
import { Views } from '../ui/Views.tsx'
import { Words } from '../ui/Words.tsx'
import { DeliveryLine, isUneventful } from './DeliveryLine.tsx'
import { ACTIVITY_VIEWS, useActivity } from './queries.ts'
import { words } from './words.ts'

type Counts = ApiActivity['counts']

export default function ActivityPage() {
  const [search] = useSearchParams()
  const view = ACTIVITY_VIEWS.find((known) => known === search.get('show')) ?? 'all'
  const query = useActivity(view)
  const go = useGo()

  const deliveries = query.data?.pages.flatMap((page) => page.deliveries).filter(hasSomethingToSay)
  const counts = query.data?.pages[0]?.counts
  const empty = words.empty[view]

  return (
    <PageFrame title={words.title} subtitle={words.subtitle}>
      <Views
        views={ACTIVITY_VIEWS.map((id) => ({ id, label: words.views[id], count: counts && countOf(id, counts) }))}
        chosen={view}
        onChoose={(id) => go(id === 'all' ? '/activity' : `/activity?show=${id}`)}
      >
        {deliveries && counts ? (
          <Stack>
            <Stale query={query} />
            <Trouble counts={counts} onSee={view === 'failed' ? undefined : () => go('/activity?show=failed')} />
            <Unclear offers={query.data?.pages[0]?.unclearOffers ?? []} />
            <Words look="quiet">{words.busy(counts.pending, counts.effectsPending) || words.live}</Words>
            <Panel flush>
              {deliveries.length === 0 ? (
                <Nothing
                  title={empty.title}
                  {...(view !== 'all' && { action: { label: words.everything, to: '/activity' } })}
                >
                  <Words>{empty.text}</Words>
                </Nothing>
              ) : (
                <RuledList
                  label={words.list}
                  items={deliveries.map((delivery) => ({
                    id: delivery.id,
                    minor: isUneventful(delivery),
                    content: <DeliveryLine delivery={delivery} />,
                  }))}
                />
              )}
              {query.hasNextPage && (
                <Padded>
                  <Action
                    label={words.earlier}
                    busy={query.isFetchingNextPage}
                    onAction={() => void query.fetchNextPage()}
                  />
                </Padded>
              )}
            </Panel>
          </Stack>
        ) : query.isError ? (
          <LoadFailed title={words.failed} query={query} />
        ) : (
          <Loading label={words.loading} rows={5} />
        )}
      </Views>
    </PageFrame>
  )
}

/** What has only just come in is counted above the list, and comes into it once it has been read. */
const hasSomethingToSay = ({ status, problem }: ApiDelivery) => status !== 'pending' || problem !== null

const countOf = (view: (typeof ACTIVITY_VIEWS)[number], counts: Counts) => {
  if (view === 'failed') return counts.failed + counts.effectsFailed
  return view === 'waiting' ? counts.waiting : undefined
}

const Unclear = ({ offers }: { readonly offers: ApiActivity['unclearOffers'] }) =>
  offers.length > 0 && (
    <Notice>
      <Words>{words.unclear}</Words>
      {offers.map(({ order, title, amount }) => (
        <Words key={`${order} ${title}`}>{words.unclearOffer(order, title, amount)}</Words>
      ))}
    </Notice>
  )

const Trouble = ({ counts, onSee }: { readonly counts: Counts; readonly onSee: (() => void) | undefined }) => (
  <>
    {counts.failed + counts.effectsFailed > 0 && onSee && (
      <Notice tone="warning" actions={[{ label: words.seeFailed, onAction: onSee }]}>
        <Words>{words.trouble(counts.failed, counts.effectsFailed)}</Words>
      </Notice>
    )}
    {counts.disagreements > 0 && <Notice tone="critical">{words.disagreements(counts.disagreements)}</Notice>}
    {counts.differences > 0 && <Notice>{words.differences(counts.differences)}</Notice>}
  </>
)
