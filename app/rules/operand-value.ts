import type { ReadFact } from './compile.ts'
import { isFactOperand } from './conditions.ts'
import type { OperandValue } from './holds.ts'
import type { FactOperand, FactValue, Operand } from './types.ts'

/** What a normalised condition compares with: what is written, or another fact's value as it is now. */
export const operandValue = (operand: Operand, read: ReadFact): OperandValue =>
  isFactOperand(operand) ? scaled(operand, read(operand.fact)) : operand

/** Whether more is asked of the fact than its value. */
export const isScaled = ({ times, plus }: FactOperand): boolean => times !== undefined || plus !== undefined

/**
 * So many times the fact, plus the rest; missing where the fact is. Money is rounded half away from zero to whole minor
 * units before the rest is added. Multiplied in hundredths, so that 1.1 times 100 is 110 and not a little more; exact while
 * the product stays below 2^53.
 */
export const scaled = ({ times, plus, whole }: FactOperand, value: FactValue): FactValue => {
  if (typeof value !== 'number') return value
  const product = times === undefined ? value : (value * Math.round(times * 100)) / 100
  const kept = whole ? Math.sign(product) * Math.round(Math.abs(product)) : product
  return typeof plus === 'number' ? kept + plus : kept
}
