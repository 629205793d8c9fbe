import { AppError } from '../../errors.ts'
import { discountsPastCeiling } from '../../rules/ceiling.ts'
import type { RuleDocument } from '../../rules/types.ts'
import type { AppStore } from '../../store/open-store.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'
import type { Caller } from './caller.ts'
import { RuleInvalid } from './rule-invalid.ts'

/** A rule must not go live whose own discount is more than the shop lets all its rules give together. */
export const refusePastCeiling = async (
  { id, currency }: Caller['shop'],
  document: RuleDocument,
  policies: AppStore['policies'],
): Promise<void> => {
  const { discountCeilingPercent: ceiling } = await policies.find(id)
  const problems = discountsPastCeiling(document, vocabulary, { currency }, ceiling).map((problem) => ({
    ...problem,
    message: `${problem.message}. Give less, or raise the most under Settings first`,
  }))
  if (problems.length > 0) throw new RuleInvalid(problems)
}

/** A ceiling must not be lowered below what live rules promise. */
export const refuseCeilingBelow = (
  rules: readonly { readonly name: string; readonly document: RuleDocument }[],
  ceiling: number,
  currency: string,
): void => {
  const past = rules.flatMap(({ name, document }) => {
    const [problem] = discountsPastCeiling(document, vocabulary, { currency }, ceiling)
    return problem === undefined ? [] : [`“${name}” (${problem.found})`]
  })
  if (past.length === 0) return
  const [are, their, them] =
    past.length === 1 ? ['The rule', 'its discount', 'it'] : ['The rules', 'their discounts', 'them']
  const live = past.length === 1 ? 'is live and gives' : 'are live and give'
  throw new AppError(
    'conflict',
    `${are} ${past.join(', ')} ${live} more than ${ceiling}%: lower ${their} or pause ${them}, then save this again`,
  )
}
