import { useState } from 'react'
import type { ApiRule } from '../../contracts/api.ts'
import { isConflict, messageOfFailure } from '../shell/failure.ts'
import { Confirm } from '../ui/Confirm.tsx'
import { Stack } from '../ui/Layout.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { useChangeState } from './queries.ts'
import { words } from './words.ts'

/** Going live and pausing: the button, the question before it, and the way back after it. */
export const useStateChange = (rule: ApiRule, readAgain: () => void) => {
  const changing = useChangeState(rule.id)
  const [asking, setAsking] = useState(false)
  const toast = useToast()
  const next = rule.state === 'live' ? 'paused' : 'live'
  const text = words[next]

  // Not the per-call callbacks of `mutate`: this page may be gone by the time somebody presses Undo.
  const change = (state: ApiRule['state'], version: number, then: (changed: ApiRule) => void) =>
    changing
      .mutateAsync({ state, version })
      .then(then, (error: unknown) => {
        toast({
          failed: true,
          text: isConflict(error) ? words.stateConflict : `${words.stateFailed}: ${messageOfFailure(error)}`,
        })
        readAgain()
      })
      .finally(() => setAsking(false))
  /** Back to what it was, a draft included. */
  const undo = (version: number) =>
    change(rule.state, version, ({ name, granted }) =>
      toast({ text: words.backTo(rule.state, name, granted - rule.granted) }),
    )
  const confirm = () =>
    change(next, rule.version, ({ name, version }) => toast({ text: text.done(name), undo: () => void undo(version) }))

  return {
    action: {
      label: next === 'live' ? words.goLive : words.pause,
      onAction: () => setAsking(true),
      busy: changing.isPending,
    },
    dialog: asking && (
      <Confirm
        title={text.title}
        yes={text.yes}
        no={words.cancel}
        busy={changing.isPending}
        onYes={() => void confirm()}
        onNo={() => setAsking(false)}
      >
        <Stack>
          <Words>{text.text}</Words>
          <Words look="lead">{rule.summary}</Words>
          <Words>{text.past}</Words>
        </Stack>
      </Confirm>
    ),
  }
}
