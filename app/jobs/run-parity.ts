import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { ListedOffer } from '../engine/listed-offers.ts'
import { ParitySurvey } from '../engine/parity.ts'
import type { Platform } from '../engine/ports.ts'
import { fingerprintOf, offersToSurvey, reportOf, type ShopParityInput } from '../engine/shop-parity.ts'
import { messageOf } from '../errors.ts'
import type { Log } from '../log.ts'
import { isAsked } from '../rules/rule-states.ts'
import { DAY_MS } from '../rules/types.ts'
import type { AppStore } from '../store/open-store.ts'
import type { ParityRow } from '../store/parity.ts'
import { keepInStep } from './keep-in-step.ts'

export type ParityPorts = {
  readonly store: Pick<AppStore, 'parity' | 'ledger' | 'figures' | 'policies' | 'rules' | 'shops'>
  readonly platform: Pick<Platform, 'readOffers'>
  /** Offers run by the clock, or where trade is played from a file by the last moment of the ledger. */
  readonly now: () => number | null
  readonly shouldStop: () => boolean
  readonly log: Log
}

/** How long webhooks and pages may have to wait for the thread. */
const TURN_MS = 10
const PROGRESS_MS = 1_000
/** One whose process died is taken up by another after this long. */
const HELD_MS = 20_000
const RENEW_MS = 5_000
const AGAIN_MS = 5 * 60_000
/** Of one that takes the process down with it every time. */
const MOST_ATTEMPTS = 3

/** Looks at a shop's offers if it is time to; answers the milliseconds until it is again, null when nobody knows. */
export const runParity = async (shop: string, ports: ParityPorts): Promise<number | null> => {
  const { parity } = ports.store
  const holder = randomUUID()
  const claimed = await parity.claim(shop, holder, HELD_MS)
  if (claimed === null) return parity.nextDueMs(shop)
  if (claimed.attempts > MOST_ATTEMPTS) {
    await parity.fail(shop, holder, 'The app stopped each time it looked at your offers.', null)
    return parity.nextDueMs(shop)
  }
  try {
    await look(shop, claimed, holder, ports)
  } catch (error) {
    ports.log.error('a shop’s offers could not be looked at', { shop, reason: messageOf(error) })
    await parity.fail(shop, holder, 'Something went wrong on our side. Nothing was changed.', AGAIN_MS)
  }
  return parity.nextDueMs(shop)
}

const look = async (shop: string, before: ParityRow, holder: string, ports: ParityPorts): Promise<void> => {
  const { store, platform } = ports
  const found = await store.shops.find(shop)
  if (found === null) throw new Error(`${shop} is not there`)
  const reading = await whileHeld(platform.readOffers(shop, found), () =>
    store.parity.progress(shop, holder, { read: 0, of: null, forMs: HELD_MS }),
  )
  if (!reading.read)
    return store.parity.fail(
      shop,
      holder,
      `Your discounts could not be read: ${reading.reason}.`,
      reading.again ? AGAIN_MS : null,
    )
  const { currency, timeZone } = found
  const policies = await store.policies.find(shop)
  const asOf = ports.now() ?? (await store.figures.lastMoment(shop)) ?? 0
  const said = await store.parity.offers(shop)
  const shared = { currency, timeZone, asOf, policies, listed: reading.offers }
  await keepInStep(shop, { ...shared, said }, store)
  const input: ShopParityInput = {
    ...shared,
    policies: { regularAbove: policies.regularAbove, staffTag: policies.staffTag },
    rules: (await store.rules.list(shop)).flatMap(({ id, state, running }) =>
      isAsked(state) && running !== null ? [{ id, state, document: running }] : [],
    ),
    answers: new Map(
      said.map(({ offerId, newcomersOnly, companion }) => [
        offerId,
        { newcomersOnly, madeAt: companion?.madeAt.getTime() ?? null },
      ]),
    ),
  }
  const fingerprint = fingerprintOf(input)
  const isFresh = before.foundAt !== null && Date.now() - before.foundAt.getTime() < DAY_MS
  const until = ports.now() === null ? null : nextChange(reading.offers, asOf)
  if (isFresh && fingerprint === before.fingerprint) return store.parity.finish(shop, holder, null, until)
  const survey = new ParitySurvey(offersToSurvey(input), input)
  if (!(await goThrough(shop, holder, survey, asOf, ports))) return
  const report = reportOf(survey.report(), input)
  await store.parity.finish(shop, holder, { report, fingerprint, isCut: reading.isCut }, until)
}

/** When an offer begins or ends next. */
const nextChange = (offers: readonly ListedOffer[], now: number): number | null => {
  const later = offers.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt ?? 0]).filter((at) => at > now)
  return later.length === 0 ? null : later.reduce((first, at) => Math.min(first, at))
}

/** Many discounts take minutes, at the pace that Shopify allows. */
const whileHeld = async <Result>(work: Promise<Result>, renew: () => Promise<unknown>): Promise<Result> => {
  const done = work.then(() => true)
  while (!(await Promise.race([done, sleep(RENEW_MS, false, { ref: false })]))) await renew()
  return work
}

/** The whole ledger, a page in memory at a time; false when somebody else is at it now, or the process stops. */
const goThrough = async (
  shop: string,
  holder: string,
  survey: ParitySurvey,
  asOf: number,
  { store: { ledger, parity }, shouldStop }: ParityPorts,
): Promise<boolean> => {
  const of = await ledger.count(shop, asOf)
  let read = 0
  let saidAt = performance.now()
  let turnAt = saidAt
  const tell = () => parity.progress(shop, holder, { read, of, forMs: HELD_MS })
  if (!(await tell())) return false
  for await (const page of ledger.pages(shop, asOf)) {
    for (const entry of page) {
      survey.see(entry)
      read++
      if (performance.now() - turnAt < TURN_MS) continue
      await nextTurn()
      if (shouldStop()) {
        await parity.release(shop, holder)
        return false
      }
      turnAt = performance.now()
      if (turnAt - saidAt < PROGRESS_MS) continue
      if (!(await tell())) return false
      saidAt = turnAt
    }
  }
  return true
}
