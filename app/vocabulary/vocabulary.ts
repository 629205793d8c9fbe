import type { ZodError } from 'zod'
import { amountComplaint } from '../rules/check-amount.ts'
import type { Problem, Vocabulary } from '../rules/types.ts'
import { actions } from './actions/index.ts'
import type { ActionDefinition, Fact, Trigger } from './define.ts'
import { facts } from './facts/index.ts'
import { triggers } from './triggers/index.ts'

/** Every word that a rule may use, as the language room wants to know it. */
export const vocabulary: Vocabulary = {
  facts,
  triggers,
  actions: actions.map(({ name, label, params, sentence, shortSentence, outcome, isContact, amounts, offer }) => ({
    name,
    label,
    ...(offer && { checkout: true as const }),
    sentence,
    shortSentence,
    outcome,
    isContact,
    checkParams: (given, { currency }) => {
      const parsed = params.safeParse(given)
      return parsed.success ? wrongAmounts(parsed.data, amounts, currency) : problemsOf(parsed.error)
    },
  })),
}

export const factNamed = (name: string): Fact | undefined => factsByName.get(name)
export const triggerNamed = (name: string): Trigger | undefined => triggers.find((trigger) => trigger.name === name)
export const actionNamed = (name: string): ActionDefinition | undefined =>
  actions.find((action) => action.name === name)

const factsByName = new Map(facts.map((fact) => [fact.name, fact]))

/** An amount may be good in one currency and finer than another's smallest coin, or nothing at all once rounded to it. */
const wrongAmounts = (
  params: Readonly<Record<string, unknown>>,
  amounts: readonly string[],
  currency: string,
): Problem[] =>
  amounts.flatMap((name) => {
    const amount = params[name]
    const complaint = amount === undefined ? undefined : amountComplaint(amount, currency)
    return complaint ? [{ path: `/${name}`, ...complaint, found: JSON.stringify(amount) }] : []
  })

/** zod's issues as problems with JSON Pointers. */
const problemsOf = (error: ZodError): Problem[] =>
  error.issues.map(({ path, message }) => ({
    path: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    message,
  }))
