import type { ApiParityOffer } from '../../contracts/parity.ts'
import { useSayMoney } from '../shell/shop.tsx'
import { OnDay } from '../shell/When.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Words } from '../ui/Words.tsx'
import { Answer } from './Answer.tsx'
import { CloseGap } from './CloseGap.tsx'
import { CompanionLine } from './CompanionLine.tsx'
import { words } from './words.ts'

type OfferLineProps = { readonly offer: ApiParityOffer; readonly regulars: number }

/** One offer: what it gives, why it is where it stands, whom it shuts out and at what cost it would not, and what to do. */
export const OfferLine = ({ offer, regulars }: OfferLineProps) => {
  const { id, title, method, codes, terms, endsAt, is, why, companion, closing, toClose } = offer
  return (
    <Stack gap="tight">
      <Row spread>
        <Words inline strong>
          {title}
        </Words>
        {is === 'over' && <Mark label={words.over} />}
        {companion?.state === 'shadow' && is === 'gap' && <Mark label={words.watched} tone="info" />}
      </Row>
      <Words look="quiet">
        {`${words.method(method, codes)} · ${terms}`}
        {endsAt && (
          <>
            {`, ${words.until} `}
            <OnDay iso={endsAt} />
          </>
        )}
      </Words>
      {(is === 'gap' || is === 'proposed') && <WhoAndCost offer={offer} regulars={regulars} />}
      <Words>{why}</Words>
      {companion && companion.state !== 'archived' && (is === 'gap' || is === 'closed') ? (
        <CompanionLine offer={{ id, is }} companion={companion} />
      ) : (
        is === 'gap' &&
        (closing ? (
          <CloseGap offer={offer} regulars={regulars} closing={closing} />
        ) : (
          <Words look="quiet">{toClose}</Words>
        ))
      )}
      <Answer offer={offer} />
    </Stack>
  )
}

const WhoAndCost = ({ offer: { shutOut, people, cost }, regulars }: OfferLineProps) => {
  const sayMoney = useSayMoney()
  const names = people.map(({ id, name }) => name ?? words.unnamed(id))
  return (
    <Words>
      {`${words.shutOut(shutOut, regulars)}${names.length > 0 ? `: ${words.people(names, shutOut - names.length)}` : ''}. `}
      {cost === null ? words.noPrice : words.cost(sayMoney(cost))}
    </Words>
  )
}
