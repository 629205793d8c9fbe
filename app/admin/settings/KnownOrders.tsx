import type { ApiSettings } from '../../contracts/api.ts'
import { sayDate } from '../format/moments.ts'
import { usePlace } from '../shell/shop.tsx'
import { Stack } from '../ui/Layout.tsx'
import { Words } from '../ui/Words.tsx'
import { words } from './words.ts'

/** How far back orders are known: nothing to set, and something to know. */
export const KnownOrders = ({
  orders: { since, customersWithEarlier },
}: {
  readonly orders: ApiSettings['orders']
}) => {
  const place = usePlace()
  return (
    <Stack gap="close">
      <Words look="heading">{words.knownOrders.title}</Words>
      <Words>{since === null ? words.knownOrders.none : words.knownOrders.since(sayDate(since, place))}</Words>
      {customersWithEarlier > 0 && <Words>{words.knownOrders.earlier(customersWithEarlier)}</Words>}
      <Words look="quiet">{customersWithEarlier > 0 ? words.knownOrders.partly : words.knownOrders.whole}</Words>
    </Stack>
  )
}
