import { useState } from 'react'
import type { ApiTaskDetail } from '../../contracts/api.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { Action } from '../ui/Action.tsx'
import { Row } from '../ui/Layout.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { NameDialog } from './NameDialog.tsx'
import { useAssignTask } from './queries.ts'
import { useMyName } from './use-my-name.tsx'
import { words } from './words.ts'

/** Whose task it is, and how it changes hands. */
export const Assignment = ({ task }: { readonly task: ApiTaskDetail }) => {
  const assigning = useAssignTask(task.id)
  const name = useMyName()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const isMine = task.assignee !== null && task.assignee === name.me

  const assign = (to: string | null, undo?: () => void) =>
    assigning.mutate(to, {
      onSuccess: () => toast({ text: words.assigned(to), ...(undo && { undo }) }),
      onError: (error) => toast({ failed: true, text: `${words.notChanged}: ${messageOfFailure(error)}` }),
      onSettled: () => setAsking(false),
    })
  const giveTo = (to: string | null) => assign(to, () => assign(task.assignee))
  const whose = task.assignee === null ? words.nobodys : isMine ? words.mine : words.belongsTo(task.assignee)

  return (
    <Row gap="normal">
      <Words inline>{whose}</Words>
      {isMine ? (
        <Action look="quiet" label={words.release} busy={assigning.isPending} onAction={() => giveTo(null)} />
      ) : (
        <Action look="quiet" label={words.take} busy={assigning.isPending} onAction={() => name.withName(giveTo)} />
      )}
      <Action look="quiet" label={words.assign} onAction={() => setAsking(true)} />
      {asking && (
        <NameDialog
          title={words.assignTitle}
          label={words.assignLabel}
          help={words.assignHelp}
          yes={words.assignYes}
          busy={assigning.isPending}
          onName={(to) => giveTo(to || null)}
          onNo={() => setAsking(false)}
        />
      )}
      {name.dialog}
    </Row>
  )
}
