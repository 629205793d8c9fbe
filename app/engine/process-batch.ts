import type { Entry } from '../ledger/entries.ts'
import { compareKeys } from '../ledger/ledger-order.ts'
import { BatchWork } from './batch-work.ts'
import { computeSome } from './compute-standings.ts'
import type { Circumstances } from './decide.ts'
import { type Days, isNewDay } from './due-ticks.ts'
import type { LaneMemories, LaneMemory } from './lane-memory.ts'
import { learnLate } from './late-entries.ts'
import { openBatch } from './open-batch.ts'
import type { Lanes, LaneTransaction, Platform } from './ports.ts'
import type { RunnableRule } from './prepare-rule.ts'
import type { Recheck } from './recheck.ts'
import { partiesOf } from './shop-state.ts'
import { step } from './step.ts'

export type BatchPorts = {
  readonly lanes: Lanes
  readonly platform: Pick<Platform, 'read'>
  readonly memories: LaneMemories
  readonly recheck: Recheck
}
export type BatchOutcome = {
  readonly processed: number
  /** Milliseconds until more can be claimed; null when nothing is pending. */
  readonly waitMs: number | null
  /** Whether there may be something new to tell the checkout. */
  readonly tellsCheckout?: boolean
  /** Among them was word of the shop's own discounts. */
  readonly hasOffers?: boolean
}

/** Is told what a batch is about while it is under way: of one that failed, nothing else is left. */
export type BatchWatcher = {
  readonly claimed: (deliveryIds: readonly string[]) => void
  readonly about: (customerIds: readonly string[]) => void
}

/**
 * The journey's middle, in one transaction: claims a shop's settled deliveries in ledger order, learns their entries,
 * decides, and writes all that follows. No network and no timer inside. Undefined when somebody else holds the lane.
 */
export const processBatch = async (
  shop: string,
  { lanes, platform, memories, recheck }: BatchPorts,
  { days, ...limits }: { readonly settleMs: number; readonly limit: number; readonly days: Days },
  watcher: BatchWatcher,
): Promise<BatchOutcome | undefined> => {
  const samples = recheck.collect()
  try {
    const outcome = await lanes.hold(shop, async (lane) => {
      const claim = await lane.claim(limits)
      watcher.claimed(claim.deliveries.map(({ id }) => id))
      if (claim.deliveries.length === 0) return { processed: 0, waitMs: claim.waitMs }
      const memory = await memories.recall(shop, lane)
      const rules = await memories.rules(shop, lane)
      const batch = await openBatch(lane, claim, memory, platform, { rules, days })
      watcher.about(batch.arrivals.flatMap(({ entry }) => partiesOf(batch.state, entry).customerId ?? []))
      const neverContact = await lane.neverContact()
      const work = new BatchWork(batch, lane.timeZone, { isDoneAtOnce: days.follow === 'ledger' })
      for (const arrival of batch.arrivals) {
        const { entry, isAmendment, copiedAt, origin } = arrival
        const asked = origin === 'live' ? rulesAt(entry, rules, memory, days) : []
        const circumstances: Circumstances = {
          ...circumstancesOf(lane, neverContact, arrival.delivery.triggeredAt, samples.onEvaluated),
          isDoneAtOnce: days.follow === 'ledger',
          ...(origin === 'live' && { formerRules: batch.formerRules }),
          // Trade that is played from a file has been through no checkout of ours.
          ...(days.follow === 'clock' && { atCheckout: batch.atCheckout }),
        }
        if (isAmendment) {
          if (entry.kind === 'order') work.amend(entry, copiedAt)
        } else if (entry.kind === 'tick') {
          if (isNewDay(entry, lane.begunDay)) {
            work.stepped(arrival, step(batch.state, entry, asked, circumstances))
          }
        } else if (lane.passed !== null && compareKeys(entry, lane.passed) < 0) {
          const { decisions, undone, differences, adopted, unclear } = await learnLate(
            lane,
            batch.state,
            entry,
            work.unwritten,
            asked,
            circumstances,
          )
          work.learned(arrival, true, decisions)
          work.undoes(arrival, undone)
          work.differs(differences)
          work.adopts(adopted)
          work.leavesOpen(arrival, unclear)
        } else {
          work.stepped(arrival, step(batch.state, entry, asked, circumstances))
        }
      }
      const written = work.toBatch(shop, lane, days.follow === 'clock' ? days.now : Number.POSITIVE_INFINITY)
      const at = batch.arrivals.at(-1)?.key.at ?? lane.passed?.at ?? 0
      const standings = await computeSome(shop, lane, memories, batch.state, work.customerIds, at)
      await lane.write({ ...written, standings })
      memory.version++
      if (written.beginAnew) memory.crossings.beginAnew()
      const hasOffers = written.shopEvents.some(({ kind }) => kind === 'offers')
      const tellsCheckout = lane.checkout.hasLeaves
      return { processed: claim.deliveries.length, waitMs: 0, hasOffers, tellsCheckout }
    })
    if (outcome !== undefined) await samples.recheck(shop)
    return outcome
  } catch (error) {
    // What memory holds may be ahead of what was rolled back.
    memories.forget(shop)
    throw error
  }
}

/**
 * A day that began before a rule went live is none of its days: by the clock, or where days follow the ledger by the first
 * entry that the rule was asked about. A rule that looks at nobody by itself is asked for those who wait for it.
 */
const rulesAt = (
  entry: Entry,
  rules: readonly RunnableRule[],
  { crossings }: LaneMemory,
  { follow }: Days,
): readonly RunnableRule[] => {
  if (entry.kind !== 'tick') return rules
  return rules.filter((rule) => {
    if (!rule.isDaily) return true
    return follow === 'clock' ? rule.liveSince === null || rule.liveSince <= entry.at : crossings.hasBegun(rule)
  })
}

const circumstancesOf = (
  { currency, timeZone, policies, isStopped }: LaneTransaction,
  neverContact: ReadonlySet<string>,
  triggeredAt: number,
  onEvaluated: NonNullable<Circumstances['onEvaluated']>,
): Circumstances => ({ currency, timeZone, policies, isStopped, neverContact, triggeredAt, onEvaluated })
