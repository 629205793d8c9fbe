import { z } from 'zod'
import { MESSAGES_APART, type Offer } from '../rules/checkout/offer.ts'
import { parseMoney, readMoney } from '../rules/money.ts'
import { quoteText } from '../rules/quoted-text.ts'
import type { Outcome, Words } from '../rules/types.ts'
import type { OfferWords } from './define.ts'
import { money } from './params.ts'

/** What the three offers of the checkout have in common. */

const message = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(
    (text) => !text.includes(MESSAGES_APART),
    `a message has no “${MESSAGES_APART}”, which stands between two of them`,
  )

export const worthParams = {
  percent: z.number().gt(0).max(100).optional(),
  amount: money.optional(),
  atMost: money.optional(),
  minimumSubtotal: money.optional(),
  message: message.optional(),
}

type Worth = {
  readonly percent?: number | undefined
  readonly amount?: number | string | undefined
  readonly atMost?: number | string | undefined
  readonly minimumSubtotal?: number | string | undefined
  readonly message?: string | undefined
}

export const WORTH_AMOUNTS = ['amount', 'atMost', 'minimumSubtotal'] as const

export const hasOneWorth = ({ percent, amount }: Worth): boolean => (percent === undefined) !== (amount === undefined)
export const ONE_WORTH = { message: 'give either "percent" or "amount"', path: ['percent'] }

export const capsPercent = ({ amount, atMost }: Worth): boolean => amount === undefined || atMost === undefined
export const CAPS_PERCENT = {
  message: '"atMost" is for a "percent"; an "amount" is never more than it says',
  path: ['atMost'],
}

/** "take 10% off the order, at most £8.00, from £30.00 on, saying “…”" */
export const sayOffer = (worth: Worth, off: string, { currency }: Words): string => {
  const { percent, amount, atMost, minimumSubtotal } = worth
  const inWords = (value: number | string | undefined) => readMoney(minorOf(value, currency), currency)
  return [
    `take ${percent === undefined ? inWords(amount) : `${percent}%`} off ${off}`,
    ...(atMost === undefined ? [] : [`at most ${inWords(atMost)}`]),
    ...(minimumSubtotal === undefined ? [] : [`from ${inWords(minimumSubtotal)} on`]),
    ...(worth.message === undefined ? [] : [`saying ${quoteText(worth.message)}`]),
  ].join(', ')
}

export const worthOf = (
  { percent, amount, atMost, minimumSubtotal, message }: Worth,
  { currency, ruleName }: OfferWords,
): Pick<Offer, 'worth' | 'atMost' | 'minimum' | 'message'> => ({
  worth: percent === undefined ? { amount: minorOf(amount, currency) } : { percent },
  ...(atMost !== undefined && { atMost: minorOf(atMost, currency) }),
  ...(minimumSubtotal !== undefined && { minimum: minorOf(minimumSubtotal, currency) }),
  message: message ?? ruleName,
})

/** What is known beforehand of an offer on goods; offers add up with each other. */
export const outcomeOf = ({ percent, amount, minimumSubtotal }: Worth, { currency }: Words): Outcome => ({
  discount: {
    ...(percent === undefined ? { amount: minorOf(amount, currency) } : { percent }),
    combines: true,
    ...(minimumSubtotal !== undefined && { minimum: minorOf(minimumSubtotal, currency) }),
  },
})

/** Of what is checked: an amount that the currency has. */
const minorOf = (value: number | string | undefined, currency: string): number => parseMoney(value ?? 0, currency) ?? 0
