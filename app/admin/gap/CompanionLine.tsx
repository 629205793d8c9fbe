import type { ApiCompanionAction, ApiParityCompanion, ApiParityOffer } from '../../contracts/parity.ts'
import { Changes } from '../rules/Changes.tsx'
import { messageOfFailure } from '../shell/failure.ts'
import { Action } from '../ui/Action.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { useCompanion } from './queries.ts'
import { words } from './words.ts'

type CompanionLineProps = {
  readonly offer: Pick<ApiParityOffer, 'id' | 'is'>
  readonly companion: ApiParityCompanion
}

/** The rule that gives regulars the same: whether it does, and whether it still follows its offer. */
export const CompanionLine = ({ offer: { id, is }, companion }: CompanionLineProps) => {
  const { ruleId, name, state, share, follows, differences, problem } = companion
  const changing = useCompanion()
  const toast = useToast()
  const change = (action: ApiCompanionAction, done: string) =>
    changing.mutate(
      { id, action },
      {
        onSuccess: () => toast({ text: done }),
        onError: (error) => toast({ failed: true, text: `${words.notDone}: ${messageOfFailure(error)}` }),
      },
    )
  const isEdited = follows === 'edited' && differences.length > 0
  return (
    <Stack gap="tight">
      <Words>{sayState(companion, is)}</Words>
      {problem !== null && <Words look="warning">{words.stuck(problem)}</Words>}
      {isEdited && (
        <>
          <Words>{words.edited}</Words>
          <Changes changes={differences} />
        </>
      )}
      <Row>
        {(state !== 'live' || share !== 100) && (
          <Action
            label={words.goLive}
            look="primary"
            busy={changing.isPending}
            onAction={() => change('live', words.question.done.live)}
          />
        )}
        {isEdited && (
          <Action
            label={words.inStep}
            busy={changing.isPending}
            onAction={() => change('in_step', words.inStepDone(name))}
          />
        )}
        <Action label={words.openRule} look="quiet" to={`/rules/${encodeURIComponent(ruleId)}`} />
      </Row>
    </Stack>
  )
}

const sayState = ({ name, state, share }: ApiParityCompanion, is: ApiParityOffer['is']): string => {
  if (state === 'live' && share === 100) return is === 'closed' ? words.closedBy(name) : words.notTheSame(name)
  if (state === 'live') return words.partly(name, share)
  return state === 'shadow' ? words.watchedBy(name) : words.pausedRule(name)
}
