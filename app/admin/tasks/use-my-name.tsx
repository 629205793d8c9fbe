import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { useReadShopAgain, useShop } from '../shell/shop.tsx'
import { NameDialog } from './NameDialog.tsx'
import { words } from './words.ts'

/** Does something in the name of whoever is here, asking for the name the first time. */
export const useMyName = () => {
  const { me } = useShop()
  const readShopAgain = useReadShopAgain()
  const [waiting, setWaiting] = useState<(name: string) => void>()
  const saving = useMutation({ mutationFn: (name: string) => api.order('PUT', '/api/me', { name }) })

  const withName = (then: (name: string) => void) => {
    if (me.name !== null) then(me.name)
    else setWaiting(() => then)
  }
  const dialog = waiting && (
    <NameDialog
      title={words.name.title}
      text={words.name.text}
      label={words.name.label}
      yes={words.name.yes}
      missing={words.name.missing}
      busy={saving.isPending}
      problem={saving.isError ? `${words.name.failed}: ${messageOfFailure(saving.error)}` : undefined}
      onNo={() => setWaiting(undefined)}
      onName={(name) =>
        saving.mutate(name, {
          onSuccess: () => {
            setWaiting(undefined)
            void readShopAgain()
            waiting(name)
          },
        })
      }
    />
  )
  return { me: me.name, withName, dialog }
}
