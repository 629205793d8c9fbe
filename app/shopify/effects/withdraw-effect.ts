import type { Performed, WithdrawEffect } from '../../engine/ports.ts'
import type { AdminClient } from '../client.ts'
import { deactivateCode } from '../operations/deactivate-code.ts'
import { failed, refusal, unanswered } from './outcome.ts'

/** Takes a code back that nobody has used: it ends now, and only then is it certain whether somebody was faster. */
export const performWithdraw = async (
  ask: AdminClient,
  shop: string,
  { code, discountId }: WithdrawEffect,
): Promise<Performed> => {
  const ended = await ask(shop, deactivateCode, { id: discountId })
  if (!ended.answered) return unanswered(ended)
  const { codeDiscountNode, userErrors } = ended.data.discountCodeDeactivate
  if (userErrors.length > 0) return refusal(`taking back the code ${code}`, userErrors)
  if ((codeDiscountNode?.codeDiscount.asyncUsageCount ?? 0) > 0)
    return failed(`The code ${code} was used before it could be taken back`)
  return { outcome: 'done' }
}
