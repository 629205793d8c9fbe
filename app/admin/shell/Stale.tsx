import { sayMoment } from '../format/moments.ts'
import { Notice } from '../ui/Notice.tsx'
import { Words } from '../ui/Words.tsx'
import { messageOfFailure } from './failure.ts'
import { usePlace } from './shop.tsx'
import { useNow } from './When.tsx'
import { words } from './words.ts'

type StaleQuery = {
  readonly error: unknown
  readonly isFetching: boolean
  readonly dataUpdatedAt: number
  readonly refetch: () => unknown
}

/** What is on the screen was read a while ago, and reading it again fails. */
export const Stale = ({ query }: { readonly query: StaleQuery }) => {
  const since = sayMoment(new Date(query.dataUpdatedAt).toISOString(), useNow(), usePlace())
  if (!query.error) return null
  const retry = { label: words.failed.retry, onAction: () => void query.refetch() }
  return (
    <Notice tone="warning" actions={[retry]}>
      <Words>{`${words.stale(since)} ${messageOfFailure(query.error)}`}</Words>
    </Notice>
  )
}
