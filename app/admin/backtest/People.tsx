import type { ApiBacktestExample } from '../../contracts/backtests.ts'
import { sayDate } from '../format/moments.ts'
import { sayFirst } from '../format/say-first.ts'
import { usePlace } from '../shell/shop.tsx'
import { Stack } from '../ui/Layout.tsx'
import { Words } from '../ui/Words.tsx'
import { words } from './words.ts'

type PeopleProps = {
  readonly title: string
  readonly people: readonly ApiBacktestExample[]
  /** How many there are in all, where more than are named. */
  readonly of?: number
}

/** Some of those it is about, by name. */
export const People = ({ title, people, of = people.length }: PeopleProps) => {
  const place = usePlace()
  return (
    <Stack gap="tight">
      <Words look="subheading">{title}</Words>
      {people.map((each) => (
        <Words key={each.customer.id}>
          {`${sayFirst(whoIs(each.customer))}, ${[...(each.orderName === null ? [] : [words.order(each.orderName)]), sayDate(each.at, place)].join(', ')}`}
        </Words>
      ))}
      {of > people.length && <Words look="quiet">{words.andMore(of - people.length)}</Words>}
    </Stack>
  )
}

export const whoIs = (customer: ApiBacktestExample['customer'] | null): string =>
  customer === null ? words.unknownCustomer : (customer.name ?? words.customer(customer.id))
