import type { ApiEffect } from '../../contracts/api.ts'
import { readValue } from '../../rules/fact-values.ts'
import { readMoney } from '../../rules/money.ts'
import { isReason, sayReason } from '../../rules/reasons.ts'
import type { FactValue, Figures } from '../../rules/types.ts'
import type { CodeUse, EffectRow } from '../../store/activity.ts'
import { factNamed } from '../../vocabulary/vocabulary.ts'

/** Stored things in words for people. */

export const readableFacts = (facts: Readonly<Record<string, Exclude<FactValue, undefined>>>, currency: string) =>
  Object.entries(facts).flatMap(([name, value]) => {
    const spec = factNamed(name)
    return spec === undefined
      ? []
      : [{ name, label: spec.label, meaning: spec.meaning, text: readValue(spec, value, { currency }) }]
  })

/** A reason that this version no longer knows is told as it stands. */
export const readableReason = (
  reason: string | null,
  figures: Figures | null | undefined,
  currency: string,
): string | null =>
  reason === null ? null : isReason(reason) ? sayReason(reason, figures ?? undefined, { currency }) : reason

export const effectSummary = (
  effect: EffectRow['body'],
  result: Readonly<Record<string, unknown>> | null,
  currency: string,
): string => {
  switch (effect.kind) {
    case 'code': {
      const worth = 'percent' in effect.worth ? `${effect.worth.percent}%` : readMoney(effect.worth.amount, currency)
      const code = typeof result?.code === 'string' ? ` ${result.code}` : ''
      return `${worth} code${code}`
    }
    case 'tag':
      return effect.add.length > 0 ? `tag ${quoted(effect.add)}` : `take away tag ${quoted(effect.remove)}`
    case 'note':
      return `note on the order “${effect.text}”`
    case 'task':
      return `task: ${TASK_WORDS[effect.taskKind]}`
    case 'notify': {
      const code = typeof result?.code === 'string' ? ` with the code ${result.code}` : ''
      return `message “${effect.message}” to your mail tool${code}`
    }
    case 'keep':
      return `lets the customer keep “${effect.offer}” for a time`
    case 'withdraw':
      return `take back the code ${effect.code}`
    case 'reread':
      return `ask Shopify for the ${effect.what} again`
    default:
      return effect satisfies never
  }
}

/** `now` in epoch milliseconds. */
export const codeUse = (use: CodeUse | null, currency: string, now: number): ApiEffect['use'] => {
  if (use === null || use.state === 'released') return null
  const { state, expiresAt, usedOn, amount } = use
  if (state === 'booked') {
    return {
      is: 'used',
      order: usedOn ?? '',
      amount: readMoney(Number(amount), currency),
      costNothing: Number(amount) === 0,
    }
  }
  if (expiresAt !== null && Date.parse(expiresAt) <= now) return { is: 'ran_out' }
  return { is: 'unused', until: expiresAt === null ? null : new Date(expiresAt).toISOString() }
}

const quoted = (tags: readonly string[]): string => tags.map((tag) => `“${tag}”`).join(', ')

const TASK_WORDS = {
  personal_note: 'a personal note',
  phone_call: 'a phone call',
  gift: 'a gift',
  follow_up: 'a follow-up',
  review: 'a decision about what was given',
} as const

export const fullName = (
  person: { readonly firstName: string | null; readonly lastName: string | null } | undefined,
): string | null => [person?.firstName, person?.lastName].filter(Boolean).join(' ') || null
