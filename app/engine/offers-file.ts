import { z } from 'zod'
import { AppError } from '../errors.ts'
import { amountComplaint } from '../rules/check-amount.ts'
import { parseTime } from '../rules/iso-time.ts'
import { parseExactMoney } from '../rules/money.ts'
import { readSegment, type SegmentQuery } from '../rules/segment-query.ts'
import { LineProblems, parseLine } from './line-problems.ts'
import { eachLine, type NamedLines } from './order-files.ts'
import type { OfferWorth, UnknownAudience } from './parity-terms.ts'

/** The offers file: one JSON object a line, a discount as the shop's own list of discounts has it. */

/** A discount of the shop. Moments are epoch milliseconds, money whole minor units. */
export type ShopOffer = {
  readonly id: string
  readonly title: string
  readonly method: 'code' | 'automatic'
  readonly codes: readonly string[]
  readonly worth: OfferWorth
  /** Of an order's subtotal; 0 where there is none. */
  readonly minimum: number
  readonly oncePerCustomer: boolean
  /** Where neither everybody nor a segment says who gets it: customers by name, or what cannot be read. */
  readonly audience?: 'named' | { readonly unknown: UnknownAudience } | undefined
  /** Absent where it is open to all. */
  readonly segment?: { readonly text: string; readonly query: SegmentQuery }
  readonly startsAt: number
  readonly endsAt?: number
  /** It was used as often as it may be. */
  readonly isUsedUp?: true | undefined
  /** What a person says of a code that is open to all by its terms; absent as long as nobody was asked. */
  readonly newcomersOnly?: boolean
}

/** Throws FileProblems with every line that is wrong. */
export const readOffers = async (file: NamedLines, currency: string): Promise<ShopOffer[]> => {
  const problems = new LineProblems()
  const lines = new Map<string, number>()
  const offers: ShopOffer[] = []
  const shape = offerLine(currency)
  await eachLine(file, problems, (text, line) => {
    const offer = offerOf(parseLine(shape, text), currency)
    const names = [`offer ${offer.id}`, ...offer.codes.map((code) => `code ${code.toLowerCase()}`)]
    for (const name of names) {
      const first = lines.get(name)
      if (first !== undefined) throw problem(`${name} stands in line ${first} already`)
    }
    for (const name of names) lines.set(name, line)
    offers.push(offer)
  })
  problems.throwIfAny()
  return offers
}

const offerOf = (given: z.infer<ReturnType<typeof offerLine>>, currency: string): ShopOffer => {
  const { id, title, method, codes, oncePerCustomer, customers, newcomersOnly } = given
  const segment = customers === 'all' ? undefined : readSegment(customers.segment)
  const endsAt = given.endsAt == null ? undefined : momentOf(given.endsAt)
  return {
    id,
    title,
    method,
    codes: [...new Set(codes)],
    worth: given.percent === undefined ? { amount: minorOf(given.amount, currency) } : { percent: given.percent },
    minimum: minorOf(given.minimum ?? '0', currency),
    oncePerCustomer,
    ...(segment?.valid && customers !== 'all' && { segment: { text: customers.segment, query: segment.query } }),
    startsAt: momentOf(given.startsAt),
    ...(endsAt !== undefined && { endsAt }),
    ...(newcomersOnly !== undefined && { newcomersOnly }),
  }
}

const text = z.string('expected a text in quotes').min(1, 'expected a text in quotes')
const flag = z.boolean('expected true or false')
const time = z
  .string('expected a time in quotes, such as "2026-12-01T09:30:00Z"')
  .refine(
    (value) => parseTime(value) !== undefined,
    'expected a day, or a time with its offset: "2026-12-01T09:30:00Z"',
  )

const segment = z.string('expected a query in quotes').superRefine((query, context) => {
  const read = readSegment(query)
  if (!read.valid) context.addIssue({ code: 'custom', message: `character ${read.at}: ${read.message}` })
})

const offerLine = (currency: string) => {
  const money = z
    .union([z.string(), z.number()], 'expected an amount such as "5.00"')
    .superRefine((amount, context) => {
      const complaint = amountComplaint(amount, currency)
      if (complaint) context.addIssue({ code: 'custom', message: `expected ${complaint.expected}` })
    })
  return z
    .strictObject(
      {
        id: text,
        title: text,
        method: z.enum(['code', 'automatic'], 'expected "code" or "automatic"'),
        codes: z.array(text, 'expected a list of codes').default([]),
        percent: z.number('expected a number such as 10').gt(0, ABOUT_PERCENT).max(100, ABOUT_PERCENT).optional(),
        amount: money.optional(),
        minimum: money.optional(),
        oncePerCustomer: flag,
        customers: z.union(
          [z.literal('all'), z.strictObject({ segment })],
          'expected "all" or {"segment": "number_of_orders = 0"}',
        ),
        startsAt: time,
        endsAt: time.nullish(),
        newcomersOnly: flag.optional(),
      },
      {
        error: (issue) =>
          issue.code === 'unrecognized_keys'
            ? `there is nothing called ${issue.keys?.map((key) => `"${key}"`).join(', ')} in an offer`
            : 'expected an object with an offer, such as {"id": "1", "title": "Welcome", …}',
      },
    )
    .superRefine((offer, context) => {
      const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
      if ((offer.percent === undefined) === (offer.amount === undefined))
        say('percent', 'give either "percent" or "amount"')
      if (offer.method === 'code' && offer.codes.length === 0) say('codes', 'expected at least one code')
      if (offer.method === 'automatic' && offer.codes.length > 0) say('codes', 'an automatic discount has no codes')
      if (offer.newcomersOnly !== undefined && offer.customers !== 'all')
        say('newcomersOnly', 'says nothing beside a segment, which says it already')
      if (offer.endsAt != null && momentOf(offer.endsAt) <= momentOf(offer.startsAt))
        say('endsAt', `expected a time after startsAt, ${offer.startsAt}`)
    })
}

const ABOUT_PERCENT = 'expected more than 0 and at most 100'

/** Of what was checked before. */
const momentOf = (written: string): number => parseTime(written) ?? Number.NaN
const minorOf = (written: string | number | undefined, currency: string): number =>
  parseExactMoney(written, currency) ?? Number.NaN

const problem = (message: string): AppError => new AppError('request.invalid', message)
