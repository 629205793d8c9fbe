import { AppError } from '../../errors.ts'
import type { RuleChange, RuleRow } from '../../store/rules.ts'

export const noRule = (id: string): AppError => new AppError('not_found', `There is no rule ${id} in this shop`)

export const noVersion = (id: string, version: number): AppError =>
  new AppError('not_found', `There is no version ${version} of rule ${id} in this shop`)

/** The rule after the change; throws what stood in its way. `version` is the one that was asked for. */
export const changedRule = (change: RuleChange, id: string, version = 0): RuleRow => {
  if (change.changed) return change.rule
  if (change.why === 'missing') throw noRule(id)
  if (change.why === 'no_version') throw noVersion(id, version)
  throw new AppError(
    'conflict',
    'Somebody else changed this rule since you opened it. Read it again, then repeat your change.',
  )
}
