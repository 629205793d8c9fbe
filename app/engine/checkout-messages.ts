import type { RuleDocument } from '../rules/types.ts'
import { prepareRule } from './prepare-rule.ts'

/** What customers read beside a rule's offers, in their order: orders name an offer by nothing else. Of a checked document. */
export const checkoutMessagesOf = (document: RuleDocument, currency: string): readonly string[] =>
  prepareRule({ id: '', version: 0, state: 'live', document, liveSince: null }, currency).checkout?.offers.map(
    ({ message }) => message,
  ) ?? []
