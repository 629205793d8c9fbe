import { parseTime } from '../rules/iso-time.ts'
import { nearest } from '../rules/near-miss.ts'
import type { Call } from './call.ts'
import { type Option, UsageError } from './command.ts'

/** Options that several commands share, and their reading. */

export const CURRENCY: Option = {
  name: 'currency',
  value: 'CODE',
  says: "the shop's currency, such as GBP; else that of the file's first order",
}
export const ORDER_OPTIONS: readonly Option[] = [
  {
    name: 'orders',
    value: 'FILE',
    required: true,
    says: "the shop's orders, one a line (.jsonl or .jsonl.gz), or Shopify's bulk JSONL; see perennial help orders",
  },
  { name: 'refunds', value: 'FILE', says: 'their refunds, where the orders file does not hold them' },
  CURRENCY,
  { name: 'time-zone', value: 'NAME', says: 'of the shop, such as Europe/London (default: UTC)' },
  { name: 'count-free', says: 'orders of total 0 count as well; else they are taken for samples and replacements' },
]
export const JSON_OUTPUT: Option = { name: 'json', says: 'write JSON lines, for machines' }

/** A currency's code in capitals; undefined when none was given. */
export const currencyOf = (call: Call): string | undefined => {
  const written = call.find('currency')
  if (written === undefined) return undefined
  const code = written.toUpperCase()
  if (Intl.supportedValuesOf('currency').includes(code)) return code
  throw new UsageError(`--currency ${written} is no currency that we know; write its three letters, such as GBP`)
}

export const timeZoneOf = (call: Call): string => {
  const written = call.find('time-zone') ?? 'UTC'
  try {
    // Offsets such as +01:00 would do for Intl, but know no summer time.
    if (/^[A-Za-z]/.test(written))
      return new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions().timeZone
  } catch {
    // Told below.
  }
  const meant = nearest(written, Intl.supportedValuesOf('timeZone'))
  throw new UsageError(
    `--time-zone ${written} is no time zone that we know; ${meant === undefined ? 'write one such as Europe/London' : `did you mean ${meant}?`}`,
  )
}

/** Epoch milliseconds; undefined when it was not given. A day alone begins at midnight UTC. */
export const momentOf = (call: Call, name: string): number | undefined => {
  const written = call.find(name)
  if (written === undefined) return undefined
  const at = parseTime(written)
  if (at !== undefined) return at
  throw new UsageError(
    `--${name} ${written} is no time; write a day such as 2026-12-01, or a time with its offset such as 2026-12-01T09:30:00Z`,
  )
}
