import { LONGEST_TEXT } from './bounds.ts'
import { complainOfMoney } from './check-amount.ts'
import type { CheckContext } from './check-context.ts'
import { parseValue } from './fact-values.ts'
import type { FactType, Scalar } from './types.ts'

export const TYPE_WORDS: Readonly<Record<FactType, string>> = {
  number: 'a number',
  money: 'an amount of money',
  time: 'a time',
  text: 'a text',
  boolean: 'yes or no',
  list: 'a list',
}

/** One written value, as it stands in the document. */
export const checkScalar = (
  value: unknown,
  path: string,
  type: FactType,
  { currency, problems }: CheckContext,
): Scalar | undefined => {
  const isShort = typeof value !== 'string' || value.length <= LONGEST_TEXT
  if (isShort && isScalar(value) && parseValue(type, value, currency) !== undefined) return value
  const { message, expected } = complaint(value, type, currency)
  problems.add(path, message, { found: value, expected })
  return undefined
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** What is wrong with a value that is not of the type, and what would be right. */
const complaint = (value: unknown, type: FactType, currency: string): { message: string; expected: string } => {
  switch (type) {
    case 'number':
      return { message: 'This must be a number, without quotes', expected: 'a number such as 3' }
    case 'money':
      return complainOfMoney(value, currency)
    case 'time':
      return {
        message: 'This must be a date, or a time that says its offset from UTC ("Z" is UTC itself)',
        expected: 'a time such as "2026-12-01T09:00:00Z"',
      }
    case 'boolean':
      return { message: 'This must be true or false, without quotes', expected: 'true or false' }
    case 'text':
    case 'list':
      return {
        message: `This must be a text in quotes, at most ${LONGEST_TEXT} letters long`,
        expected: 'a text such as "vip"',
      }
  }
}
