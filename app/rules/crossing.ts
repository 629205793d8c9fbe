import { compileCondition, type ReadFact } from './compile.ts'
import type { Condition, Crossing, TriggerSpec } from './types.ts'

/** Where somebody stands to the group that a crossing describes. */
export type Side = 'inside' | 'outside'

/** Which side the facts put somebody on who was last on `last`; of whom nobody knows that yet, outside. */
export type SideOf = (read: ReadFact, last: Side | undefined) => Side

/**
 * Of a normalised crossing. Outsiders come in when the condition holds; insiders stay as long as it holds with `leaveAt` for its
 * value, so that a fact which trembles about the edge crosses once. A missing fact is outside where the operator says so.
 */
export const compileCrossing = (crossing: Crossing): SideOf => {
  const comesIn = compileCondition(crossing)
  const stays = compileCondition(stayingIn(crossing))
  return (read, last) => ((last === 'inside' ? stays : comesIn)(read) ? 'inside' : 'outside')
}

/** Whether the step from one side to the other is the one that the trigger waits for. */
export const crosses = (trigger: NonNullable<TriggerSpec['crossing']>, last: Side | undefined, now: Side): boolean => {
  const wasInside = last === 'inside'
  return trigger === 'enters' ? !wasInside && now === 'inside' : wasInside && now === 'outside'
}

/** What is true of somebody at the moment of crossing, as a condition. */
export const afterCrossing = (trigger: NonNullable<TriggerSpec['crossing']>, crossing: Crossing): Condition =>
  trigger === 'enters' ? comingIn(crossing) : { not: stayingIn(crossing) }

const comingIn = ({ fact, operator, value }: Crossing): Condition => ({ fact, operator, value })

const stayingIn = ({ fact, operator, value, leaveAt }: Crossing): Condition => ({
  fact,
  operator,
  value: leaveAt ?? value,
})
