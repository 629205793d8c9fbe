import type { ApiTaskDetail } from '../../contracts/api.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { When } from '../shell/When.tsx'
import { Action } from '../ui/Action.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Prose } from '../ui/Prose.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { useReopenTask } from './queries.ts'
import type { Note } from './use-note.ts'
import { words } from './words.ts'

/** What came of a task, and the way to open it again. */
export const Completed = ({ task, note }: { readonly task: ApiTaskDetail; readonly note: Note }) => {
  const reopening = useReopenTask(task.id)
  const toast = useToast()
  const reopen = () =>
    reopening.mutate(undefined, {
      onSuccess: () => toast({ text: words.reopened(task.title) }),
      onError: (error) => toast({ failed: true, text: `${words.notChanged}: ${messageOfFailure(error)}` }),
    })
  const open = { label: words.reopen, busy: reopening.isPending, onAction: reopen }
  const isWriting = note.text.trim() !== ''
  return (
    <Stack>
      <Stack gap="tight">
        <Words look="subheading">{task.outcome === null ? words.completed : words.outcomes[task.outcome]}</Words>
        {task.note && <Prose text={task.note} />}
        <Words look="quiet">
          {`${words.completed} `}
          {task.completedAt !== null && <When iso={task.completedAt} />}
          {task.completedBy !== null && ` ${words.by(task.completedBy)}`}
        </Words>
      </Stack>
      {isWriting ? (
        <Notice
          tone="warning"
          title={words.unsent.title}
          actions={[
            { ...open, label: words.unsent.reopen },
            { label: words.unsent.discard, onAction: () => note.write('') },
          ]}
        >
          <Prose text={note.text} />
        </Notice>
      ) : (
        <Row>
          <Action {...open} />
        </Row>
      )}
    </Stack>
  )
}
