import { useState } from 'react'
import { BarAction } from '../ui/BarAction.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { Stack } from '../ui/Layout.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { messageOfFailure } from './failure.ts'
import { useReadShopAgain, useShop } from './shop.tsx'
import { useSetStopped } from './use-set-stopped.ts'
import { words } from './words.ts'

/** Ends everything that the app does in the shop, after a question that says what that means. */
export const StopEverything = () => {
  const { stepsWaiting } = useShop()
  const [asking, setAsking] = useState(false)
  const readShopAgain = useReadShopAgain()
  const toast = useToast()
  const stopping = useSetStopped()

  const ask = () => {
    setAsking(true)
    // How many steps wait is not asked for all the time.
    void readShopAgain()
  }
  const stop = () =>
    stopping.mutate('stop', {
      onError: (error) => toast({ failed: true, text: `${words.stop.failed}: ${messageOfFailure(error)}` }),
      onSettled: () => setAsking(false),
    })
  return (
    <>
      <BarAction label={words.stop.label} onAction={ask} />
      {asking && (
        <Confirm
          title={words.stop.title}
          yes={words.stop.label}
          no={words.cancel}
          danger
          busy={stopping.isPending}
          onYes={stop}
          onNo={() => setAsking(false)}
        >
          <Stack>
            <Words>{words.stop.ends}</Words>
            <Words>{words.stop.goesOn}</Words>
            <Words>{words.stop.waiting(stepsWaiting)}</Words>
          </Stack>
        </Confirm>
      )}
    </>
  )
}
