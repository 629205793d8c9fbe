import { parseTime } from './iso-time.ts'
import { DAY_MS } from './types.ts'

/** A day, in days since 1970-01-01, or so many of a unit from today. */
export type DateOperand = { readonly day: number } | { readonly count: number; readonly unit: DateUnit }
type DateUnit = 'd' | 'w' | 'm' | 'y'

/** 2026-12-01, -30d, +4w, today, yesterday, 12_months_ago. */
export const readDate = (text: string): DateOperand | undefined => {
  const word = text.toLowerCase()
  if (word === 'today') return { count: 0, unit: 'd' }
  if (word === 'yesterday') return { count: -1, unit: 'd' }
  const offset = /^([+-]\d{1,5})([dwmy])$/.exec(word)
  if (offset) return { count: Number(offset[1]), unit: offset[2] as DateUnit }
  const named = /^(\d{1,5})_(d|w|m|y)[a-z]+_ago$/.exec(word)
  if (named) return { count: -Number(named[1]), unit: named[2] as DateUnit }
  const at = text.length === 10 ? parseTime(text) : undefined
  return at === undefined ? undefined : { day: at / DAY_MS }
}

/** Months and years are of the calendar; from the 31st, a shorter month's last day. */
export const dayOf = (operand: DateOperand, today: number): number => {
  if ('day' in operand) return operand.day
  const { count, unit } = operand
  if (unit === 'd') return today + count
  if (unit === 'w') return today + 7 * count
  const now = new Date(today * DAY_MS)
  const month = now.getUTCMonth() + (unit === 'm' ? count : 12 * count)
  const last = new Date(Date.UTC(now.getUTCFullYear(), month + 1, 0)).getUTCDate()
  return Date.UTC(now.getUTCFullYear(), month, Math.min(now.getUTCDate(), last)) / DAY_MS
}
