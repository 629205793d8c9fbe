import { useSearchParams } from 'react-router'
import type { ApiRule } from '../../contracts/api.ts'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { Stale } from '../shell/Stale.tsx'
import { useGo } from '../shell/use-go.ts'
import { When } from '../shell/When.tsx'
import { Panel, Row, Stack } from '../ui/Layout.tsx'
import { LinkList } from '../ui/LinkList.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Nothing } from '../ui/Nothing.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import { Views } from '../ui/Views.tsx'
import { Words } from '../ui/Words.tsx'
import { useRules } from './queries.ts'
import { StateMark } from './StateMark.tsx'
import { words } from './words.ts'

export default function RulesPage() {
  const query = useRules()
  const rules = query.data?.rules
  const isFirst = rules?.length === 0
  return (
    <PageFrame title={words.title} {...(!isFirst && { primary: { label: words.newRule, to: '/rules/new' } })}>
      {rules ? (
        <Stack>
          <Stale query={query} />
          {isFirst ? (
            <Panel flush>
              <FirstTime />
            </Panel>
          ) : (
            <Sorted rules={rules} />
          )}
        </Stack>
      ) : query.isError ? (
        <LoadFailed title={words.failed} query={query} />
      ) : (
        <Loading label={words.loading} />
      )}
    </PageFrame>
  )
}

const VIEWS = ['used', 'archived'] as const

/** The archive is there for whoever asks for it; without one there is nothing to choose. */
const Sorted = ({ rules }: { readonly rules: readonly ApiRule[] }) => {
  const [search] = useSearchParams()
  const go = useGo()
  const view = search.get('view') === 'archived' ? 'archived' : 'used'
  const of = (asked: (typeof VIEWS)[number]) =>
    rules.filter(({ state }) => (state === 'archived') === (asked === 'archived'))
  if (view === 'used' && of('archived').length === 0)
    return (
      <Panel flush>
        <RuleList rules={rules} />
      </Panel>
    )
  return (
    <Views
      views={VIEWS.map((id) => ({ id, label: words.views[id], count: of(id).length }))}
      chosen={view}
      onChoose={(id) => go(id === 'archived' ? '/rules?view=archived' : '/rules')}
    >
      <Panel flush>{of(view).length === 0 ? <NoneHere view={view} /> : <RuleList rules={of(view)} />}</Panel>
    </Views>
  )
}

const NoneHere = ({ view }: { readonly view: (typeof VIEWS)[number] }) => {
  const { title, text } = view === 'archived' ? words.noneArchived : words.noneUsed
  return (
    <Nothing title={title}>
      <Words>{text}</Words>
    </Nothing>
  )
}

const FirstTime = () => (
  <Nothing title={words.first.title} action={{ label: words.first.action, to: '/rules/new', look: 'primary' }}>
    <Stack gap="close">
      <Words>{words.first.text}</Words>
      <Words look="quiet">{words.first.quiet}</Words>
    </Stack>
  </Nothing>
)

const RuleList = ({ rules }: { readonly rules: readonly ApiRule[] }) => (
  <LinkList
    label={words.title}
    items={rules.map((rule) => ({
      id: rule.id,
      to: `/rules/${encodeURIComponent(rule.id)}`,
      content: <RuleLine rule={rule} />,
    }))}
  />
)

const RuleLine = ({ rule }: { readonly rule: ApiRule }) => (
  <Stack gap="tight">
    <Row spread>
      <Words inline strong>
        {rule.name}
      </Words>
      <StateMark rule={rule} />
    </Row>
    <Words>{(rule.running ?? rule).summary}</Words>
    <Words look="quiet">
      {words.gave(rule.granted)}
      {rule.lastGrantedAt && (
        <>
          {`, ${words.last} `}
          <When iso={rule.lastGrantedAt} />
        </>
      )}
      {rule.withheld > 0 && ` · ${words.keptBack(rule.withheld)}`}
      {rule.differsFromLive && ` · ${words.draftWaits(rule.version)}`}
    </Words>
  </Stack>
)
