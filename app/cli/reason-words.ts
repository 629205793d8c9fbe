import type { Reason } from '../rules/types.ts'

const WORDS: Readonly<Partial<Record<string, string>>> = {
  too_old: 'heard of it more than 48 hours after it happened',
  no_customer: 'nobody knows who the customer is',
  cooling_down: 'they got it not long ago',
  capped: 'they have had it as often as the rule allows',
} satisfies Readonly<Record<Reason, string>>

/** Why a matching rule gave nothing, for people. */
export const reasonInWords = (reason: string): string => WORDS[reason] ?? reason.replaceAll('_', ' ')
