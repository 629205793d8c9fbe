import { firstOrderEver, lastCountedOrder } from '../ledger/customer.ts'
import { decimalsOf } from '../rules/money.ts'
import { isOfPerson } from '../rules/segment-attributes.ts'
import {
  type Assignment,
  assignmentsOf,
  matchesSegment,
  type SegmentSubject,
  type SegmentValue,
} from '../rules/segment-match.ts'
import { clausesOf, type SegmentQuery } from '../rules/segment-query.ts'
import { anyHolds, type Truth } from '../rules/three-valued.ts'
import { dayNumberIn } from '../vocabulary/calendar.ts'
import type { ShopOffer } from './offers-file.ts'
import type { Occasion, ParityOffer, Standing, Terms } from './parity-terms.ts'

/** Once and for all, where a customer may have an offer once. */
const EVER = { times: 1, days: Number.POSITIVE_INFINITY }

export type SegmentOptions = { readonly currency: string; readonly timeZone: string; readonly asOf: number }

export const parityOfferOf = (offer: ShopOffer, options: SegmentOptions): ParityOffer => {
  const { id, title, worth, minimum, oncePerCustomer, startsAt, endsAt } = offer
  return {
    id,
    title,
    worth,
    minimum,
    ...(oncePerCustomer && { perCustomer: EVER }),
    runsAt: (at) => at >= startsAt && at < (endsAt ?? Number.POSITIVE_INFINITY),
    ...(endsAt !== undefined && { endsAt }),
    ...(offer.isUsedUp && { isUsedUp: offer.isUsedUp }),
    source: sourceOf(offer, options),
  }
}

const sourceOf = (
  { audience, segment, codes, newcomersOnly }: ShopOffer,
  options: SegmentOptions,
): ParityOffer['source'] => {
  if (audience === 'named') return { kind: 'named' }
  if (audience !== undefined) return { kind: 'unknown', why: audience.unknown }
  if (segment) return { kind: 'segment', text: segment.text, terms: segmentTerms(segment.query, options) }
  return { kind: 'all', codes, ...(newcomersOnly !== undefined && { newcomersOnly }) }
}

/** Who is in a segment, worked out from the ledger as it was. */
const segmentTerms = (query: SegmentQuery, { currency, timeZone, asOf }: SegmentOptions): Terms => {
  const dayOf = dayNumberIn(timeZone)
  const perMajor = 10 ** decimalsOf(currency)
  const attributes = [...new Set(clausesOf(query).map(({ attribute }) => attribute))]
  return {
    newcomers: anyStranger(
      query,
      strangerOn(dayOf(asOf), () => undefined),
    ),
    hangsOn: attributes.filter((attribute) => !FROM_ORDERS.includes(attribute)),
    assumes: attributes.filter((attribute) => isOfPerson(attribute) && attribute !== 'customer_countries'),
    standing: (occasion) => {
      const today = dayOf(occasion.at)
      const held = (attribute: string) => heldOf(attribute, occasion, dayOf, perMajor)
      return compareWithStranger(query, { today, read: held }, strangerOn(today, held))
    },
  }
}

const FROM_ORDERS = ['number_of_orders', 'amount_spent', 'first_order_date', 'last_order_date']

/** Which of them gets it, over all that their country, consent and the like may be where nobody knows it. */
const compareWithStranger = (query: SegmentQuery, regular: SegmentSubject, stranger: SegmentSubject): Standing => {
  const assignments = assignmentsOf(query, (attribute) => regular.read(attribute) !== undefined)
  if (assignments === undefined) return 'not known'
  const pairs = assignments.map((given) => ({
    regular: matchesSegment(query, withGiven(regular, given)),
    stranger: matchesSegment(query, withGiven(stranger, given)),
  }))
  if (pairs.every((pair) => pair.regular === false)) {
    const anybody = anyHolds(pairs.map((pair) => pair.stranger))
    return anybody === undefined ? 'not known' : anybody ? 'shut out' : 'neither'
  }
  // Whatever is true of both, the regular gets it where the stranger does.
  return pairs.every((pair) => pair.regular === true || pair.stranger === false) ? 'gets it' : 'not known'
}

const anyStranger = (query: SegmentQuery, stranger: SegmentSubject): Truth =>
  anyHolds(
    assignmentsOf(query, () => false)?.map((given) => matchesSegment(query, withGiven(stranger, given))) ?? [undefined],
  )

const withGiven = ({ today, read }: SegmentSubject, given: Assignment): SegmentSubject => ({
  today,
  read: (attribute) => (given.has(attribute) ? given.get(attribute) : read(attribute)),
})

/** Somebody whose record was made today and who never bought; of their person what `personOf` knows. */
const strangerOn = (today: number, personOf: (attribute: string) => SegmentValue): SegmentSubject => ({
  today,
  read: (attribute) => {
    switch (attribute) {
      case 'number_of_orders':
      case 'amount_spent':
        return 0
      case 'first_order_date':
      case 'last_order_date':
        return null
      case 'customer_added_date':
        return today
      case 'customer_tags':
        return []
      // Questions with parameters about what somebody bought: nothing.
      case 'orders_placed':
      case 'products_purchased':
        return false
      case 'customer_countries':
      case 'email_subscription_status':
      case 'sms_subscription_status':
        return personOf(attribute)
      default:
        return undefined
    }
  },
})

/** What the ledger knows of a customer; orders are counted as everywhere here, without cancelled ones. */
const heldOf = (
  attribute: string,
  { customer, order, isRecordKnown, addedAt }: Occasion,
  dayOf: (at: number) => number,
  perMajor: number,
): SegmentValue => {
  const dayAt = (at: number | undefined) => (at === undefined ? undefined : dayOf(at))
  switch (attribute) {
    case 'number_of_orders':
      return customer.ordersCount
    case 'amount_spent':
      return customer.totalSpent / perMajor
    case 'first_order_date':
      return dayAt(firstOrderEver(customer)?.at)
    case 'last_order_date':
      return dayAt(lastCountedOrder(customer)?.at)
    case 'customer_added_date': {
      const known = dayAt(addedAt)
      const first = dayAt(customer.orders[0]?.at ?? customer.opening?.at)
      return known ?? (first === undefined ? undefined : { atMost: first })
    }
    case 'customer_tags':
      return isRecordKnown ? customer.tags : undefined
    case 'customer_countries': {
      const countries = new Set([...customer.orders, ...(order ? [order] : [])].flatMap(({ country }) => country ?? []))
      return countries.size === 0 ? undefined : [...countries]
    }
    case 'email_subscription_status':
      return customer.emailConsent ? SUBSCRIBED : undefined
    case 'sms_subscription_status':
      return customer.smsConsent ? SUBSCRIBED : undefined
    default:
      return undefined
  }
}

/** The ledger tells who agreed; of the others it does not tell whether they left, never came or are being asked. */
const SUBSCRIBED = 'SUBSCRIBED'
