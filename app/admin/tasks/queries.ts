import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type ApiTaskOutcome, taskDetail, taskList } from '../../contracts/api.ts'
import { api } from '../api.ts'

export const TASK_VIEWS = ['mine', 'all', 'overdue', 'done'] as const
export type TaskView = (typeof TASK_VIEWS)[number]

export const useTasks = (view: TaskView) =>
  useInfiniteQuery({
    queryKey: ['tasks', view],
    queryFn: ({ pageParam, signal }) => api.get(pathOf(view, pageParam), taskList, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    // Rules write tasks while this page is open.
    refetchInterval: 15_000,
  })

export const useTask = (id: string) => useQuery({ ...oneTask(id), refetchInterval: 15_000 })

/** Has the task read that is likely to be opened next, so that it is there at once. */
export const useReadAhead = (id: string | undefined) => {
  const queries = useQueryClient()
  useEffect(() => {
    if (id !== undefined) void queries.prefetchQuery(oneTask(id))
  }, [queries, id])
}

const oneTask = (id: string) =>
  queryOptions({
    queryKey: ['task', id],
    queryFn: ({ signal }) => api.get(`/api/tasks/${encodeURIComponent(id)}`, taskDetail, signal),
  })

type Completion = { readonly outcome: ApiTaskOutcome; readonly note: string }

export const useCompleteTask = (id: string) => useTaskChange((done: Completion) => orderFor(id, 'complete', done))
export const useReopenTask = (id: string) => useTaskChange(() => orderFor(id, 'reopen', {}))
export const useTakeBack = (id: string) => useTaskChange(() => orderFor(id, 'take-back', {}))
export const useAssignTask = (id: string) =>
  useTaskChange((assignee: string | null) => orderFor(id, 'assign', { assignee }))

export const useSetNeverContact = (customerId: string) =>
  useTaskChange((never: boolean) =>
    api.order(never ? 'PUT' : 'DELETE', `/api/customers/${encodeURIComponent(customerId)}/never-contact`),
  )

const orderFor = (id: string, change: string, body: unknown) =>
  api.order('POST', `/api/tasks/${encodeURIComponent(id)}/${change}`, body)

const useTaskChange = <Input = void>(change: (input: Input) => Promise<void>) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    // Also after an error: somebody else may have been faster.
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['tasks'] })
      void queries.invalidateQueries({ queryKey: ['task'] })
    },
  })
}

const pathOf = (view: TaskView, after: string): string => {
  const asked = view === 'done' ? { view: 'all', state: 'done' } : { view, state: 'open' }
  return `/api/tasks?${new URLSearchParams({ ...asked, ...(after && { after }) })}`
}
