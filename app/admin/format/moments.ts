import { DAY_MS } from '../../rules/types.ts'

/** Where and how times are said: the shop's time zone, the reader's kind of English. */
export type Place = { readonly timeZone: string; readonly locale: string }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const LONG_AGO_DAYS = 7

/** "in 3 days", "yesterday"; days are YYYY-MM-DD in the shop's time zone. */
export const sayDay = (day: string, today: string, { locale }: Pick<Place, 'locale'>): string =>
  new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(daysBetween(today, day), 'day')

/** "Friday, 27 November 2026". */
export const sayExactDay = (day: string, { locale }: Pick<Place, 'locale'>): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(day))

/** "2 hours ago"; from a week on the date itself. `now` in epoch milliseconds. */
export const sayMoment = (iso: string, now: number, place: Place): string => {
  const at = Date.parse(iso)
  const age = Math.abs(now - at)
  if (age >= LONG_AGO_DAYS * DAY_MS) return sayDate(iso, place)
  // Not "yesterday": 30 hours ago may have been the day before it.
  const relative = new Intl.RelativeTimeFormat(place.locale)
  if (age < MINUTE_MS) return 'just now'
  if (age < HOUR_MS) return relative.format(Math.trunc((at - now) / MINUTE_MS), 'minute')
  if (age < DAY_MS) return relative.format(Math.trunc((at - now) / HOUR_MS), 'hour')
  return relative.format(Math.trunc((at - now) / DAY_MS), 'day')
}

/** "14:03 today"; of another day "27 Nov 2026, 14:03". */
export const sayTime = (iso: string, now: number, place: Place): string => {
  const time = new Intl.DateTimeFormat(place.locale, { timeStyle: 'short', timeZone: place.timeZone })
  const said = time.format(Date.parse(iso))
  const day = sayDate(iso, place)
  return day === sayDate(new Date(now).toISOString(), place) ? `${said} today` : `${day}, ${said}`
}

/** "27 Nov 2026". */
export const sayDate = (iso: string, { locale, timeZone }: Place): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(Date.parse(iso))

/** "March 2024". */
export const sayMonth = (iso: string, { locale, timeZone }: Place): string =>
  new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone }).format(Date.parse(iso))

/** "27 November 2026 at 14:03:22 GMT". */
export const sayExactMoment = (iso: string, { locale, timeZone }: Place): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone }).format(Date.parse(iso))

/** The reader's own English where the browser names one, for the words around the dates are English too. */
export const englishOf = (languages: readonly string[]): string =>
  languages.find((language) => /^en\b/i.test(language)) ?? 'en'

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
