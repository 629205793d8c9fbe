import { Notice } from '../ui/Notice.tsx'
import { Words } from '../ui/Words.tsx'
import { LineDifference } from './LineDifference.tsx'
import { words } from './words.ts'

type ConflictProps = {
  readonly theirs: string
  readonly mine: string
  readonly onKeepMine: () => void
  readonly onTakeTheirs: () => void
}

/** Two people edited the same rule: shows both, and lets this one decide. */
export const Conflict = ({ theirs, mine, onKeepMine, onTakeTheirs }: ConflictProps) => (
  <Notice
    tone="warning"
    title={words.conflict.title}
    actions={[
      { label: words.conflict.keepMine, onAction: onKeepMine },
      { label: words.conflict.takeTheirs, onAction: onTakeTheirs },
    ]}
  >
    <Words>{words.conflict.text}</Words>
    <LineDifference
      label={words.conflict.difference}
      before={{ text: theirs, label: words.conflict.theirs }}
      after={{ text: mine, label: words.conflict.mine }}
    />
  </Notice>
)
