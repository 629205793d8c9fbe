import type { ApiTask } from '../../contracts/api.ts'
import { Day, When } from '../shell/When.tsx'
import { Stack } from '../ui/Layout.tsx'
import { LinkList } from '../ui/LinkList.tsx'
import { Marked } from '../ui/Marked.tsx'
import { Nothing } from '../ui/Nothing.tsx'
import { SectionTitle } from '../ui/SectionTitle.tsx'
import { Words } from '../ui/Words.tsx'
import type { TaskView } from './queries.ts'
import { KIND_ICONS, words } from './words.ts'

type TaskListProps = {
  readonly tasks: readonly ApiTask[]
  readonly view: TaskView
  /** Everybody's open tasks. */
  readonly openCount: number
  readonly openId: string | undefined
  readonly addressOf: (id?: string) => string
}

/** Open tasks under the day they are due; completed ones as they were completed. */
export const TaskList = ({ tasks, view, openCount, openId, addressOf }: TaskListProps) => {
  if (tasks.length === 0) return <NoTasks view={view} openCount={openCount} />
  const linesOf = (some: readonly ApiTask[]) =>
    some.map((task) => ({
      id: task.id,
      to: addressOf(task.id),
      current: task.id === openId,
      content: <TaskLine task={task} />,
    }))
  if (view === 'done') return <LinkList label={words.list} items={linesOf(tasks)} />
  return [...Map.groupBy(tasks, ({ dueOn }) => dueOn)].map(([dueOn, ofDay]) => (
    <section key={dueOn} aria-labelledby={`due-${dueOn}`}>
      <SectionTitle id={`due-${dueOn}`} tone={ofDay[0]?.overdue ? 'bad' : 'plain'}>
        {`${ofDay[0]?.overdue ? words.wasDue : words.due} `}
        <Day day={dueOn} />
      </SectionTitle>
      <LinkList label={words.list} items={linesOf(ofDay)} />
    </section>
  ))
}

const NoTasks = ({ view, openCount }: Pick<TaskListProps, 'view' | 'openCount'>) => {
  // Where nobody has anything to do, "yours" is not the reason.
  const shown = view === 'mine' && openCount === 0 ? 'all' : view
  const empty = words.empty[shown]
  return (
    <Nothing title={empty.title} {...(shown === 'all' && { action: { label: words.toRules, to: '/rules' } })}>
      <Words>{empty.text}</Words>
    </Nothing>
  )
}

const TaskLine = ({ task }: { readonly task: ApiTask }) => (
  <Marked icon={KIND_ICONS[task.kind]} label={words.kinds[task.kind]}>
    <Stack gap="none">
      <Words strong>{task.title}</Words>
      <Words look="quiet">
        {task.state === 'withdrawn' ? (
          [words.withdrawn, task.ruleName].join(' · ')
        ) : task.completedAt === null ? (
          [task.ruleName, task.assignee].filter(Boolean).join(' · ')
        ) : (
          <>
            {`${task.outcome === null ? words.completed : words.outcomes[task.outcome]} · `}
            <When iso={task.completedAt} />
            {task.completedBy !== null && ` ${words.by(task.completedBy)}`}
          </>
        )}
      </Words>
    </Stack>
  </Marked>
)
