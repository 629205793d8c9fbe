import { calendarOf } from '../calendar.ts'
import { defineShopFact } from '../define.ts'

/** Of the moment, in the shop's time zone. */
export const month = defineShopFact({
  name: 'shop.month',
  type: 'number',
  label: 'current month',
  meaning: '1 for January to 12 for December, in the shop’s time zone.',
  read: (_shop, { at, timeZone }) => calendarOf(timeZone, at).month,
})
