import { useState } from 'react'
import type { ApiRule } from '../../contracts/api.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { Stack } from '../ui/Layout.tsx'
import { TextBox } from '../ui/TextBox.tsx'
import { Words } from '../ui/Words.tsx'
import { Changes } from './Changes.tsx'
import type { RunStep } from './run-steps.ts'
import { words } from './run-words.ts'

type RunQuestionProps = {
  readonly rule: ApiRule
  readonly step: RunStep
  readonly busy: boolean
  readonly onYes: (share: number) => void
  readonly onNo: () => void
}

/** Says what will follow before a rule runs, or runs otherwise than until now. */
export const RunQuestion = ({ rule, step, busy, onYes, onNo }: RunQuestionProps) => {
  const [written, setWritten] = useState(String(rule.share || 100))
  const share = readShare(written)
  const asksShare = step.kind === 'live' || step.kind === 'share'
  const { title, text, past, yes } = saying(step, rule, share ?? rule.share)
  return (
    <Confirm
      title={title}
      yes={yes}
      no={words.cancel}
      busy={busy}
      disabled={asksShare && share === undefined}
      onYes={() => onYes(share ?? rule.share)}
      onNo={onNo}
    >
      <Stack>
        <Words>{text}</Words>
        <Words look="lead">{'summary' in step ? step.summary : (rule.running ?? rule).summary}</Words>
        {step.kind === 'place' && (
          <Stack gap="tight">
            <Words look="subheading">{words.place.changes}</Words>
            <Changes changes={step.changes} />
          </Stack>
        )}
        {asksShare && (
          <TextBox
            label={words.share.label}
            help={words.share.help}
            value={written}
            onChange={setWritten}
            problem={share === undefined ? words.share.problem : undefined}
          />
        )}
        <Words>{past}</Words>
      </Stack>
    </Confirm>
  )
}

const readShare = (written: string): number | undefined => {
  const share = /^\d{1,3}$/.test(written.trim()) ? Number(written) : 0
  return share >= 1 && share <= 100 ? share : undefined
}

type Saying = Readonly<Record<'title' | 'text' | 'past' | 'yes', string>>

const saying = (step: RunStep, { state, runs, version, share: was }: ApiRule, share: number): Saying => {
  switch (step.kind) {
    case 'live':
      return { ...words.live, text: words.live.text(share) }
    case 'share':
      return { ...words.shareChange, text: words.shareChange.text(was, share) }
    case 'shadow':
      return { ...words.shadow, past: state === 'live' ? words.shadow.pastOfLive : words.shadow.past }
    case 'place': {
      const { title, live, shadow, past, putLive, watch } = words.place
      const isLive = state === 'live'
      return {
        title: title(step.version, runs ?? version),
        text: isLive ? live : shadow,
        past: past(runs ?? version),
        yes: isLive ? putLive(step.version) : watch(step.version),
      }
    }
    case 'restore': {
      const { title, live, shadow, rest, past, yes } = words.restore
      const text = state === 'live' ? live : state === 'shadow' ? shadow : rest
      return { title: title(step.version), text, past: past(version + 1), yes }
    }
    default:
      return words[step.kind]
  }
}
