import { defineOrderFact } from '../define.ts'

/** The customer or the shop wrote a note on it. */
export const hasNote = defineOrderFact({
  name: 'order.hasNote',
  type: 'boolean',
  label: 'order has a note',
  meaning: 'Whether there is a note on the order. Missing when it is not known.',
  claims: { yes: 'the order has a note', no: 'the order has no note' },
  read: (order) => order.hasNote,
})
