import { sayFirst } from '../format/say-first.ts'
import { Action } from '../ui/Action.tsx'
import { Panel, Stack } from '../ui/Layout.tsx'
import { Words } from '../ui/Words.tsx'
import { lineOf } from './document-text.ts'
import type { PlacedProblem } from './use-reading.ts'
import { words } from './words.ts'

type ProblemListProps = {
  readonly text: string
  readonly problems: readonly PlacedProblem[]
  readonly onOpen: (problem: PlacedProblem) => void
}

/** Every problem at once; each leads to its place. */
export const ProblemList = ({ text, problems, onOpen }: ProblemListProps) => (
  <Panel>
    <Stack gap="close">
      <Words look="heading">{words.problems(problems.length)}</Words>
      {problems.map((problem) => {
        const line = words.line(lineOf(text, problem.from))
        return (
          <Stack key={`${problem.from}:${problem.message}`} gap="none">
            <Words>
              <Action
                look="quiet"
                label={line}
                fullLabel={`${line}: ${problem.message}`}
                onAction={() => onOpen(problem)}
              />
              {` ${sayFirst(problem.message)}`}
            </Words>
            {problem.found !== undefined && <Words look="quiet">{words.found(problem.found)}</Words>}
            {problem.expected !== undefined && <Words look="quiet">{words.expected(problem.expected)}</Words>}
          </Stack>
        )
      })}
    </Stack>
  </Panel>
)
