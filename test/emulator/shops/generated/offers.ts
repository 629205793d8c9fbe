import type { Change } from '../../store/changes.ts'
import type { Discount } from '../../store/records.ts'
import { DAY_MS } from './days.ts'

/** For newcomers: this shop's own ways of being unfair to its regulars. Open to all by its terms, and told to newcomers alone. */
export const WELCOME = { code: 'WELCOME10', title: 'Welcome: 10% off your first order', share: 0.1 } as const
/** Out of a window that pops up; once for everybody. */
export const POPUP = { code: 'HELLO5', title: 'Hello: 5 off', amount: 500, minimum: 2_500 } as const
/** By itself, for those who never ordered. */
export const FIRST_VISIT = { title: 'First visit: 5% off', share: 0.05, minimum: 4_000 } as const
/** For everybody, now and then. */
export const SEASON = { code: 'LEAFFALL15', title: 'Autumn: 15% off', share: 0.15 } as const

const NEWCOMERS = { id: 590_000_000_001, name: 'Never ordered', query: 'number_of_orders = 0' } as const
const CLUB = { id: 590_000_000_002, name: 'Tea club', query: "customer_tags CONTAINS 'tea club'" } as const

/** Since when newcomers get something by themselves. */
export const newcomersSince = (now: number): number => now - 60 * DAY_MS

/** The shop's own discounts and segments, and when each was made. */
export const openingOffers = (opensAt: number, now: number): { readonly at: number; readonly change: Change }[] => {
  const since = newcomersSince(now)
  const segments = [NEWCOMERS, CLUB].map((segment) => ({ ...segment, createdAt: opensAt, editedAt: opensAt }))
  return [
    ...segments.map((segment) => ({ at: opensAt, change: { kind: 'segmentSaved', segment } as const })),
    codeOf(1, WELCOME, opensAt, { value: { percentage: WELCOME.share } }),
    codeOf(2, SEASON, opensAt, { value: { percentage: SEASON.share } }),
    codeOf(3, POPUP, opensAt, {
      value: { amount: POPUP.amount, onEachItem: false },
      minimumSubtotal: POPUP.minimum,
      oncePerCustomer: true,
    }),
    automaticOf(4, FIRST_VISIT.title, since, {
      value: { percentage: FIRST_VISIT.share },
      minimumSubtotal: FIRST_VISIT.minimum,
      segmentIds: [NEWCOMERS.id],
    }),
    automaticOf(5, 'Free shipping from 50', opensAt, { value: { freeShipping: true }, minimumSubtotal: 5_000 }),
    automaticOf(6, 'Tea club: 5% off', opensAt, { value: { percentage: 0.05 }, segmentIds: [CLUB.id] }),
  ]
}

type Details = Pick<Discount, 'value'> & Partial<Discount>

const codeOf = (place: number, { code, title }: { code: string; title: string }, at: number, details: Details) => ({
  at,
  change: { kind: 'codeCreated', code: { ...discountOf(place, title, at), ...details, code } } as const,
})

const automaticOf = (place: number, title: string, at: number, details: Details) => ({
  at,
  change: { kind: 'automaticCreated', discount: { ...discountOf(place, title, at), ...details } } as const,
})

const discountOf = (place: number, title: string, at: number) => ({
  id: 1_460_000_000_000 + place,
  code: null,
  title,
  customerIds: [],
  minimumSubtotal: null,
  startsAt: at,
  endsAt: null,
  usageLimit: null,
  oncePerCustomer: false,
  combinesWith: { orders: false, products: false, shipping: false },
  tags: [],
  createdAt: at,
  usageCount: 0,
})
