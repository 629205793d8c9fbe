import type { MailTool } from '../../notify/mail-tool.ts'
import type { RuleDocument } from '../../rules/types.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { Caller } from './caller.ts'
import { refusePastCeiling } from './refuse-past-ceiling.ts'
import { refuseWithoutMailTool } from './refuse-without-mail-tool.ts'

/** Throws whatever stands against this version's being live, whoever puts it there. */
export const refuseLive = async (
  shop: Caller['shop'],
  document: RuleDocument,
  { store, mailTool }: { readonly store: AppStore; readonly mailTool: MailTool },
): Promise<void> => {
  await refuseWithoutMailTool(shop.id, document, mailTool)
  await refusePastCeiling(shop, document, store.policies)
}
