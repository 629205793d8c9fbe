import { toDecimal } from '../../store/money.ts'
import type { ShopState } from '../../store/state.ts'

/** Customers pay in the shop's currency here, so both halves agree. */
export const moneySet = (amount: string, currency: string) => ({
  shop_money: { amount, currency_code: currency },
  presentment_money: { amount, currency_code: currency },
})

/** Amounts of one shop in webhook shape: `text` for the plain field, `set` for its `…_set` twin. */
export const moneyOf = (state: ShopState) => {
  const text = (minor: number) => toDecimal(minor, state.digits)
  return { text, set: (minor: number) => moneySet(text(minor), state.settings.currency) }
}

/** Shopify prints times with the shop's offset. */
export const timestamp = (at: number, timeZone: string): string => {
  const minutes = offsetMinutes(at, timeZone)
  const local = new Date(at + minutes * 60_000).toISOString().slice(0, 19)
  const sign = minutes < 0 ? '-' : '+'
  const size = Math.abs(minutes)
  return `${local}${sign}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
}

const offsetMinutes = (at: number, timeZone: string): number => {
  if (timeZone === 'UTC') return 0
  const parts = formatter(timeZone).formatToParts(at)
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value)
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return Math.round((local - at) / 60_000)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

const formatter = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(timeZone, made)
  return made
}
