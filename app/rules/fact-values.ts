import { parseTime, printTime } from './iso-time.ts'
import { parseExactMoney, printMoney, readMoney } from './money.ts'
import { parsePerCent, printPerCent } from './per-cent.ts'
import type { FactSpec, FactType, FactValue, Words } from './types.ts'

export type KnownValue = Exclude<FactValue, undefined>

/**
 * A value as documents, examples and files write it (money a decimal, time ISO 8601) turned into what the app computes with.
 * Undefined when it is not of that type; `printValue` is the way back.
 */
export const parseValue = (type: FactType, written: unknown, currency: string): KnownValue | undefined => {
  switch (type) {
    case 'number':
      return typeof written === 'number' && Number.isFinite(written) ? written : undefined
    case 'money':
      return parseExactMoney(written, currency)
    case 'time':
      return typeof written === 'string' ? parseTime(written) : undefined
    case 'text':
      return typeof written === 'string' ? written : undefined
    case 'boolean':
      return typeof written === 'boolean' ? written : undefined
    case 'list':
      return isTextList(written) ? written : undefined
  }
}

/** For machines: money a decimal string, times in UTC, ratios unrounded. */
export const printValue = (type: FactType, value: KnownValue, currency: string): KnownValue => {
  if (typeof value !== 'number') return value
  if (type === 'money') return printMoney(value, currency)
  return type === 'time' ? printTime(value) : value
}

/** The unit of numbers that are parts of one. Stored and written so, they are said in per cent. */
const RATIO = 'ratio'

/** For people, numbers rounded: "£812.40", "9 days", "1.02%", "yes", "2026-12-01", "not known". */
export const readValue = (spec: FactSpec, value: FactValue, words: Words): string => {
  if (value === undefined) return 'not known'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value
  if (typeof value === 'object') return value.length > 0 ? value.join(', ') : 'none'
  if (spec.type === 'money') return readMoney(value, words.currency)
  return spec.type === 'time' ? readTime(value) : readNumber(rounded(value, spec.unit === RATIO ? 4 : 2), spec)
}

/** Small ones keep two digits: a share of 0.003% is not 0. */
const rounded = (value: number, decimals: number): number =>
  Math.abs(value) < 10 ** (1 - decimals)
    ? Number(value.toPrecision(2))
    : Math.round(value * 10 ** decimals) / 10 ** decimals

/** A number with its unit, where the label does not say it already; digit for digit, so that it can be read back. */
export const readNumber = (value: number, { unit, label }: FactSpec): string => {
  if (unit === RATIO) return `${printPerCent(value)}%`
  const number = String(value)
  if (unit === undefined) return number
  if (unit === '%') return `${number}%`
  return label.toLowerCase().includes(unit.toLowerCase()) ? number : `${number} ${inNumber(unit, value)}`
}

/** The number that `readNumber` wrote these digits for. */
export const parseNumber = (digits: string, { unit }: FactSpec): number =>
  unit === RATIO ? parsePerCent(digits) : Number(digits)

const inNumber = (unit: string, value: number): string => (value === 1 && unit.endsWith('s') ? unit.slice(0, -1) : unit)

/** The day alone when it is midnight, else to the minute: "2026-12-01 09:30 UTC". */
const readTime = (at: number): string => {
  const [day = '', clock = ''] = printTime(at).split('T')
  return clock === '00:00:00.000Z' ? day : `${day} ${clock.slice(0, 5)} UTC`
}

const isTextList = (written: unknown): written is readonly string[] =>
  Array.isArray(written) && written.every((item) => typeof item === 'string')
