import type { KeyedEffect } from './ports.ts'

/**
 * Lets a message to the mail tool carry the code that the same decision gives: the last one before it in the rule, else
 * the first after it. Messages come last, for they wait for their code.
 */
export const carryCodes = (effects: KeyedEffect[]): KeyedEffect[] => {
  const messages = effects.flatMap(({ key, effect }, index): KeyedEffect[] => {
    if (effect.kind !== 'notify') return []
    const code = effects.slice(0, index).findLast(isCode) ?? effects.find(isCode)
    return [{ key, effect: { ...effect, codeKey: code?.key ?? null } }]
  })
  return messages.length === 0 ? effects : [...effects.filter(({ effect }) => effect.kind !== 'notify'), ...messages]
}

const isCode = ({ effect }: KeyedEffect): boolean => effect.kind === 'code'
