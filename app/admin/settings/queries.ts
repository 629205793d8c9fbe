import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiSettingsChange, mailToolSecret, mailToolTest, settings, settingsSaved } from '../../contracts/api.ts'
import { api } from '../api.ts'

const KEY = ['settings']

export const useSettings = () =>
  useQuery({ queryKey: KEY, queryFn: ({ signal }) => api.get('/api/settings', settings, signal) })

export const useReadSettingsAgain = () => {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: KEY })
}

export const useSaveSettings = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: ApiSettingsChange) => api.send('PUT', '/api/settings', change, settingsSaved),
    onSuccess: ({ mailToolSecret: _shownOnce, ...saved }) => queries.setQueryData(KEY, saved),
  })
}

export const useRenewSecret = () =>
  useMutation({ mutationFn: () => api.send('POST', '/api/settings/mail-tool/secret', {}, mailToolSecret) })

export const useTestMessage = () =>
  useMutation({ mutationFn: () => api.send('POST', '/api/settings/mail-tool/test', {}, mailToolTest) })
