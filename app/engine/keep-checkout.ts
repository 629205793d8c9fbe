import { isDeepStrictEqual } from 'node:util'
import type { CheckoutPlatform, CheckoutState, Checkouts, PublishedPolicy } from './checkout-ports.ts'
import type { LaneMemories } from './lane-memory.ts'
import { underLease } from './lease.ts'
import type { NativeOffer } from './native-offers.ts'
import { type CheckoutPlan, planCheckout } from './plan-checkout.ts'
import type { Lanes } from './ports.ts'
import { tellStandings } from './tell-standings.ts'

export type KeepCheckoutPorts = {
  readonly lanes: Lanes
  readonly memories: LaneMemories
  readonly checkouts: Checkouts
  readonly policies: {
    readonly current: (shop: string) => Promise<PublishedPolicy | null>
    readonly set: (shop: string, policy: PublishedPolicy) => Promise<void>
  }
  readonly platform: CheckoutPlatform
  readonly now: () => number
  readonly shouldStop: () => boolean
}

const NOT_READY_MS = 5_000
/** Customers are told in spells of this, so that a rule that is paused meanwhile need not wait for all of them. */
const SPELL_MS = 2_000
/** What the platform holds is looked at again after this long, for people can change it there. */
const CHECK_MS = 10 * 60_000
/** Whether a function can run changes with the shop's plan, or with the app's own deployment. */
const WAY_MS = 60 * 60_000
const FAILED_MS = 60_000

/**
 * Has the shop's checkout hold what it should: the policy first, then what is due to be told of customers. Returns the
 * milliseconds until there is more to do, null when there is nothing.
 */
export const keepCheckout = (shop: string, ports: KeepCheckoutPorts): Promise<number | null> =>
  underLease(shop, ports.checkouts, async (mayGoOn) => {
    // In turn: on a busy shop the lane is hardly ever free, and stopping everything must not wait for that.
    const planned = await ports.lanes.inTurn(shop, async (lane) => ({
      plan: lane.checkout.isReady
        ? await planCheckout(shop, lane, ports.memories, ports.now())
        : ('not ready' as const),
      isStopped: lane.isStopped,
    }))
    if (planned === undefined) return null
    const { plan, isStopped } = planned
    if (plan === 'not ready') return NOT_READY_MS
    if (plan === null) return null
    const waitMs = await publish(shop, plan, ports)
    if (isStopped || waitMs === 0) return waitMs
    const end = ports.now() + SPELL_MS
    const mayTell = () => mayGoOn() && !ports.shouldStop() && ports.now() < end
    const told = await tellStandings(shop, plan.memberTags, ports, mayTell)
    await notePoints(shop, ports)
    if (told === 'more') return 0
    return told === 'trouble' ? RETRY_MS : sooner(waitMs, await ports.checkouts.nextDueMs(shop))
  })

/** Milliseconds until it must be tried again; null once it is as it should be. */
const publish = async (
  shop: string,
  plan: CheckoutPlan,
  { checkouts, policies, platform, now }: KeepCheckoutPorts,
): Promise<number | null> => {
  const state = await checkouts.find(shop)
  if (!isDeepStrictEqual(state.left, plan.left)) await checkouts.note(shop, { left: plan.left })
  const held = await policies.current(shop)
  // Nothing was ever tried, and nothing is to be.
  if (held === null && state.wayAt === null && plan.policy.rules.length === 0) return null
  if (plan.native !== null) return publishNative(shop, plan, plan.native, state, { checkouts, policies, platform, now })
  if (isSame(held, plan.policy) && isRecent(state.checkedAt, CHECK_MS, now())) return null

  const way = await wayOf(shop, state, { checkouts, platform, now })
  if (way.is !== 'done') return tryAgain(shop, way, checkouts)
  // From now on it is planned the other way.
  if (!way.data) return 0
  await beforePublishing(shop, checkouts)
  const published = await platform.publish(shop, plan.policy, state.discountId)
  if (published.is !== 'done') return tryAgain(shop, published, checkouts)
  await policies.set(shop, plan.policy)
  const { discountId } = published.data
  await checkouts.note(shop, { discountId, problem: null, checkedAt: new Date(now()) })
  return null
}

/** An answer that is lost leaves nobody knowing what the platform holds: until one comes it is to be looked at again. */
const beforePublishing = (shop: string, checkouts: Checkouts): Promise<void> =>
  checkouts.note(shop, { checkedAt: null })

/** What the platform holds is looked at each time: it changes seldom, and only where rules or people change it. */
const publishNative = async (
  shop: string,
  { policy }: CheckoutPlan,
  offers: readonly NativeOffer[],
  state: CheckoutState,
  ports: Pick<KeepCheckoutPorts, 'checkouts' | 'policies' | 'platform' | 'now'>,
): Promise<number | null> => {
  const { checkouts, policies, platform, now } = ports
  if (!isRecent(state.wayAt, WAY_MS, now())) {
    const way = await wayOf(shop, state, ports)
    if (way.is !== 'done') return tryAgain(shop, way, checkouts)
    if (way.data) {
      const emptied = await platform.publishNative(shop, [])
      return emptied.is === 'done' ? 0 : tryAgain(shop, emptied, checkouts)
    }
  }
  const text = JSON.stringify(offers)
  const wanted = { ...policy, text, variables: '' }
  if (isSame(await policies.current(shop), wanted) && isRecent(state.checkedAt, CHECK_MS, now())) return null
  await beforePublishing(shop, checkouts)
  const published = await platform.publishNative(shop, offers)
  if (published.is !== 'done') return tryAgain(shop, published, checkouts)
  await policies.set(shop, wanted)
  await checkouts.note(shop, { problem: null, checkedAt: new Date(now()) })
  return null
}

/** Whether the function can run here. */
const wayOf = async (
  shop: string,
  { way, wayAt }: CheckoutState,
  { checkouts, platform, now }: Pick<KeepCheckoutPorts, 'checkouts' | 'platform' | 'now'>,
) => {
  if (way === 'function' && isRecent(wayAt, WAY_MS, now())) return { is: 'done', data: true } as const
  const asked = await platform.canRun(shop)
  if (asked.is !== 'done') return asked
  const { runs, reason } = asked.data
  await checkouts.note(shop, {
    way: runs ? 'function' : 'native',
    wayProblem: reason,
    wayAt: new Date(now()),
    checkedAt: null,
  })
  return { is: 'done', data: runs } as const
}

const tryAgain = async (
  shop: string,
  answer: { readonly is: 'retry' | 'failed'; readonly reason: string; readonly afterMs?: number },
  checkouts: Checkouts,
): Promise<number> => {
  await checkouts.note(shop, { problem: answer.reason })
  return answer.is === 'retry' ? (answer.afterMs ?? RETRY_MS) : FAILED_MS
}

const RETRY_MS = 2_000

const notePoints = async (shop: string, { checkouts, platform }: KeepCheckoutPorts): Promise<void> => {
  const points = platform.pointsPerSecond(shop)
  if (points !== undefined && (await checkouts.find(shop)).points !== points) await checkouts.note(shop, { points })
}

const isSame = (held: PublishedPolicy | null, wanted: PublishedPolicy): boolean =>
  held !== null &&
  held.text === wanted.text &&
  held.variables === wanted.variables &&
  isDeepStrictEqual(held.terms, wanted.terms)

const isRecent = (at: Date | null, ms: number, now: number): boolean => at !== null && now - at.getTime() < ms

const sooner = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other)
