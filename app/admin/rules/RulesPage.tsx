import type { ApiRule } from '../../contracts/api.ts'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { Stale } from '../shell/Stale.tsx'
import { When } from '../shell/When.tsx'
import { Panel, Row, Stack } from '../ui/Layout.tsx'
import { LinkList } from '../ui/LinkList.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Nothing } from '../ui/Nothing.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
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
          <Panel flush>{isFirst ? <FirstTime /> : <RuleList rules={rules} />}</Panel>
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
      <StateMark state={rule.state} />
    </Row>
    <Words>{rule.summary}</Words>
    <Words look="quiet">
      {words.gave(rule.granted)}
      {rule.lastGrantedAt && (
        <>
          {`, ${words.last} `}
          <When iso={rule.lastGrantedAt} />
        </>
      )}
      {rule.withheld > 0 && ` · ${words.keptBack(rule.withheld)}`}
    </Words>
  </Stack>
)
