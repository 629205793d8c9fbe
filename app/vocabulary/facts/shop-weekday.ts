import { calendarOf } from '../calendar.ts'
import { defineShopFact } from '../define.ts'

/** Of the moment, in the shop's time zone. */
export const weekday = defineShopFact({
  name: 'shop.weekday',
  type: 'number',
  label: 'weekday',
  meaning: '1 for Monday to 7 for Sunday, in the shop’s time zone.',
  read: (_shop, { at, timeZone }) => calendarOf(timeZone, at).weekday,
})
