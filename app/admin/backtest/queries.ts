import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiBacktest, type ApiBacktestCreate, backtest, latestBacktest } from '../../contracts/backtests.ts'
import { api } from '../api.ts'

const keyOf = (id: string | undefined) => ['backtest', id]
const latestKeyOf = (ruleId: string | undefined) => ['latest backtest', ruleId]

const PROGRESS_MS = 700

export const isUnderWay = (held: Pick<ApiBacktest, 'state'> | null | undefined): boolean =>
  held?.state === 'queued' || held?.state === 'running'

/** The last one of a saved rule, so that one begun before this page was opened is found again. */
export const useLatestBacktest = (ruleId: string | undefined) =>
  useQuery({
    queryKey: latestKeyOf(ruleId),
    queryFn: ({ signal }) => api.get(`/api/rules/${encodeURIComponent(ruleId ?? '')}/backtest`, latestBacktest, signal),
    enabled: ruleId !== undefined,
  })

/** Asked again and again until it is over. */
export const useBacktest = (id: string | undefined) =>
  useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => api.get(`/api/backtests/${encodeURIComponent(id ?? '')}`, backtest, signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data === undefined || isUnderWay(state.data) ? PROGRESS_MS : false),
  })

export const useStartBacktest = () => {
  const hold = useHold()
  return useMutation({
    mutationFn: (asked: ApiBacktestCreate) => api.send('POST', '/api/backtests', asked, backtest),
    onSuccess: hold,
  })
}

export const useCancelBacktest = () => {
  const hold = useHold()
  return useMutation({
    mutationFn: (id: string) => api.send('POST', `/api/backtests/${encodeURIComponent(id)}/cancel`, {}, backtest),
    onSuccess: hold,
  })
}

/** Shows it as the server answered it, without asking again. */
const useHold = () => {
  const queries = useQueryClient()
  return (held: ApiBacktest) => {
    queries.setQueryData(keyOf(held.id), held)
    if (held.ruleId !== null) queries.setQueryData(latestKeyOf(held.ruleId), { backtest: held })
  }
}
