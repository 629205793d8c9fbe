import type { ApiTaskDetail } from '../../contracts/api.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { Action } from '../ui/Action.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { Words } from '../ui/Words.tsx'
import { useTakeBack } from './queries.ts'
import { useMyName } from './use-my-name.tsx'
import { words } from './words.ts'

type TakeBackProps = { readonly taskId: string; readonly takeBack: NonNullable<ApiTaskDetail['takeBack']> }

/** A code that nobody has used may be taken back; the task is done when Shopify has ended it. */
export const TakeBack = ({ taskId, takeBack: { code, state, problem } }: TakeBackProps) => {
  const taking = useTakeBack(taskId)
  const name = useMyName()
  if (state === 'pending' && problem === null) return <Words>{words.takeBack.underWay(code)}</Words>
  const failure = taking.isError ? messageOfFailure(taking.error) : problem
  return (
    <Stack gap="close">
      <Words>{words.takeBack.text(code)}</Words>
      <Row>
        <Action
          label={words.takeBack.action}
          busy={taking.isPending}
          onAction={() => name.withName(() => taking.mutate())}
        />
      </Row>
      {failure !== null && <Words look="warning">{`${words.takeBack.failed}: ${failure}`}</Words>}
      {name.dialog}
    </Stack>
  )
}
