import { z } from 'zod'
import { quoteText } from '../../rules/quoted-text.ts'
import { defineAction } from '../define.ts'
import { customerTag } from '../params.ts'

export const addTag = defineAction({
  name: 'customer.addTag',
  label: 'Add a customer tag',
  needsCustomer: true,
  params: z.strictObject({ tag: customerTag }),
  sentence: ({ tag }) => `tag the customer ${quoteText(tag)}`,
  outcome: ({ tag }) => ({ addsTags: [tag] }),
  traits: () => ({ isHeld: true }),
  plan: ({ tag }, { customerId }) => (customerId === null ? [] : [{ kind: 'tag', customerId, add: [tag], remove: [] }]),
})
