import type { MailTool } from '../../notify/mail-tool.ts'
import type { RuleDocument } from '../../rules/types.ts'
import { notifyCustomer } from '../../vocabulary/actions/notify-customer.ts'
import { RuleInvalid } from './rule-invalid.ts'

/** A rule must not go live that could do nothing but fail; as a draft it may wait for the address. */
export const refuseWithoutMailTool = async (
  shop: string,
  { actions }: RuleDocument,
  mailTool: Pick<MailTool, 'addressOf'>,
): Promise<void> => {
  const problems = actions.flatMap(({ type }, index) =>
    type === notifyCustomer.name
      ? [{ path: `/actions/${index}`, message: 'No address of your mail tool is set. Set it under Settings first' }]
      : [],
  )
  if (problems.length > 0 && (await mailTool.addressOf(shop)) === null) throw new RuleInvalid(problems)
}
