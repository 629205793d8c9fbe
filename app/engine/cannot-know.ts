import type { RuleDocument } from '../rules/types.ts'
import { actionNamed, triggerNamed } from '../vocabulary/vocabulary.ts'

/** What nobody can know who tries rules on past orders, in one sentence; undefined where it makes no difference to them. */
export const whatCannotBeKnown = (documents: readonly RuleDocument[], currency: string): string | undefined => {
  const doings = documents.flatMap((document) => {
    const trigger = triggerNamed(document.trigger)
    return document.actions.flatMap(({ type, params }) => {
      const action = actionNamed(type)
      if (action === undefined || trigger === undefined) return []
      return [
        {
          isWritten: action.traits(params).channel !== undefined,
          isContact: action.isContact(params, trigger),
          isCode: action.outcome(params, { currency }).discount !== undefined,
        },
      ]
    })
  })
  const unknown = [
    ...(doings.some(({ isWritten }) => isWritten) ? ['who had agreed to hear from you then'] : []),
    ...(doings.some(({ isContact }) => isContact) ? ['what else customers heard from you then'] : []),
    ...(doings.some(({ isCode }) => isCode) ? ['which codes would have been used'] : []),
  ]
  if (unknown.length === 0) return undefined
  return `Nobody can know ${listed(unknown)}; and everything is taken to be done at once.`
}

const listed = (parts: readonly string[]): string =>
  parts.length === 1 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
