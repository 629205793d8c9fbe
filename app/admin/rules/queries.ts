import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  type ApiRule,
  type ApiRuleList,
  type ApiRuleRun,
  type ApiRuleStateChange,
  rule,
  ruleCheck,
  ruleHistory,
  ruleList,
  vocabulary,
} from '../../contracts/api.ts'
import { checkoutState } from '../../contracts/checkout.ts'
import { checkoutUse } from '../../contracts/checkout-uses.ts'
import { api } from '../api.ts'

const LIST = ['rules']
const keyOf = (id: string) => ['rule', id]
const historyKeyOf = (id: string) => ['rule history', id]

export const useRules = () =>
  useQuery({
    queryKey: LIST,
    queryFn: ({ signal }) => api.get('/api/rules', ruleList, signal),
    refetchInterval: 15_000,
  })

export const useRule = (id: string) =>
  useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => api.get(`/api/rules/${encodeURIComponent(id)}`, rule, signal),
    // Soon enough to tell somebody who edits that somebody else does too.
    refetchInterval: 10_000,
  })

/** Soon enough to watch it get there. */
export const useCheckout = () =>
  useQuery({
    queryKey: ['checkout'],
    queryFn: ({ signal }) => api.get('/api/checkout', checkoutState, signal),
    refetchInterval: 3_000,
  })

/** Other rules go live meanwhile, and what is said of this one beside them changes. */
const CHECKED_MS = 60_000

/** What is checked is the document as a text, so that equal documents are not checked again at once. */
export const useCheck = (text: string | undefined, id: string | undefined) =>
  useQuery({
    queryKey: ['check', id, text],
    queryFn: () => {
      const asked = { document: JSON.parse(text ?? 'null'), ...(id !== undefined && { id }) }
      return api.send('POST', '/api/rules/check', asked, ruleCheck)
    },
    enabled: text !== undefined,
    staleTime: CHECKED_MS,
    placeholderData: keepPreviousData,
  })

/** The same for everybody as long as this version of the program runs. */
export const useVocabulary = () =>
  useQuery({
    queryKey: ['vocabulary'],
    queryFn: ({ signal }) => api.get('/api/vocabulary', vocabulary, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useCreateRule = () => {
  const hold = useHold()
  return useMutation({
    mutationFn: (document: unknown) => api.send('POST', '/api/rules', { document }, rule),
    onSuccess: hold,
  })
}

export const useSaveRule = (id: string) => {
  const hold = useHold()
  return useMutation({
    mutationFn: (change: { readonly document: unknown; readonly version: number }) =>
      api.send('PUT', `/api/rules/${encodeURIComponent(id)}`, change, rule),
    onSuccess: hold,
  })
}

/** How the rule runs; `restore` is an earlier version's number. */
export type RunRequest = ApiRuleStateChange | { readonly restore: number; readonly was: ApiRuleRun }

export const useChangeRun = (id: string) => {
  const hold = useHold()
  const address = `/api/rules/${encodeURIComponent(id)}`
  return useMutation({
    mutationFn: (change: RunRequest) =>
      'restore' in change
        ? api.send('POST', `${address}/restore`, { version: change.restore, was: change.was }, rule)
        : api.send('POST', `${address}/state`, change, rule),
    onSuccess: hold,
  })
}

/** What came of a rule at the checkout. */
export const useCheckoutUse = (id: string) =>
  useQuery({
    queryKey: ['checkout use', id],
    queryFn: ({ signal }) => api.get(`/api/rules/${encodeURIComponent(id)}/checkout-use`, checkoutUse, signal),
    refetchInterval: 15_000,
  })

export const useRuleHistory = (id: string, isWanted: boolean) =>
  useQuery({
    queryKey: historyKeyOf(id),
    queryFn: ({ signal }) => api.get(`/api/rules/${encodeURIComponent(id)}/history`, ruleHistory, signal),
    enabled: isWanted,
  })

/** Shows a rule as the server answered it, without asking again: one that was archived is in no list for a moment. */
const useHold = () => {
  const queries = useQueryClient()
  return (changed: ApiRule) => {
    queries.setQueryData(keyOf(changed.id), changed)
    queries.setQueryData<ApiRuleList>(
      LIST,
      (held) => held && { rules: held.rules.map((each) => (each.id === changed.id ? changed : each)) },
    )
    // Not waited for: who saved sees the rule, not the list.
    void queries.invalidateQueries({ queryKey: LIST })
    void queries.invalidateQueries({ queryKey: historyKeyOf(changed.id) })
  }
}
