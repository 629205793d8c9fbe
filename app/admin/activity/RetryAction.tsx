import { messageOfFailure } from '../shell/failure.ts'
import { Action } from '../ui/Action.tsx'
import { Row } from '../ui/Layout.tsx'
import { useToast } from '../ui/toast.tsx'
import type { useRetryDelivery } from './queries.ts'
import { words } from './words.ts'

type RetryActionProps = {
  /** For somebody who cannot see what the button stands beside. */
  readonly what: string
  readonly id: string
  readonly retrying: ReturnType<typeof useRetryDelivery>
}

export const RetryAction = ({ what, id, retrying }: RetryActionProps) => {
  const toast = useToast()
  const retry = () =>
    retrying.mutate(id, {
      onSuccess: () => toast({ text: words.retried }),
      onError: (error) => toast({ failed: true, text: `${words.notRetried}: ${messageOfFailure(error)}` }),
    })
  return (
    <Row>
      <Action label={words.retry} fullLabel={words.retryNamed(what)} busy={retrying.isPending} onAction={retry} />
    </Row>
  )
}
