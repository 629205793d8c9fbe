import type { ApiTaskDetail } from '../../contracts/api.ts'
import { count } from '../format/counts.ts'
import { sayMonth } from '../format/moments.ts'
import { usePlace } from '../shell/shop.tsx'
import { When } from '../shell/When.tsx'
import { Words } from '../ui/Words.tsx'
import { words } from './words.ts'

type StandingProps = { readonly standing: NonNullable<ApiTaskDetail['standing']> }

/** Who this is to the shop, in one line. */
export const Standing = ({ standing: { orders, spent, firstOrderAt, lastOrderAt } }: StandingProps) => {
  const place = usePlace()
  return (
    <Words>
      {orders === 1 ? `${words.standing.first} ` : `${count(orders, words.standing.orders)} `}
      {orders === 1 ? (
        <When iso={lastOrderAt} />
      ) : (
        firstOrderAt !== null && words.standing.since(sayMonth(firstOrderAt, place))
      )}
      {` · ${orders === 1 ? spent : words.standing.spent(spent)}`}
      {orders > 1 && (
        <>
          {` · ${words.standing.last} `}
          <When iso={lastOrderAt} />
        </>
      )}
    </Words>
  )
}
