import type { ApiParity } from '../../contracts/parity.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { Action } from '../ui/Action.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { useCompanion } from './queries.ts'
import { words } from './words.ts'

type LeftLineProps = { readonly left: NonNullable<ApiParity['report']>['left'][number] }

/** A rule whose offer is not there any more: it goes on giving until a person pauses it. */
export const LeftLine = ({ left: { offerId, title, companion } }: LeftLineProps) => {
  const { ruleId, name, state } = companion
  const pausing = useCompanion()
  const toast = useToast()
  const runs = state === 'live' || state === 'shadow'
  const pause = () =>
    pausing.mutate(
      { id: offerId, action: 'pause' },
      {
        onSuccess: () => toast({ text: words.pauseDone(name) }),
        onError: (error) => toast({ failed: true, text: `${words.notDone}: ${messageOfFailure(error)}` }),
      },
    )
  return (
    <Stack gap="tight">
      <Words inline strong>
        {title}
      </Words>
      <Words look={state === 'live' ? 'warning' : 'plain'}>
        {state === 'live' ? words.left(name) : words.leftIdle(name)}
      </Words>
      <Row>
        {runs && <Action label={words.pause} busy={pausing.isPending} onAction={pause} />}
        <Action label={words.openRule} look="quiet" to={`/rules/${encodeURIComponent(ruleId)}`} />
      </Row>
    </Stack>
  )
}
