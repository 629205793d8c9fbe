import type { Template } from '../define.ts'
import { bigOrderCall } from './big-order-call.ts'
import { firstOrderCard } from './first-order-card.ts'
import { fullRefundQuestion } from './full-refund-question.ts'
import { noteToTheBest } from './note-to-the-best.ts'
import { regularTag } from './regular-tag.ts'
import { regularsWelcomeCode } from './regulars-welcome-code.ts'
import { secondOrderInvitation } from './second-order-invitation.ts'
import { welcomeBack } from './welcome-back.ts'

/** Rules to start from, in the order in which a merchant sees them. */
export const templates: readonly Template[] = [
  regularsWelcomeCode,
  regularTag,
  firstOrderCard,
  secondOrderInvitation,
  bigOrderCall,
  noteToTheBest,
  fullRefundQuestion,
  welcomeBack,
]
