import { calendarOf } from '../calendar.ts'
import { defineShopFact } from '../define.ts'

/** Of the moment, in the shop's time zone. */
export const dayOfMonth = defineShopFact({
  name: 'shop.dayOfMonth',
  type: 'number',
  whole: true,
  least: 1,
  most: 31,
  label: 'day of the month',
  meaning: '1 to 31, in the shop’s time zone.',
  read: (_shop, { at, timeZone }) => calendarOf(timeZone, at).dayOfMonth,
})
