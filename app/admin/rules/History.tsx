import { useState } from 'react'
import type { ApiRule, ApiRuleHistory } from '../../contracts/api.ts'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { When } from '../shell/When.tsx'
import { Action } from '../ui/Action.tsx'
import { Foldable, FoldingLine } from '../ui/Foldable.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { Loading } from '../ui/Loading.tsx'
import { RuledList } from '../ui/RuledList.tsx'
import { Words } from '../ui/Words.tsx'
import { Changes } from './Changes.tsx'
import { LineDifference } from './LineDifference.tsx'
import { useRuleHistory } from './queries.ts'
import type { RunStep } from './run-steps.ts'
import { words } from './run-words.ts'
import { writeDocument } from './write-document.ts'

type Version = ApiRuleHistory['versions'][number]
type Change = ApiRuleHistory['changes'][number]

type HistoryProps = { readonly rule: ApiRule; readonly onAsk: (step: RunStep) => void }

/** What became of the rule until now, and the ways back. */
export const History = ({ rule, onAsk }: HistoryProps) => {
  const [isOpened, setOpened] = useState(false)
  const query = useRuleHistory(rule.id, isOpened)
  return (
    <Foldable label={words.history.title} onOpen={() => setOpened(true)}>
      {query.data ? (
        <RuledList label={words.history.label} items={itemsOf(query.data, rule, onAsk)} />
      ) : query.isError ? (
        <LoadFailed title={words.history.failed} query={query} />
      ) : (
        <Loading label={words.history.loading} rows={1} />
      )}
    </Foldable>
  )
}

/** Versions, and what was done with them, in the order of time. */
const itemsOf = ({ versions, changes }: ApiRuleHistory, rule: ApiRule, onAsk: HistoryProps['onAsk']) =>
  [
    ...versions.map((version, place) => ({
      id: `version ${version.version}`,
      at: version.at,
      content: <VersionLine version={version} before={versions[place + 1]} rule={rule} onAsk={onAsk} />,
    })),
    ...changes
      .filter(({ what }) => what === 'state')
      .map((change) => ({ id: change.at, at: change.at, minor: true, content: <ChangeLine change={change} /> })),
  ].sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))

const ChangeLine = ({ change: { state, share, version, by, at } }: { readonly change: Change }) => (
  <Words look="quiet">
    {`${words.history.became(state, share, version)} · ${words.history.by(by)} · `}
    <When iso={at} />
  </Words>
)

type VersionLineProps = HistoryProps & { readonly version: Version; readonly before: Version | undefined }

const VersionLine = ({ version: shown, before, rule, onAsk }: VersionLineProps) => {
  const { version, summary, differences, sameAs, by, at } = shown
  const runsNow = version === rule.runs && (rule.state === 'live' || rule.state === 'shadow')
  const details = [
    ...(runsNow ? [rule.state === 'live' ? words.history.runs.live : words.history.runs.shadow] : []),
    ...(sameAs === null ? [] : [words.history.sameAs(sameAs)]),
    ...(by === null ? [] : [words.history.by(by)]),
  ]
  return (
    <FoldingLine
      line={
        <>
          <Words inline strong>
            {words.history.version(version)}
          </Words>
          {details.map((detail) => ` · ${detail}`)}
        </>
      }
      end={
        <Words inline look="quiet">
          <When iso={at} />
        </Words>
      }
    >
      <Stack gap="close">
        {before ? <Changes changes={differences} /> : <Words>{words.history.first}</Words>}
        {before && (
          <Foldable quiet label={words.difference.byLines}>
            <LineDifference
              label={words.difference.label}
              before={{ text: writeDocument(before.document), label: words.difference.before }}
              after={{ text: writeDocument(shown.document), label: words.difference.after }}
            />
          </Foldable>
        )}
        {version !== rule.version && (
          <Row>
            <Action
              label={wayBack(rule)}
              fullLabel={`${wayBack(rule)}: ${words.history.version(version)}`}
              onAction={() => onAsk({ kind: 'restore', version, summary, changes: [] })}
            />
          </Row>
        )}
      </Stack>
    </FoldingLine>
  )
}

const wayBack = ({ state }: ApiRule): string =>
  state === 'live' ? words.history.putLive : state === 'shadow' ? words.history.watch : words.history.goBack
