import { readValue } from '../../rules/fact-values.ts'
import { readMoney } from '../../rules/money.ts'
import type { FactValue, Reason } from '../../rules/types.ts'
import type { PlannedEffect } from '../../vocabulary/define.ts'
import { factNamed } from '../../vocabulary/vocabulary.ts'

/** Stored things in words for people. */

export const readableFacts = (facts: Readonly<Record<string, Exclude<FactValue, undefined>>>, currency: string) =>
  Object.entries(facts).flatMap(([name, value]) => {
    const spec = factNamed(name)
    return spec === undefined
      ? []
      : [{ name, label: spec.label, meaning: spec.meaning, text: readValue(spec, value, { currency }) }]
  })

const REASONS: Readonly<Record<Reason, string>> = {
  too_old: 'we heard of it more than 48 hours after it happened',
  no_customer: 'nobody knows who the customer is',
  cooling_down: 'they got it not long ago',
  capped: 'they have had it as often as the rule allows',
}

export const readableReason = (reason: string | null): string | null =>
  reason === null ? null : (REASONS[reason as Reason] ?? reason)

export const effectSummary = (
  effect: PlannedEffect | { readonly kind: 'reread'; readonly what: string },
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
    case 'reread':
      return `ask Shopify for the ${effect.what} again`
    default:
      return effect satisfies never
  }
}

const quoted = (tags: readonly string[]): string => tags.map((tag) => `“${tag}”`).join(', ')

const TASK_WORDS = {
  personal_note: 'a personal note',
  phone_call: 'a phone call',
  gift: 'a gift',
  follow_up: 'a follow-up',
} as const

export const fullName = (
  person: { readonly firstName: string | null; readonly lastName: string | null } | undefined,
): string | null => [person?.firstName, person?.lastName].filter(Boolean).join(' ') || null
