import { useParams, useSearchParams } from 'react-router'
import type { ApiTask } from '../../contracts/api.ts'
import { LoadFailed } from '../shell/LoadFailed.tsx'
import { Stale } from '../shell/Stale.tsx'
import { useGo } from '../shell/use-go.ts'
import { Action } from '../ui/Action.tsx'
import { KeyHints } from '../ui/KeyHints.tsx'
import { Padded, Panel, Stack } from '../ui/Layout.tsx'
import { Loading } from '../ui/Loading.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import { Split } from '../ui/Split.tsx'
import { Views } from '../ui/Views.tsx'
import { neighbourOf } from './neighbour.ts'
import { TASK_VIEWS, type TaskView, useReadAhead, useTasks } from './queries.ts'
import { TaskList } from './TaskList.tsx'
import { TaskPerson } from './TaskPerson.tsx'
import { useTaskKeys } from './use-task-keys.ts'
import { words } from './words.ts'

export default function TasksPage() {
  const { taskId } = useParams()
  const [search] = useSearchParams()
  const view = TASK_VIEWS.find((known) => known === search.get('view')) ?? 'mine'
  const query = useTasks(view)
  const go = useGo()

  const tasks = query.data?.pages.flatMap((page) => page.tasks)
  const counts = query.data?.pages[0]?.counts
  // A wide screen has room for somebody at once.
  const openId = taskId ?? tasks?.[0]?.id
  const addressOf = (id?: string) => taskAddress(view, id)
  useTaskKeys()
  useReadAhead(tasks && openId !== undefined ? nextAfter(tasks, openId) : undefined)

  const list = tasks && (
    <Stack gap="close">
      <Panel flush>
        <TaskList tasks={tasks} view={view} openCount={counts?.all ?? 0} openId={openId} addressOf={addressOf} />
        {query.hasNextPage && (
          <Padded>
            <Action label={words.more} busy={query.isFetchingNextPage} onAction={() => void query.fetchNextPage()} />
          </Padded>
        )}
      </Panel>
      {tasks.length > 0 && <KeyHints hints={HINTS} />}
    </Stack>
  )

  return (
    <PageFrame title={words.title}>
      <Views
        views={TASK_VIEWS.map((id) => ({
          id,
          label: words.views[id],
          count: id === 'done' ? undefined : counts?.[id],
        }))}
        chosen={view}
        onChoose={(id) => go(taskAddress(id))}
      >
        {tasks ? (
          <Stack>
            <Stale query={query} />
            {openId === undefined ? (
              list
            ) : (
              <Split
                openedId={taskId}
                back={{ label: words.back, to: addressOf() }}
                list={list}
                one={
                  <TaskPerson
                    key={openId}
                    id={openId}
                    onDone={() => go(addressOf(nextAfter(tasks, openId)))}
                    onReopened={() => go(addressOf(openId))}
                  />
                }
              />
            )}
          </Stack>
        ) : query.isError ? (
          <LoadFailed title={words.failed} query={query} />
        ) : (
          <Loading label={words.loading} />
        )}
      </Views>
    </PageFrame>
  )
}

const HINTS = [
  { key: 'j', does: words.keys.next },
  { key: 'k', does: words.keys.previous },
  { key: 'Enter', does: words.keys.open },
  { key: 'e', does: words.keys.complete },
]

const nextAfter = (tasks: readonly ApiTask[], id: string) =>
  neighbourOf(
    tasks.map((task) => task.id),
    id,
  )

const taskAddress = (view: TaskView, id?: string): string => {
  const path = id === undefined ? '/tasks' : `/tasks/${encodeURIComponent(id)}`
  return view === 'mine' ? path : `${path}?view=${view}`
}
