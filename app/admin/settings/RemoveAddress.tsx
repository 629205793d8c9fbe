import { useState } from 'react'
import { messageOfFailure } from '../shell/failure.ts'
import { Action } from '../ui/Action.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { useSaveSettings } from './queries.ts'
import { words } from './words.ts'

/** Takes the address away, after a question; refused while live rules need it. */
export const RemoveAddress = ({ onRemoved }: { readonly onRemoved: () => void }) => {
  const [asking, setAsking] = useState(false)
  const saving = useSaveSettings()
  const toast = useToast()
  // Not the per-call callbacks of `mutate`: with the address this button is gone too.
  const remove = () =>
    saving
      .mutateAsync({ mailToolAddress: null })
      .then(
        () => {
          toast({ text: words.mailTool.removed })
          onRemoved()
        },
        (error: unknown) => toast({ failed: true, text: messageOfFailure(error) }),
      )
      .finally(() => setAsking(false))
  return (
    <>
      <Action label={words.mailTool.remove} onAction={() => setAsking(true)} />
      {asking && (
        <Confirm
          title={words.mailTool.removeTitle}
          yes={words.mailTool.removeYes}
          no={words.cancel}
          danger
          busy={saving.isPending}
          onYes={() => void remove()}
          onNo={() => setAsking(false)}
        >
          <Words>{words.mailTool.removeText}</Words>
        </Confirm>
      )}
    </>
  )
}
