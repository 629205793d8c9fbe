import type { ApiBacktest } from '../../contracts/backtests.ts'
import { Action } from '../ui/Action.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Words } from '../ui/Words.tsx'
import { words } from './words.ts'

type UnderWayProps = { readonly held: ApiBacktest; readonly cancelling: boolean; readonly onCancel: () => void }

/** How far it is. */
export const UnderWay = ({ held: { progress }, cancelling, onCancel }: UnderWayProps) => {
  const { read, of } = progress
  const isGoing = of !== null && of > 0
  return (
    <Stack gap="close">
      <Words look="quiet">{isGoing ? words.going(read, of) : words.waiting}</Words>
      {isGoing && <Progress label={words.progress} done={read} of={of} />}
      <Row>
        <Action label={words.cancel} busy={cancelling} onAction={onCancel} />
      </Row>
    </Stack>
  )
}
