import type { AppWrite, OperationCall } from './journal-views.ts'
import type { FileAdjustment } from './shops/file/file-shop.ts'
import type { ShopOrigin } from './shops/origin.ts'
import type { Change } from './store/changes.ts'
import { applyChange, createState, type ShopState } from './store/state.ts'
import type { Outbox } from './webhooks/outbox.ts'
import type { ProtectedData } from './webhooks/payloads/customer-payload.ts'
import type { TopicRoutes } from './webhooks/subscriptions.ts'
import { COMPLIANCE_TOPICS, type Topic } from './webhooks/topics.ts'
import { sealWebhook } from './webhooks/webhook.ts'
import { webhooksOf } from './webhooks/webhooks-of.ts'

/** A row of one shop's journal. Applying the rows in order gives the shop as it was, with the webhooks it still has to send. */
export type JournalRow =
  | { readonly change: Change; readonly at: number; readonly by: 'app' | 'shop' }
  /** The next entry of the shop's own trade happened at `at`. */
  | { readonly traded: number; readonly at: number }
  | { readonly answered: number; readonly copy: number }
  | { readonly clock: number | null }
  | { readonly called: OperationCall }
  /** Where a generated past ends: fixed by the first start. */
  | { readonly pastEndsAt: number }

/** One shop while the emulator runs. Whatever changes it goes through `commit`, which journals it and sends its webhooks. */
export type Shop = {
  readonly state: ShopState
  readonly origin: ShopOrigin
  readonly outbox: Outbox
  readonly now: () => number
  readonly setClock: (at: number | null) => void
  readonly commit: (change: Change, by?: 'app' | 'shop') => void
  /** Lets the next entry of the shop's trade happen; null when there is none left. */
  readonly tradeOnce: () => Traded | null
  readonly traded: () => number
  /** Adjustments of the file that have happened so far. */
  readonly adjustments: readonly FileAdjustment[]
  readonly record: (call: OperationCall) => void
  readonly calls: readonly OperationCall[]
  readonly appWrites: readonly AppWrite[]
  /** Distinct webhooks made so far. */
  readonly webhooksMade: () => number
}

type Traded = ReturnType<ShopOrigin['trade']>

export type ShopParts = {
  readonly origin: ShopOrigin
  readonly outbox: Outbox
  readonly routes: TopicRoutes
  readonly apiSecret: string
  readonly protectedData: ProtectedData
  readonly append: (row: JournalRow) => void
  readonly past: readonly JournalRow[]
  /** Which copies of a webhook an earlier run brought home: when all, it is counted and not built again. */
  readonly settledCopies: (webhookNumber: number) => readonly number[]
  readonly copies: number
}

export const createShop = (parts: ShopParts): Shop => {
  const { origin, outbox, append } = parts
  const state = createState(origin.settings)
  for (const { change, at } of origin.past) applyChange(state, change, at)

  let clock = origin.startsAt
  let traded = 0
  let events = 0
  let webhooks = 0
  const calls: OperationCall[] = []
  const appWrites: AppWrite[] = []
  const adjustments = [...origin.pastAdjustments]

  const now = () => clock ?? Date.now()

  const happen = (change: Change, at: number, by: 'app' | 'shop', quiet = false) => {
    const scopesBefore = state.scopes
    const wasInstalled = state.installed
    applyChange(state, change, at)
    if (by === 'app') appWrites.push({ at, change })
    const event = ++events
    for (const { topic, body } of webhooksOf(state, change, {
      at,
      scopesBefore,
      protectedData: parts.protectedData,
      quiet,
    })) {
      const path = parts.routes.get(topic)
      if (path === undefined || !(wasInstalled || isCompliance(topic))) continue
      const number = ++webhooks
      const settled = parts.settledCopies(number)
      outbox.count(settled)
      if (settled.length === parts.copies) continue
      const seal = { domain: origin.settings.domain, secret: parts.apiSecret, number, event, triggeredAt: at, path }
      outbox.add(sealWebhook(topic, body(), seal))
    }
  }

  const trade = (index: number, at: number): Traded => {
    const entry = origin.trade(index, at, state)
    if (origin.tellsTime) clock = entry.at
    traded = index + 1
    if (entry.adjustment) adjustments.push(entry.adjustment)
    for (const change of entry.changes) happen(change, entry.at, 'shop', origin.tellsTime)
    return entry
  }

  for (const row of parts.past) {
    if ('change' in row) happen(row.change, row.at, row.by)
    else if ('traded' in row) trade(row.traded, row.at)
    else if ('clock' in row) clock = row.clock
    else if ('called' in row) calls.push(row.called)
  }

  return {
    state,
    origin,
    outbox,
    now,
    setClock: (at) => {
      clock = at
      append({ clock: at })
    },
    commit: (change, by = 'shop') => {
      const at = now()
      append({ change, at, by })
      happen(change, at, by)
    },
    tradeOnce: () => {
      if (traded >= origin.liveEntries) return null
      const at = now()
      append({ traded, at })
      return trade(traded, at)
    },
    traded: () => traded,
    adjustments,
    record: (call) => {
      calls.push(call)
      if (call.kind === 'mutation') append({ called: call })
    },
    calls,
    appWrites,
    webhooksMade: () => webhooks,
  }
}

const isCompliance = (topic: Topic) => (COMPLIANCE_TOPICS as readonly Topic[]).includes(topic)
