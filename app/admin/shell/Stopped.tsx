import { useState } from 'react'
import type { ApiStopped } from '../../contracts/api.ts'
import { sayTime } from '../format/moments.ts'
import { sayWho } from '../format/say-who.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { Stack } from '../ui/Layout.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { messageOfFailure } from './failure.ts'
import { usePlace, useReadShopAgain, useShop } from './shop.tsx'
import { useSetStopped } from './use-set-stopped.ts'
import { useNow } from './When.tsx'
import { words } from './words.ts'

/** Stands on every page while everything is stopped, with the way back. */
export const Stopped = ({ stopped: { at, by } }: { readonly stopped: ApiStopped }) => {
  const { me, stepsWaiting } = useShop()
  const since = sayTime(at, useNow(), usePlace())
  const [asking, setAsking] = useState(false)
  const readShopAgain = useReadShopAgain()
  const toast = useToast()
  const starting = useSetStopped()

  const ask = () => {
    setAsking(true)
    void readShopAgain()
  }
  // Not the per-call callbacks of `mutate`: once it has started, this notice is gone.
  const start = () =>
    starting
      .mutateAsync('start')
      .then(
        () => toast({ text: words.start.done }),
        (error: unknown) => toast({ failed: true, text: `${words.start.failed}: ${messageOfFailure(error)}` }),
      )
      .finally(() => setAsking(false))
  return (
    <>
      <Notice
        tone="critical"
        title={words.start.title(since, sayWho(by, me))}
        actions={[{ label: words.start.label, onAction: ask }]}
      >
        <Words>{words.start.text}</Words>
      </Notice>
      {asking && (
        <Confirm
          title={words.start.question}
          yes={words.start.label}
          no={words.cancel}
          busy={starting.isPending}
          onYes={() => void start()}
          onNo={() => setAsking(false)}
        >
          <Stack>
            <Words>{words.start.waiting(stepsWaiting)}</Words>
            <Words>{words.start.keptBack}</Words>
          </Stack>
        </Confirm>
      )}
    </>
  )
}
