import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { activity } from '../../contracts/api.ts'
import { api } from '../api.ts'

export const ACTIVITY_VIEWS = ['all', 'decided', 'failed', 'waiting'] as const
export type ActivityView = (typeof ACTIVITY_VIEWS)[number]

const POLL_MS = 2_000

/** Read again every two seconds while the page is looked at; slower the further back somebody has gone. */
export const useActivity = (view: ActivityView) =>
  useInfiniteQuery({
    queryKey: ['activity', view],
    queryFn: ({ pageParam, signal }) => api.get(pathOf(view, pageParam), activity, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => POLL_MS * Math.max(1, state.data?.pages.length ?? 1),
    refetchIntervalInBackground: false,
  })

export const useRetryEffect = () => useRetry((key) => `/api/effects/${encodeURIComponent(key)}/retry`)
export const useRetryDelivery = () => useRetry((id) => `/api/deliveries/${encodeURIComponent(id)}/retry`)

const useRetry = (pathTo: (id: string) => string) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.order('POST', pathTo(id)),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['activity'] }),
  })
}

const pathOf = (show: ActivityView, before: string): string =>
  `/api/activity?${new URLSearchParams({ show, ...(before && { before }) })}`
