import type { ApiTaskDetail, ApiTaskOutcome } from '../../contracts/api.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { Action } from '../ui/Action.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { TextBox } from '../ui/TextBox.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { useCompleteTask, useReopenTask } from './queries.ts'
import { useMyName } from './use-my-name.tsx'
import type { Note } from './use-note.ts'
import { COMPLETE_ID } from './use-task-keys.ts'
import { OUTCOMES, words } from './words.ts'

const NOTE_LENGTH = 2_000

type CompleteTaskProps = {
  readonly task: ApiTaskDetail
  readonly note: Note
  readonly onDone: () => void
  readonly onReopened: () => void
}

/** What can be taken back here is not said to be taken back. */
const outcomesOf = ({ kind, takeBack }: ApiTaskDetail) =>
  OUTCOMES[kind].filter((outcome) => takeBack === null || outcome !== 'taken_back')

/** One press says what came of it and completes the task; a toast takes it back. */
export const CompleteTask = ({ task, note, onDone, onReopened }: CompleteTaskProps) => {
  const completing = useCompleteTask(task.id)
  const reopening = useReopenTask(task.id)
  const name = useMyName()
  const toast = useToast()
  const pressed = completing.isPending ? completing.variables.outcome : undefined

  // Not the per-call callbacks: this task's form is gone by the time somebody presses Undo.
  const reopen = (written: string) =>
    void reopening.mutateAsync().then(
      () => {
        note.write(written)
        toast({ text: words.reopened(task.title) })
        onReopened()
      },
      (error: unknown) => toast({ failed: true, text: `${words.notChanged}: ${messageOfFailure(error)}` }),
    )
  const complete = (outcome: ApiTaskOutcome) =>
    name.withName(() =>
      completing.mutate(
        { outcome, note: note.text.trim() },
        {
          onSuccess: () => {
            toast({ text: words.complete.done(task.title, words.outcomes[outcome]), undo: () => reopen(note.text) })
            note.write('')
            onDone()
          },
        },
      ),
    )

  return (
    <section aria-labelledby="complete-title">
      <Stack gap="close">
        <Words look="subheading" id="complete-title">
          {words.complete.title}
        </Words>
        <TextBox
          label={words.complete.note}
          value={note.text}
          onChange={note.write}
          lines={2}
          maxLength={NOTE_LENGTH}
        />
        <div id={COMPLETE_ID}>
          <Row>
            {outcomesOf(task).map((outcome, place) => (
              <Action
                key={outcome}
                look={place === 0 ? 'primary' : 'normal'}
                label={words.outcomes[outcome]}
                busy={pressed === outcome}
                disabled={pressed !== undefined}
                onAction={() => complete(outcome)}
              />
            ))}
          </Row>
        </div>
        {completing.isError && (
          <Words look="warning">{`${words.complete.failed} ${messageOfFailure(completing.error)}`}</Words>
        )}
      </Stack>
      {name.dialog}
    </section>
  )
}
