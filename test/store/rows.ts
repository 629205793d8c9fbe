import type { Batch, Decision, Delivery, LaneTransaction, PlannedWork } from '../../app/engine/ports.ts'
import type { Entry } from '../../app/ledger/entries.ts'
import { keyOf } from '../../app/ledger/ledger-order.ts'
import type { RuleDocument } from '../../app/rules/types.ts'
import type { AppStore } from '../../app/store/open-store.ts'

/** What tests put into a store: plain where a test does not say otherwise. */

export const delivery = (shop: string, id: string, given: Partial<Delivery> = {}): Delivery => ({
  shop,
  topic: 'orders/create',
  eventId: `event-${id}`,
  resourceId: id,
  triggeredAt: 1,
  body: Buffer.from(`{"id":${JSON.stringify(id)}}`),
  key: { at: 0, kind: 'order', id },
  problem: null,
  status: 'pending',
  ...given,
})

export const decision = (entry: Entry, given: Partial<Decision> = {}): Decision & { late: boolean } => ({
  ruleId: 'rule-1',
  ruleVersion: 1,
  ruleName: 'Cards',
  priority: 50,
  key: keyOf(entry),
  customerId: 'ada',
  orderId: entry.id,
  verdict: 'granted',
  reason: null,
  facts: {},
  effects: [],
  late: false,
  ...given,
})

export const work = (key: string, given: Partial<PlannedWork> = {}): PlannedWork => ({
  key,
  effect: { kind: 'tag', customerId: 'ada', add: ['vip'], remove: [] },
  subject: 'customer:ada',
  entry: { kind: 'payment', id: '1' },
  ruleId: 'rule-1',
  ...given,
})

export const taskWork = (
  key: string,
  given: { dueOn?: string; assignee?: string | null; entryId?: string } = {},
): PlannedWork =>
  work(key, {
    effect: {
      kind: 'task',
      taskKind: 'gift',
      customerId: 'ada',
      orderId: '1',
      title: 'Tea for {{ customer.name }}',
      body: '',
      assignee: given.assignee ?? null,
      dueOn: given.dueOn ?? '2026-11-23',
    },
    entry: { kind: 'payment', id: given.entryId ?? '1' },
  })

export const codeWork = (key: string, endsAt: number): PlannedWork =>
  work(key, {
    effect: {
      kind: 'code',
      customerId: 'ada',
      title: 'Cards',
      worth: { percent: 10 },
      minimumSubtotal: null,
      startsAt: 0,
      endsAt,
      combinesWith: { orders: false, products: false, shipping: false },
    },
  })

export const notifyWork = (key: string, codeKey: string | null): PlannedWork =>
  work(key, {
    effect: {
      kind: 'notify',
      channel: 'email',
      customerId: 'ada',
      orderId: '1',
      rule: 'Cards',
      reason: 'When an order is paid',
      message: 'win-back',
      text: null,
      at: 0,
      codeKey,
    },
  })

export const document = (given: Partial<RuleDocument> = {}): RuleDocument => ({
  format: 1,
  name: 'Cards',
  trigger: 'order.paid',
  conditions: { all: [{ fact: 'order.isFirst', operator: 'equal', value: true }] },
  actions: [{ type: 'customer.addTag', params: { tag: 'vip' } }],
  ...given,
})

const NOTHING: Batch = {
  entries: [],
  amended: [],
  adopted: [],
  histories: [],
  profiles: [],
  forgetCustomerIds: [],
  decisions: [],
  differences: [],
  unclearOffers: [],
  effects: [],
  grants: { given: [], changed: [] },
  waiting: { waiting: [], over: [] },
  undone: [],
  crossings: [],
  beginAnew: false,
  forecast: null,
  standings: [],
  ticks: [],
  deferred: [],
  processed: [],
  failed: [],
  parked: [],
  shopEvents: [],
  passed: null,
}

export const batch = (given: Partial<Batch> = {}): Batch => ({ ...NOTHING, ...given })

export const newEntry = (entry: Entry, customerId: string | null = 'ada') => ({
  entry,
  customerId,
  copiedAt: entry.at,
  origin: 'live' as const,
  late: false,
})

/** Holds the lane for `work`; fails the test when somebody else has it. */
export const inLane = async <Result>(
  store: AppStore,
  shop: string,
  run: (lane: LaneTransaction) => Promise<Result>,
): Promise<Result> => {
  const held = await store.lanes.hold(shop, async (lane) => ({ result: await run(lane) }))
  if (held === undefined) throw new Error(`The lane of ${shop} is not to be had`)
  return held.result
}

export const write = (store: AppStore, shop: string, given: Partial<Batch>): Promise<void> =>
  inLane(store, shop, (lane) => lane.write(batch(given)))

/** What can be claimed now, ids of resources in the order of the claim. */
export const claimed = async (
  store: AppStore,
  shop: string,
  limits: { settleMs?: number; limit?: number } = {},
): Promise<string[]> => {
  const { deliveries } = await inLane(store, shop, (lane) => lane.claim({ settleMs: 0, limit: 200, ...limits }))
  return deliveries.map(({ body }) => String(JSON.parse(body.toString()).id))
}
