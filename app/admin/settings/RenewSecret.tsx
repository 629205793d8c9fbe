import { useState } from 'react'
import { messageOfFailure } from '../shell/failure.ts'
import { Action } from '../ui/Action.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { useRenewSecret } from './queries.ts'
import { words } from './words.ts'

/** A new signing secret, after a question: the old one ends at once. */
export const RenewSecret = ({ onSecret }: { readonly onSecret: (secret: string) => void }) => {
  const [asking, setAsking] = useState(false)
  const renewing = useRenewSecret()
  const toast = useToast()
  const renew = () =>
    renewing.mutate(undefined, {
      onSuccess: ({ mailToolSecret }) => onSecret(mailToolSecret),
      onError: (error) => toast({ failed: true, text: `${words.secret.notRenewed}: ${messageOfFailure(error)}` }),
      onSettled: () => setAsking(false),
    })
  return (
    <>
      <Action label={words.secret.renew} onAction={() => setAsking(true)} />
      {asking && (
        <Confirm
          title={words.secret.renewTitle}
          yes={words.secret.renewYes}
          no={words.cancel}
          busy={renewing.isPending}
          onYes={renew}
          onNo={() => setAsking(false)}
        >
          <Words>{words.secret.renewText}</Words>
        </Confirm>
      )}
    </>
  )
}
