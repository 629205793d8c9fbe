import { calendarOf } from '../calendar.ts'
import { defineShopFact } from '../define.ts'

/** Of the moment, in the shop's time zone. */
export const hour = defineShopFact({
  name: 'shop.hour',
  type: 'number',
  label: 'hour',
  meaning: '0 to 23, in the shop’s time zone.',
  read: (_shop, { at, timeZone }) => calendarOf(timeZone, at).hour,
})
