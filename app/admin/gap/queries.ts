import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiCompanionAction, type ApiParity, parity } from '../../contracts/parity.ts'
import { api } from '../api.ts'

const KEY = ['parity']

/** Read again soon while the offers are being looked at; else now and then, for somebody may change them meanwhile. */
export const useGap = () =>
  useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get('/api/parity', parity, signal),
    refetchInterval: ({ state }) => (state.data !== undefined && isSettled(state.data) ? 30_000 : 1_500),
    refetchIntervalInBackground: false,
  })

const isSettled = ({ state, report }: ApiParity): boolean => state === 'ready' && report?.isDue === false

export const useLookAgain = () => useSend<void>(() => ({ path: '/api/parity/refresh', body: {} }))

export const useAnswer = () =>
  useSend<{ readonly id: string; readonly newcomersOnly: boolean | null }>(({ id, newcomersOnly }) => ({
    path: `/api/parity/offers/${encodeURIComponent(id)}/answer`,
    body: { newcomersOnly },
  }))

export const useCompanion = () =>
  useSend<{ readonly id: string; readonly action: ApiCompanionAction }>(({ id, action }) => ({
    path: `/api/parity/offers/${encodeURIComponent(id)}/companion`,
    body: { action },
  }))

/** Every change answers with the whole report as it stands then. */
const useSend = <Asked>(requestOf: (asked: Asked) => { readonly path: string; readonly body: unknown }) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (asked: Asked) => {
      const { path, body } = requestOf(asked)
      return api.send('POST', path, body, parity)
    },
    onSuccess: (found) => {
      queries.setQueryData(KEY, found)
      void queries.invalidateQueries({ queryKey: ['rules'] })
    },
  })
}
