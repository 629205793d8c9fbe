import { Centered } from '../ui/Centered.tsx'
import { Failed } from '../ui/Failed.tsx'
import { messageOfFailure } from './failure.ts'
import { words } from './words.ts'

type FailedQuery = { readonly error: unknown; readonly isFetching: boolean; readonly refetch: () => unknown }
type LoadFailedProps = { readonly title: string; readonly query: FailedQuery; readonly page?: boolean }

/** Something could not be read: what, why, that nothing is lost, and another try. */
export const LoadFailed = ({ title, query, page = false }: LoadFailedProps) => {
  const failed = (
    <Failed
      title={title}
      reason={messageOfFailure(query.error)}
      loss={words.failed.noLoss}
      retry={{ label: words.failed.retry, busy: query.isFetching, onAction: () => void query.refetch() }}
    />
  )
  return page ? <Centered>{failed}</Centered> : failed
}
