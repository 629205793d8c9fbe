import { Difference } from '../ui/Difference.tsx'
import { aroundChanges, compareLines } from './line-difference.ts'
import { words } from './words.ts'

type LineDifferenceProps = {
  readonly label: string
  readonly before: { readonly text: string; readonly label: string }
  readonly after: { readonly text: string; readonly label: string }
}

const AROUND = 3

/** Two documents as they are written, one into the other; unchanged lines far from a change are left out. */
export const LineDifference = ({ label, before, after }: LineDifferenceProps) => {
  const marks = {
    both: { look: 'same', mark: ' ', label: '' },
    theirs: { look: 'removed', mark: '−', label: before.label },
    mine: { look: 'added', mark: '+', label: after.label },
  } as const
  return (
    <Difference
      label={label}
      lines={aroundChanges(compareLines(before.text, after.text), AROUND).map((line) =>
        'skipped' in line
          ? { ...marks.both, text: words.conflict.skipped(line.skipped) }
          : { ...marks[line.where], text: line.text },
      )}
    />
  )
}
