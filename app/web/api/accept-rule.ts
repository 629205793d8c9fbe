import { referenceAccepts } from '../../engine/reference.ts'
import { checkDocument } from '../../rules/check.ts'
import type { RuleDocument } from '../../rules/types.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'
import { RuleInvalid } from './rule-invalid.ts'

/** A document is taken when our check finds nothing and the reference engine takes it too. */
export const acceptRule = async (document: unknown, currency: string): Promise<RuleDocument> => {
  const checked = checkDocument(document, vocabulary, { currency })
  if (!checked.valid) throw new RuleInvalid(checked.problems)
  const reference = await referenceAccepts(checked.document, vocabulary, currency)
  if (!reference.accepted)
    throw new RuleInvalid([{ path: '/conditions', message: `the reference engine refuses it: ${reference.reason}` }])
  return checked.document
}
