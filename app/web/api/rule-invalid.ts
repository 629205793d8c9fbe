import { AppError } from '../../errors.ts'
import type { Problem } from '../../rules/types.ts'

/** A document with problems: all of them travel in the answer. */
export class RuleInvalid extends AppError {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super('rule.invalid', problems.length === 1 ? 'The rule has a problem' : `The rule has ${problems.length} problems`)
    this.problems = problems
  }
}
