import { DAY_MS } from '../ledger/entries.ts'
import type { NotifyEffect } from '../vocabulary/define.ts'
import { backOffMs } from './back-off.ts'
import type { EffectState, Effects, Notifier, Performed } from './ports.ts'
import { type QuietHours, quietUntil } from './quiet-hours.ts'

/** A message that the mail tool has not taken by then is given up, for it would come out of the blue. */
const GIVEN_UP_AFTER_DAYS = 3

type Claimed = { readonly key: string; readonly effect: NotifyEffect; readonly attempts: number }
type NotifyPorts = {
  readonly effects: Pick<Effects, 'find'>
  readonly notifier: Notifier
  readonly quietHours: (shop: string) => Promise<QuietHours | null>
}

/**
 * Tells the shop's mail tool. A message that carries a code waits until the code is there and fails where it cannot be
 * had: a customer is never told of a code that does not exist, or of one that has expired. In the shop's quiet hours none
 * goes out. `now` is the wall clock, epoch milliseconds.
 */
export const performNotify = async (
  shop: string,
  { key, effect, attempts }: Claimed,
  { effects, notifier, quietHours }: NotifyPorts,
  now: number,
): Promise<Performed> => {
  const { kind, codeKey, ...message } = effect
  const code = codeKey === null ? NO_CODE : codeOf(await effects.find(shop, codeKey), now)
  if ('outcome' in code) return code
  const quiet = await quietHours(shop)
  const openAt = quiet === null ? undefined : quietUntil(quiet, now)
  if (quiet !== null && openAt !== undefined) {
    return { outcome: 'wait', reason: `Waits until ${quiet.to}, when the quiet hours end`, afterMs: openAt - now }
  }
  const { text, expiresAt, madeAt } = code
  const performed = await notifier.send(shop, { id: key, ...message, code: text, codeExpiresAt: expiresAt })
  if (performed.outcome === 'done') return text === null ? performed : withCode(performed, text)
  if (performed.outcome === 'failed') return performed
  const plannedAt = (await effects.find(shop, key))?.plannedAt ?? now
  if (now - Math.max(plannedAt, madeAt) > GIVEN_UP_AFTER_DAYS * DAY_MS) {
    return failed(`Given up after ${GIVEN_UP_AFTER_DAYS} days. The last try: ${performed.reason}`)
  }
  if (performed.outcome === 'wait') return performed
  // The far end may ask for more time, not for less.
  return { ...performed, afterMs: Math.max(performed.afterMs ?? 0, backOffMs(attempts)) }
}

type Code = { readonly text: string | null; readonly expiresAt: number | null; readonly madeAt: number }

const NO_CODE: Code = { text: null, expiresAt: null, madeAt: 0 }

const codeOf = (found: EffectState | null, now: number): Code | Performed => {
  if (found?.state === 'pending') return { outcome: 'retry', reason: 'Waits for the code that it is to carry' }
  const code = found?.result?.code
  if (found?.state !== 'done' || found.effect.kind !== 'code' || typeof code !== 'string') {
    return failed(`Nothing was sent, for the code that it was to carry is not there: ${found?.problem ?? 'it is gone'}`)
  }
  const { endsAt } = found.effect
  if (endsAt !== null && endsAt <= now) {
    return failed(`Nothing was sent, for the code ${code} had expired before the mail tool could be told of it`)
  }
  return { text: code, expiresAt: endsAt, madeAt: found.doneAt ?? 0 }
}

const failed = (reason: string): Performed => ({ outcome: 'failed', reason })

const withCode = ({ result }: Extract<Performed, { outcome: 'done' }>, code: string): Performed => ({
  outcome: 'done',
  result: { ...result, code },
})
