import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiSettings, mailToolSecret, mailToolTest, settings, settingsSaved } from '../../contracts/api.ts'
import { api } from '../api.ts'

const KEY = ['settings']

export const useSettings = () =>
  useQuery({ queryKey: KEY, queryFn: ({ signal }) => api.get('/api/settings', settings, signal) })

export const useSaveSettings = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: Partial<ApiSettings>) => api.send('PUT', '/api/settings', change, settingsSaved),
    onSuccess: ({ mailToolSecret: _shownOnce, ...saved }) => queries.setQueryData(KEY, saved),
  })
}

export const useRenewSecret = () =>
  useMutation({ mutationFn: () => api.send('POST', '/api/settings/mail-tool/secret', {}, mailToolSecret) })

export const useTestMessage = () =>
  useMutation({ mutationFn: () => api.send('POST', '/api/settings/mail-tool/test', {}, mailToolTest) })
