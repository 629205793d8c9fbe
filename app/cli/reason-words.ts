import { isReason, sayReason } from '../rules/reasons.ts'
import type { Figures } from '../rules/types.ts'

/** Why a matching rule gave nothing, for people. */
export const reasonInWords = (reason: string, figures?: Figures, currency = ''): string =>
  isReason(reason) ? sayReason(reason, figures, { currency }) : reason.replaceAll('_', ' ')
