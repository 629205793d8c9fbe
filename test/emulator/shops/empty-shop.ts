import type { ShopOrigin } from './origin.ts'

/** A shop that opened just now: what happens in it is up to whoever holds it. */
export const openEmptyShop = (source: { domain: string; currency?: string; timeZone?: string }): ShopOrigin => ({
  settings: {
    id: 60_000_000_003,
    domain: source.domain,
    name: 'Empty Shelf',
    currency: source.currency ?? 'EUR',
    timeZone: source.timeZone ?? 'UTC',
    countryCode: 'DE',
  },
  past: [],
  pastAdjustments: [],
  startsAt: null,
  tellsTime: false,
  liveEntries: 0,
  liveOrders: 0,
  trade: () => {
    throw new Error(`${source.domain} does not trade by itself`)
  },
  fileIds: null,
})
