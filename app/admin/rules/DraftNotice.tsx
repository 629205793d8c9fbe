import { useState } from 'react'
import type { ApiRule } from '../../contracts/api.ts'
import { Action } from '../ui/Action.tsx'
import { Panel, Row, Stack } from '../ui/Layout.tsx'
import { Look } from '../ui/Look.tsx'
import { Words } from '../ui/Words.tsx'
import { Changes } from './Changes.tsx'
import { LineDifference } from './LineDifference.tsx'
import type { RunStep } from './run-steps.ts'
import { words } from './run-words.ts'
import { writeDocument } from './write-document.ts'

type DraftNoticeProps = { readonly rule: ApiRule; readonly busy: boolean; readonly onAsk: (step: RunStep) => void }

const SHOWN = 5

/** A version was saved that does not run: what it would change, and the way to put it in the place of the one that does. */
export const DraftNotice = ({ rule, busy, onAsk }: DraftNoticeProps) => {
  const [isLooking, setLooking] = useState(false)
  const { version, runs, running, summary, differences, state } = rule
  if (runs === null || running === null || !rule.differsFromLive) return null
  const isLive = state === 'live'
  return (
    <>
      <Panel>
        <Stack gap="close">
          <Words look="heading">{words.draft.title(version, runs, isLive)}</Words>
          <Changes changes={differences} most={SHOWN} />
          <Row>
            <Action label={words.draft.see} onAction={() => setLooking(true)} />
            <Action
              label={isLive ? words.place.putLive(version) : words.place.watch(version)}
              busy={busy}
              onAction={() => onAsk({ kind: 'place', version, summary, changes: differences })}
            />
          </Row>
        </Stack>
      </Panel>
      {isLooking && (
        <Look title={words.draft.seeTitle(version, runs)} close={words.draft.close} onClose={() => setLooking(false)}>
          <LineDifference
            label={words.difference.label}
            before={{ text: writeDocument(running.document), label: words.difference.before }}
            after={{ text: writeDocument(rule.document), label: words.difference.after }}
          />
        </Look>
      )}
    </>
  )
}
