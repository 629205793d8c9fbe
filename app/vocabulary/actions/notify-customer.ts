import { z } from 'zod'
import { quoteText } from '../../rules/quoted-text.ts'
import type { RuleDocument } from '../../rules/types.ts'
import { CHANNELS, type Channel, defineAction } from '../define.ts'

/**
 * A signed message to the shop's own mail tool, which knows the customer and writes to them. `message` is the tool's name
 * for what it sends; `text` is passed on as it is, so that it may hold the tool's own placeholders.
 */
export const notifyCustomer = defineAction({
  name: 'customer.notify',
  label: 'Have the mail tool write to the customer',
  needsCustomer: true,
  params: z.strictObject({
    message: z
      .string()
      .max(60)
      .regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/, 'expected a short name in small letters, such as "win-back"'),
    text: z.string().trim().min(1).max(2000).optional(),
    channel: z.enum(CHANNELS).optional(),
  }),
  sentence: ({ message, text, channel }) =>
    [
      `have the mail tool send ${quoteText(message)}${sayChannel(channel)}`,
      ...(text === undefined ? [] : [`saying ${quoteText(text)}`]),
    ].join(', '),
  shortSentence: ({ message, channel }) => `have the mail tool send ${quoteText(message)}${sayChannel(channel)}`,
  isContact: () => true,
  traits: ({ channel = 'email' }) => ({ isHeld: true, channel }),
  plan: ({ message, text = null, channel = 'email' }, { at, customerId, orderId, ruleName, reason }) =>
    customerId === null
      ? []
      : [{ kind: 'notify', channel, customerId, orderId, rule: ruleName, reason, message, text, at, codeKey: null }],
})

const sayChannel = (channel: Channel | undefined): string =>
  channel === undefined ? '' : channel === 'sms' ? ' by SMS' : ' by e-mail'

/** Whether a rule writes to customers, and so needs the shop's mail tool. */
export const needsMailTool = ({ actions }: RuleDocument): boolean =>
  actions.some(({ type }) => type === notifyCustomer.name)
