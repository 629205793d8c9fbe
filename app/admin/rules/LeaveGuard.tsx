import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { Confirm } from '../ui/Confirm.tsx'
import { Words } from '../ui/Words.tsx'
import { words } from './words.ts'

/** Asks before somebody walks away from what they typed. */
export const LeaveGuard = ({ changed }: { readonly changed: boolean }) => {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => changed && currentLocation.pathname !== nextLocation.pathname,
  )

  useEffect(() => {
    if (!changed) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [changed])

  if (blocker.state !== 'blocked') return null
  return (
    <Confirm
      title={words.leave.title}
      yes={words.leave.yes}
      no={words.leave.no}
      onYes={blocker.proceed}
      onNo={blocker.reset}
    >
      <Words>{words.leave.text}</Words>
    </Confirm>
  )
}
