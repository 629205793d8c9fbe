import { useMutation } from '@tanstack/react-query'
import type { ApiShop } from '../../contracts/api.ts'
import { api } from '../api.ts'
import { Notice } from '../ui/Notice.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { messageOfFailure } from './failure.ts'
import { useReadShopAgain } from './shop.tsx'
import { words } from './words.ts'

/** How far the shop's past has been read. */
export const HistoryNotice = ({ history }: { readonly history: ApiShop['history'] }) => {
  const { state, read, of } = history
  if (state === 'failed') return <HistoryFailed history={history} />
  return (
    <Notice>
      <Words>{state === 'waiting' ? words.history.waiting : words.history.reading(read, of)}</Words>
      {of !== null && of > 0 && <Progress label={words.history.progress} done={read} of={of} />}
    </Notice>
  )
}

const HistoryFailed = ({ history: { read, problem } }: { readonly history: ApiShop['history'] }) => {
  const readShopAgain = useReadShopAgain()
  const toast = useToast()
  const retrying = useMutation({
    mutationFn: () => api.order('POST', '/api/history/retry'),
    onError: (error) => toast({ failed: true, text: `${words.history.notRetried}: ${messageOfFailure(error)}` }),
    // Also after an error: it may be under way already.
    onSettled: readShopAgain,
  })
  const retry = { label: words.history.retry, busy: retrying.isPending, onAction: () => retrying.mutate() }
  return (
    <Notice tone="warning" title={words.history.failedTitle} actions={[retry]}>
      {problem !== null && <Words>{problem}</Words>}
      <Words>{words.history.failed(read)}</Words>
    </Notice>
  )
}
