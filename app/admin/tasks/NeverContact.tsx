import type { ApiTaskDetail } from '../../contracts/api.ts'
import { sayWho } from '../format/say-who.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { useShop } from '../shell/shop.tsx'
import { When } from '../shell/When.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { useSetNeverContact } from './queries.ts'
import { words } from './words.ts'

type NeverContactProps = {
  readonly customer: ApiTaskDetail['customer']
  readonly asked: NonNullable<ApiTaskDetail['neverContact']>
}

/** This customer asked not to be contacted: who noted it, and the way to take it back. */
export const NeverContact = ({ customer, asked }: NeverContactProps) => {
  const { me } = useShop()
  const setting = useSetNeverContact(customer.id)
  const toast = useToast()
  const name = customer.name ?? words.neverContact.nameless

  // Not the per-call callbacks of `mutate`: once it is taken back, this notice is gone.
  const set = (never: boolean, text: string, undo?: () => void) =>
    void setting.mutateAsync(never).then(
      () => toast({ text, ...(undo && { undo }) }),
      (error: unknown) => toast({ failed: true, text: `${words.neverContact.failed}: ${messageOfFailure(error)}` }),
    )
  const takeBack = () =>
    set(false, words.neverContact.takenBack(name), () => set(true, words.neverContact.setAgain(name)))
  return (
    <Notice
      tone="warning"
      title={words.neverContact.title(name)}
      actions={[{ label: words.neverContact.takeBack, busy: setting.isPending, onAction: takeBack }]}
    >
      <Words>
        {`${words.neverContact.text} ${words.neverContact.noted(sayWho(asked.by, me))} `}
        <When iso={asked.at} />.
      </Words>
    </Notice>
  )
}
