import type { Template } from '../define.ts'
import { bigOrderCall } from './big-order-call.ts'
import { birthdayRemembered } from './birthday-remembered.ts'
import { decemberBaskets } from './december-baskets.ts'
import { firstOrderCard } from './first-order-card.ts'
import { freeDeliveryForTheBest } from './free-delivery-for-the-best.ts'
import { fullRefundQuestion } from './full-refund-question.ts'
import { goneQuietCall } from './gone-quiet-call.ts'
import { goneQuietCode } from './gone-quiet-code.ts'
import { handwrittenNoteToTheBest } from './handwritten-note-to-the-best.ts'
import { noGoodCustomerForgotten } from './no-good-customer-forgotten.ts'
import { noteToTheBest } from './note-to-the-best.ts'
import { regularTag } from './regular-tag.ts'
import { regularsWelcome } from './regulars-welcome.ts'
import { regularsWelcomeCode } from './regulars-welcome-code.ts'
import { saleTwoDaysEarly } from './sale-two-days-early.ts'
import { secondOrderInvitation } from './second-order-invitation.ts'
import { slippedOutOfTheBest } from './slipped-out-of-the-best.ts'
import { smallSurprises } from './small-surprises.ts'
import { welcomeBack } from './welcome-back.ts'
import { yearTogether } from './year-together.ts'

/** Rules to start from, in the order in which a merchant sees them. */
export const templates: readonly Template[] = [
  regularsWelcome,
  regularsWelcomeCode,
  freeDeliveryForTheBest,
  saleTwoDaysEarly,
  regularTag,
  firstOrderCard,
  secondOrderInvitation,
  bigOrderCall,
  noteToTheBest,
  handwrittenNoteToTheBest,
  smallSurprises,
  yearTogether,
  birthdayRemembered,
  decemberBaskets,
  noGoodCustomerForgotten,
  fullRefundQuestion,
  goneQuietCall,
  goneQuietCode,
  welcomeBack,
  slippedOutOfTheBest,
]
