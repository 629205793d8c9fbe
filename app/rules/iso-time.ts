/**
 * Epoch milliseconds of an ISO 8601 time: "2026-12-01T09:30:00Z", "…+01:00", or a day alone, which begins at midnight UTC.
 * Undefined for anything else, a time without an offset included: it names no moment. Written out because
 * `Date.parse` takes much that is not ISO 8601 and rolls the 30th of February over.
 */
export const parseTime = (text: string): number | undefined => {
  const midnight = readDay(text.slice(0, 10))
  if (midnight === undefined) return undefined
  if (text.length === 10) return midnight
  if (text[10] !== 'T') return undefined
  const offsetAt = clockEndsAt(text)
  if (offsetAt === undefined) return undefined
  const time = readClock(text.slice(11, offsetAt))
  const offset = readOffset(text.slice(offsetAt))
  return time === undefined || offset === undefined ? undefined : midnight + time - offset
}

/** "2026-12-01T09:30:00.000Z", for machines; the day alone for people where nothing is lost. */
export const printTime = (at: number): string => new Date(at).toISOString()

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const readDay = (text: string): number | undefined => {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return undefined
  const year = readNumber(text.slice(0, 4))
  const month = readNumber(text.slice(5, 7))
  const day = readNumber(text.slice(8, 10))
  if (year === undefined || month === undefined || day === undefined) return undefined
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return daysFromEpoch(year, month, day) * 24 * HOUR_MS
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Gregorian day number from 1970-01-01; years are counted from March, so that the leap day comes last. */
const daysFromEpoch = (year: number, month: number, day: number): number => {
  const fromMarch = month > 2 ? year : year - 1
  const monthFromMarch = (month + 9) % 12
  const leapDays = Math.floor(fromMarch / 4) - Math.floor(fromMarch / 100) + Math.floor(fromMarch / 400)
  return 365 * fromMarch + leapDays + Math.floor((153 * monthFromMarch + 2) / 5) + day - 1 - 719_468
}

/** Where the offset of a time begins. */
export const clockEndsAt = (text: string): number | undefined => {
  for (let at = 11; at < text.length; at += 1) {
    if (text[at] === 'Z' || text[at] === '+' || text[at] === '-') return at
  }
  return undefined
}

/** "09:30", "09:30:15" or "09:30:15.250"; digits past the millisecond are dropped. */
const readClock = (text: string): number | undefined => {
  const [hourText = '', minuteText = '', secondText = '00', ...rest] = text.split(':')
  const [wholeText = '', fractionText = '0', ...more] = secondText.split('.')
  if (rest.length > 0 || more.length > 0) return undefined
  const hour = readPair(hourText, 23)
  const minute = readPair(minuteText, 59)
  const second = readPair(wholeText, 59)
  const millisecond = readNumber(fractionText.slice(0, 3).padEnd(3, '0'))
  if (hour === undefined || minute === undefined || second === undefined || millisecond === undefined) return undefined
  if (readNumber(fractionText) === undefined) return undefined
  return hour * HOUR_MS + minute * MINUTE_MS + second * 1000 + millisecond
}

/** "Z", "+01:00" or "-0530". */
const readOffset = (text: string): number | undefined => {
  if (text === 'Z') return 0
  const hasColon = text.length === 6 && text[3] === ':'
  if (!hasColon && text.length !== 5) return undefined
  const hour = readPair(text.slice(1, 3), 23)
  const minute = readPair(text.slice(hasColon ? 4 : 3), 59)
  if (hour === undefined || minute === undefined) return undefined
  return (text[0] === '-' ? -1 : 1) * (hour * HOUR_MS + minute * MINUTE_MS)
}

const readPair = (text: string, most: number): number | undefined => {
  const value = text.length === 2 ? readNumber(text) : undefined
  return value !== undefined && value <= most ? value : undefined
}

const readNumber = (text: string): number | undefined => {
  for (const character of text) if (character < '0' || character > '9') return undefined
  return text.length > 0 ? Number(text) : undefined
}
