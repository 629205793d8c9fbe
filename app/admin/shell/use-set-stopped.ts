import { useMutation } from '@tanstack/react-query'
import { api } from '../api.ts'
import { useReadShopAgain } from './shop.tsx'

/** Stops everything, or starts it again; done when the whole page knows of it. */
export const useSetStopped = () => {
  const readShopAgain = useReadShopAgain()
  return useMutation({
    mutationFn: (what: 'stop' | 'start') => api.order('POST', `/api/${what}`),
    // Also after an error: somebody else may have been faster.
    onSettled: () => readShopAgain(),
  })
}
