import type { MailTool } from '../../notify/mail-tool.ts'
import type { Problem, RuleDocument } from '../../rules/types.ts'
import { notifyCustomer } from '../../vocabulary/actions/notify-customer.ts'
import { RuleInvalid } from './rule-invalid.ts'

/** Those that write through the shop's mail tool. */
export const rulesThatNotify = <Rule extends { readonly document: RuleDocument }>(rules: readonly Rule[]): Rule[] =>
  rules.filter(({ document }) => messagesIn(document).length > 0)

/** A rule must not go live that could do nothing but fail; as a draft it may wait for the address. */
export const refuseWithoutMailTool = async (
  shop: string,
  document: RuleDocument,
  mailTool: Pick<MailTool, 'addressOf'>,
): Promise<void> => {
  const problems = messagesIn(document)
  if (problems.length > 0 && (await mailTool.addressOf(shop)) === null) throw new RuleInvalid(problems)
}

const messagesIn = ({ actions }: RuleDocument): Problem[] =>
  actions.flatMap(({ type }, index) =>
    type === notifyCustomer.name
      ? [{ path: `/actions/${index}`, message: 'No address of your mail tool is set. Set it under Settings first' }]
      : [],
  )
