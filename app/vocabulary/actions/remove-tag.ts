import { z } from 'zod'
import { quoteText } from '../../rules/quoted-text.ts'
import { defineAction } from '../define.ts'
import { customerTag } from '../params.ts'

export const removeTag = defineAction({
  name: 'customer.removeTag',
  label: 'Take a customer tag away',
  needsCustomer: true,
  params: z.strictObject({ tag: customerTag }),
  sentence: ({ tag }) => `take the tag ${quoteText(tag)} from the customer`,
  outcome: ({ tag }) => ({ removesTags: [tag] }),
  traits: () => ({ isHeld: true }),
  plan: ({ tag }, { customerId }) => (customerId === null ? [] : [{ kind: 'tag', customerId, add: [], remove: [tag] }]),
})
