import { MOST_ACTIONS } from './bounds.ts'
import type { CheckContext } from './check-context.ts'
import { isObject, readFields, readList } from './check-shape.ts'
import { findWord } from './check-words.ts'
import { at, either, quote } from './problem-list.ts'
import type { Action, ActionSpec } from './types.ts'

const ACTION = { what: 'an action', keys: ['type', 'params'] }

export const checkActions = (value: unknown, path: string, context: CheckContext): readonly Action[] | undefined => {
  const items = readList(value, path, { what: 'actions', most: MOST_ACTIONS }, context.problems)
  const actions = items?.map((item, index) => checkAction(item, at(path, index), context))
  return actions?.every((action) => action !== undefined) ? actions : undefined
}

const checkAction = (value: unknown, path: string, context: CheckContext): Action | undefined => {
  const { problems } = context
  const fields = readFields(value, path, ACTION, problems)
  const spec =
    fields && findWord(fields.get('type'), at(path, 'type'), { what: 'action', words: context.actions }, context)
  const params = fields?.get('params')
  if (fields && !isObject(params)) {
    problems.add(at(path, 'params'), 'The details of the action are missing: an object, which may be empty', {
      found: params,
      expected: 'an object',
    })
  }
  if (spec) checkPlace(spec, at(path, 'type'), context)
  if (!spec || !isObject(params)) return undefined
  const wrong = spec.checkParams(params, { currency: context.currency })
  for (const { path: inside, message, ...details } of wrong)
    problems.addWorded({ path: at(path, 'params') + inside, message, ...details })
  return wrong.length > 0 ? undefined : { type: spec.name, params: params as Readonly<Record<string, unknown>> }
}

/** The checkout gives discounts and does nothing else; those it alone can give. */
const checkPlace = (spec: ActionSpec, path: string, context: CheckContext): void => {
  const { trigger, actions, problems } = context
  const isOfCheckout = spec.checkout === true
  if (!trigger || isOfCheckout === (trigger.checkout === true)) return
  const message = isOfCheckout
    ? `${quote(spec.label)} is given at the checkout, and not when ${trigger.label}`
    : `${quote(spec.label)} is not done when ${trigger.label}: the rule is asked before there is an order`
  const others = [...actions.values()].filter(({ checkout }) => (checkout === true) !== isOfCheckout)
  problems.add(path, message, { found: spec.name, expected: either(others.map(({ name }) => name)) })
}
