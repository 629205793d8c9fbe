import { sayFirst } from '../format/say-first.ts'
import { Action } from '../ui/Action.tsx'
import { Panel, Stack } from '../ui/Layout.tsx'
import { LocalLink } from '../ui/LocalLink.tsx'
import { Words } from '../ui/Words.tsx'
import { lineOf } from './document-text.ts'
import type { PlacedFinding } from './use-reading.ts'
import { words } from './words.ts'

type FindingListProps = {
  readonly text: string
  readonly findings: readonly PlacedFinding[]
  readonly onOpen: (from: number) => void
}

/** What is allowed and probably not meant, each with somebody who shows it. */
export const FindingList = ({ text, findings, onOpen }: FindingListProps) => (
  <Panel>
    <Stack gap="close">
      <Stack gap="none">
        <Words look="heading">{words.findings}</Words>
        <Words look="quiet">{words.findingsText}</Words>
      </Stack>
      {findings.map((finding) => (
        <Finding key={`${finding.from}:${finding.message}`} text={text} finding={finding} onOpen={onOpen} />
      ))}
    </Stack>
  </Panel>
)

const Finding = ({
  text,
  finding,
  onOpen,
}: Pick<FindingListProps, 'text' | 'onOpen'> & { readonly finding: PlacedFinding }) => {
  const { from, about, message, example, rules } = finding
  const said = about.length === 0 ? sayFirst(message) : words.said(about, message)
  const line = from === undefined ? '' : words.line(lineOf(text, from))
  return (
    <Stack gap="none">
      <Words>
        {from !== undefined && (
          <Action look="quiet" label={line} fullLabel={`${line}: ${message}`} onAction={() => onOpen(from)} />
        )}
        {` ${said}.`}
      </Words>
      {example.length > 0 && <Words look="quiet">{words.example(example.join(' · '))}</Words>}
      {rules.map(({ id, name }) => (
        <Words key={id} look="quiet">
          <LocalLink to={`/rules/${encodeURIComponent(id)}`}>{words.otherRule(name)}</LocalLink>
        </Words>
      ))}
    </Stack>
  )
}
