import { defineTrigger } from '../define.ts'

/** Every customer is looked at once a day, at 06:00 by the shop's clocks. */
export const everyDay = defineTrigger({
  name: 'every.day',
  label: 'a day begins',
  opening: 'Every day',
  shelves: ['customer', 'shop'],
  daily: true,
  fits: (entry) => entry.kind === 'tick',
})
