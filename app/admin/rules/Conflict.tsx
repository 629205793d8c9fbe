import { Difference } from '../ui/Difference.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Words } from '../ui/Words.tsx'
import { aroundChanges, compareLines } from './line-difference.ts'
import { words } from './words.ts'

type ConflictProps = {
  readonly theirs: string
  readonly mine: string
  readonly onKeepMine: () => void
  readonly onTakeTheirs: () => void
}

const MARKS = {
  both: { look: 'same', mark: ' ', label: '' },
  theirs: { look: 'removed', mark: '−', label: words.conflict.theirs },
  mine: { look: 'added', mark: '+', label: words.conflict.mine },
} as const

const AROUND = 3

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
    <Difference
      label={words.conflict.difference}
      lines={aroundChanges(compareLines(theirs, mine), AROUND).map((line) =>
        'skipped' in line
          ? { ...MARKS.both, text: words.conflict.skipped(line.skipped) }
          : { ...MARKS[line.where], text: line.text },
      )}
    />
  </Notice>
)
