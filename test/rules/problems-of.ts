import { checkDocument } from '../../app/rules/check.ts'
import type { Problem } from '../../app/rules/types.ts'
import { vocabulary, WORDS } from './vocabulary.ts'

export const problemsOf = (document: unknown): readonly Problem[] => {
  const checked = checkDocument(document, vocabulary, WORDS)
  return checked.valid ? [] : checked.problems
}

/** The condition that tests change one thing about. */
export const ORDERS = { fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 } as const
