import type { ApiRule, ApiRuleHistory } from '../../contracts/api.ts'
import { changesInWords } from '../../rules/document-changes.ts'
import { isSameDocument } from '../../rules/same-document.ts'
import { sentence, summary } from '../../rules/sentence.ts'
import type { RuleDocument } from '../../rules/types.ts'
import type { RuleChangeRow, RuleVersionRow } from '../../store/rule-history.ts'
import type { RuleRow } from '../../store/rules.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'

/** A rule as the admin shows it: what runs, and what the latest version would change of it. */
export const readableRule = (
  { document, running, updatedAt, lastGrantedAt, ...rule }: RuleRow,
  currency: string,
): ApiRule => ({
  ...inWords(document, currency),
  ...rule,
  running: running && inWords(running, currency),
  differsFromLive: running !== null && !isSameDocument(running, document),
  differences: running === null ? [] : [...changesInWords(running, document, vocabulary, { currency })],
  trigger: document.trigger,
  lastGrantedAt: lastGrantedAt?.toISOString() ?? null,
  updatedAt: updatedAt.toISOString(),
})

/** `versions` come latest first. */
export const readableHistory = (
  { versions, changes }: { readonly versions: readonly RuleVersionRow[]; readonly changes: readonly RuleChangeRow[] },
  currency: string,
): ApiRuleHistory => ({
  versions: versions.map(({ version, document, by, at }, place) => {
    const [before, ...earlier] = versions.slice(place + 1)
    return {
      ...inWords(document, currency),
      version,
      by,
      at: at.toISOString(),
      differences: before ? [...changesInWords(before.document, document, vocabulary, { currency })] : [],
      sameAs: earlier.find((other) => isSameDocument(other.document, document))?.version ?? null,
    }
  }),
  changes: changes.map(({ at, ...change }) => ({ ...change, at: at.toISOString() })),
})

const inWords = (document: RuleDocument, currency: string) => ({
  name: document.name,
  sentence: sentence(document, vocabulary, { currency }),
  summary: summary(document, vocabulary, { currency }),
  document,
})
