import { z } from 'zod'
import { quoteText } from '../../rules/quoted-text.ts'
import { defineAction } from '../define.ts'

/** Longest note that a list has room to quote. */
const SHORT = 40

/** One line for whoever packs the parcel, appended to the order's note. */
export const addOrderNote = defineAction({
  name: 'order.addNote',
  label: 'Add a line to the order note',
  needsCustomer: false,
  params: z.strictObject({
    text: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .refine((text) => !/[\r\n]/.test(text), 'a note line has no line breaks'),
  }),
  sentence: ({ text }) => `note on the order ${quoteText(text)}`,
  shortSentence: ({ text }) =>
    text.length > SHORT ? 'leave a note on the order' : `note on the order ${quoteText(text)}`,
  plan: ({ text }, { orderId }) => (orderId === null ? [] : [{ kind: 'note', orderId, text }]),
})
