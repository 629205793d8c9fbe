import { useState } from 'react'
import type { ApiParityOffer } from '../../contracts/parity.ts'
import { messageOfFailure } from '../shell/failure.ts'
import { useSayMoney } from '../shell/shop.tsx'
import { Action } from '../ui/Action.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { useToast } from '../ui/toast.tsx'
import { Words } from '../ui/Words.tsx'
import { useCompanion } from './queries.ts'
import { words } from './words.ts'

type CloseGapProps = {
  readonly offer: ApiParityOffer
  readonly regulars: number
  readonly closing: NonNullable<ApiParityOffer['closing']>
}

const WAYS = ['watch', 'live'] as const

/** Makes the rule that gives regulars the same, after a summary of it in words. */
export const CloseGap = ({ offer: { id, title, cost, shutOut }, regulars, closing }: CloseGapProps) => {
  const [asking, setAsking] = useState(false)
  const [way, setWay] = useState<(typeof WAYS)[number]>('watch')
  const making = useCompanion()
  const sayMoney = useSayMoney()
  const toast = useToast()
  const make = () =>
    making.mutate(
      { id, action: way },
      {
        onSuccess: () => toast({ text: words.question.done[way] }),
        onError: (error) => toast({ failed: true, text: `${words.notDone}: ${messageOfFailure(error)}` }),
        onSettled: () => setAsking(false),
      },
    )
  return (
    <Row>
      <Action label={words.close} fullLabel={words.closeFull(title)} look="primary" onAction={() => setAsking(true)} />
      {asking && (
        <Confirm
          title={words.question.title(title)}
          yes={words.question.yes[way]}
          no={words.question.no}
          busy={making.isPending}
          onYes={make}
          onNo={() => setAsking(false)}
        >
          <Stack>
            <Words>{words.question.makes}</Words>
            <Words look="lead">{closing.sentence}</Words>
            {cost !== null && <Words>{words.question.price(sayMoney(cost), shutOut < regulars)}</Words>}
            <Choice
              label={words.question.how}
              options={WAYS.map((each) => ({ id: each, label: words.question[each] }))}
              chosen={way}
              onChoose={setWay}
            />
            <Words look="quiet">{words.question.follows}</Words>
          </Stack>
        </Confirm>
      )}
    </Row>
  )
}
