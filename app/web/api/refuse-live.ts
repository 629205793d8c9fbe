import type { MailTool } from '../../notify/mail-tool.ts'
import type { RuleDocument } from '../../rules/types.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { Caller } from './caller.ts'
import { refuseAtCheckout } from './refuse-at-checkout.ts'
import { refusePastCeiling } from './refuse-past-ceiling.ts'
import { refuseWithoutMailTool } from './refuse-without-mail-tool.ts'

/** Throws whatever stands against this version's being live, whoever puts it there. `ruleId`: of a rule that is there already. */
export const refuseLive = async (
  shop: Caller['shop'],
  document: RuleDocument,
  { store, mailTool, ruleId }: { readonly store: AppStore; readonly mailTool: MailTool; readonly ruleId?: string },
): Promise<void> => {
  await refuseWithoutMailTool(shop.id, document, mailTool)
  await refusePastCeiling(shop, document, store.policies)
  await refuseAtCheckout(shop, document, ruleId, store)
}
