import { hasBit } from '../rules/checkout/bits.ts'
import { packStanding } from '../rules/checkout/standing.ts'
import { backOffMs } from './back-off.ts'
import {
  AT_ONCE,
  type CheckoutPlatform,
  type Checkouts,
  type DueStanding,
  type HeldStanding,
  type StandingOutcome,
  type WrittenStanding,
} from './checkout-ports.ts'
import type { Membership, Truths } from './standings.ts'

/** By then every message about an order has come, or will not. */
const ORDER_HEARD_MS = 120_000

type TellPorts = {
  readonly checkouts: Pick<Checkouts, 'due' | 'settle'>
  readonly platform: Pick<CheckoutPlatform, 'readStandings' | 'writeStandings' | 'tag'>
}

/**
 * Tells the platform of the customers who are due, in sets, until none is due or `mayGoOn` says no. Customers whose record
 * says it already are not written again: after a crash it goes on where it was. `trouble`: the platform would not have it,
 * and asking for the next ones at once would only be more of the same.
 */
export const tellStandings = async (
  shop: string,
  memberTags: readonly string[],
  { checkouts, platform }: TellPorts,
  mayGoOn: () => boolean,
): Promise<'done' | 'more' | 'trouble'> => {
  while (mayGoOn()) {
    const due = await checkouts.due(shop, AT_ONCE)
    if (due.length === 0) return 'done'
    const outcomes = await tell(shop, due, memberTags, platform, mayGoOn)
    await checkouts.settle(shop, outcomes)
    if (outcomes.some(({ is }) => is === 'retry')) return 'trouble'
  }
  return 'more'
}

const tell = async (
  shop: string,
  due: readonly DueStanding[],
  memberTags: readonly string[],
  platform: TellPorts['platform'],
  mayGoOn: () => boolean,
): Promise<readonly StandingOutcome[]> => {
  const members = due.flatMap((one) => ('tags' in one.value ? [{ ...one, value: one.value }] : []))
  const others = due.flatMap((one) => ('tags' in one.value ? [] : [{ ...one, value: one.value }]))
  const outcomes: StandingOutcome[] = others.length === 0 ? [] : [...(await tellTruths(shop, others, platform))]
  for (const one of members) {
    if (!mayGoOn() || outcomes.at(-1)?.is === 'retry') return outcomes
    outcomes.push(await tellMembership(shop, one, memberTags, platform))
  }
  return outcomes
}

/**
 * Tags are sets: adding one that is there, or taking away one that is not, changes nothing. Where an answer was lost, or the
 * app was away for a while, nobody knows which are there: so all of them are said, whatever was told before.
 */
const tellMembership = async (
  shop: string,
  due: DueStanding & { readonly value: Membership },
  memberTags: readonly string[],
  platform: TellPorts['platform'],
): Promise<StandingOutcome> => {
  const { customerId, value, told } = due
  const before = told !== null && 'tags' in told ? told.tags : []
  const add = value.tags
  const remove = [...new Set([...memberTags, ...before])].filter((tag) => !add.includes(tag))
  const done = { customerId, is: 'told', value, ordersOffset: null, againInMs: null } as const
  if (add.length + remove.length === 0) return done
  const tagged = await platform.tag(shop, customerId, { add, remove })
  if (tagged.is !== 'done') return failed(due, tagged)
  return tagged.data === 'gone' ? { customerId, is: 'gone' } : done
}

type DueTruths = DueStanding & { readonly value: Truths }

const tellTruths = async (
  shop: string,
  due: readonly DueTruths[],
  platform: TellPorts['platform'],
): Promise<readonly StandingOutcome[]> => {
  const read = await platform.readStandings(
    shop,
    due.map(({ customerId }) => customerId),
  )
  if (read.is !== 'done') return due.map((one) => failed(one, read))
  const told: { readonly outcome: StandingOutcome; readonly written: WrittenStanding | undefined }[] = due.map(
    (one) => {
      const held = read.data.get(one.customerId)
      return held === undefined
        ? { outcome: { customerId: one.customerId, is: 'gone' }, written: undefined }
        : write(one, held)
    },
  )
  const written = told.flatMap((one) => one.written ?? [])
  if (written.length === 0) return told.map(({ outcome }) => outcome)
  const wrote = await platform.writeStandings(shop, written)
  if (wrote.is === 'done') return told.map(({ outcome }) => outcome)
  const byId = new Map(due.map((one) => [one.customerId, one]))
  return told.map(({ outcome, written: row }) => {
    const one = byId.get(outcome.customerId)
    return row === undefined || one === undefined ? outcome : failed(one, wrote)
  })
}

/**
 * The count of orders is the platform's own, unless it counts one more than before beyond those that we know: that order is
 * not in these truths yet, and whoever has it in the cart's count must be seen to have ordered since.
 */
const write = ({ customerId, value, ordersOffset }: DueTruths, held: HeldStanding) => {
  const known = value.orders ?? held.numberOfOrders
  const numberOfOrders =
    value.orders === null || ordersOffset === null
      ? held.numberOfOrders
      : Math.max(0, Math.min(held.numberOfOrders, known + ordersOffset))
  const holds = (number: number) => hasBit(value.bits, number)
  const text = JSON.stringify(packStanding({ upTo: value.upTo, numberOfOrders, holds }))
  const outcome: StandingOutcome = {
    customerId,
    is: 'told',
    value,
    ordersOffset: held.numberOfOrders - known,
    againInMs: numberOfOrders < held.numberOfOrders ? ORDER_HEARD_MS : null,
  }
  return { outcome, written: text === held.text ? undefined : { customerId, text, digest: held.digest } }
}

const failed = (
  { customerId, attempts }: DueStanding,
  answer: { readonly is: 'retry' | 'failed'; readonly reason: string; readonly afterMs?: number },
): StandingOutcome => ({ customerId, is: 'retry', problem: answer.reason, inMs: answer.afterMs ?? backOffMs(attempts) })
