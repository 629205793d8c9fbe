import type { ApiTaskDetail } from '../../contracts/api.ts'
import { isMissing } from '../shell/failure.ts'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { Stale } from '../shell/Stale.tsx'
import { Day, When } from '../shell/When.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Panel, Row, Stack } from '../ui/Layout.tsx'
import { Loading } from '../ui/Loading.tsx'
import { LocalLink } from '../ui/LocalLink.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Nothing } from '../ui/Nothing.tsx'
import { Prose } from '../ui/Prose.tsx'
import { Words } from '../ui/Words.tsx'
import { Assignment } from './Assignment.tsx'
import { Completed } from './Completed.tsx'
import { CompleteTask } from './CompleteTask.tsx'
import { NeverContact } from './NeverContact.tsx'
import { useTask } from './queries.ts'
import { Standing } from './Standing.tsx'
import { TakeBack } from './TakeBack.tsx'
import { useNote } from './use-note.ts'
import { Withdrawn } from './Withdrawn.tsx'
import { words } from './words.ts'

type TaskPersonProps = { readonly id: string; readonly onDone: () => void; readonly onReopened: () => void }

/** The open task: who it is about, why it exists, what to do, and what came of it. */
export const TaskPerson = ({ id, onDone, onReopened }: TaskPersonProps) => {
  const query = useTask(id)
  const note = useNote(id)
  const task = query.data
  if (!task) {
    if (!query.isError) return <Loading label={words.oneLoading} rows={2} />
    if (!isMissing(query.error)) return <LoadFailed title={words.oneFailed} query={query} />
    return (
      <Panel>
        <Nothing title={words.oneMissing.title} action={{ label: words.oneMissing.action, to: '/tasks?view=all' }}>
          <Words>{words.oneMissing.text}</Words>
        </Nothing>
      </Panel>
    )
  }
  return (
    <Stack>
      <Stale query={query} />
      {task.neverContact && <NeverContact customer={task.customer} asked={task.neverContact} />}
      <Panel>
        <Stack gap="wide">
          <Who task={task} />
          <Why why={task.why} ruleName={task.ruleName} />
          {task.body.trim() !== '' && (
            <Stack gap="close">
              <Words look="subheading">{words.bodies[task.kind]}</Words>
              <Prose text={task.body} />
            </Stack>
          )}
        </Stack>
      </Panel>
      <Panel>
        {task.state === 'open' ? (
          <Stack gap="wide">
            {task.takeBack && <TakeBack taskId={task.id} takeBack={task.takeBack} />}
            <CompleteTask task={task} note={note} onDone={onDone} onReopened={onReopened} />
          </Stack>
        ) : task.state === 'withdrawn' ? (
          <Withdrawn task={task} note={note} />
        ) : (
          <Completed task={task} note={note} />
        )}
      </Panel>
    </Stack>
  )
}

const Who = ({ task }: { readonly task: ApiTaskDetail }) => (
  <Stack gap="close">
    <Row>
      <Words look="title">{task.title}</Words>
      {task.overdue && task.state === 'open' && <Mark label={words.overdue} tone="bad" />}
    </Row>
    {task.customer.name === null && <Words>{words.nameless}</Words>}
    {task.standing && <Standing standing={task.standing} />}
    <Words look="quiet">
      {`${words.kinds[task.kind]} · ${task.overdue ? words.wasDueHere : words.dueHere} `}
      <Day day={task.dueOn} />
      {task.orderId !== null && ` · ${words.order(task.orderName ?? task.orderId)}`}
    </Words>
    {task.state === 'open' && <Assignment task={task} />}
  </Stack>
)

const Why = ({ why, ruleName }: { readonly why: ApiTaskDetail['why']; readonly ruleName: string }) => (
  <Stack gap="close">
    <Words look="subheading">{words.why}</Words>
    <Words>{why.summary}</Words>
    {why.facts.length > 0 && <Facts facts={why.facts} />}
    <Words look="quiet">
      {`${words.from} `}
      <LocalLink to={`/rules/${encodeURIComponent(why.ruleId)}`}>{ruleName}</LocalLink>
      {' · '}
      <When iso={why.at} />
    </Words>
  </Stack>
)
