import fc from 'fast-check'
import { DAY_MS, type Entry } from '../../app/ledger/entries.ts'
import { compareKeys } from '../../app/ledger/ledger-order.ts'
import { DEFAULT_POLICIES, type Policies } from '../../app/rules/policies.ts'
import {
  type Action,
  BUDGET_PERIODS,
  type Condition,
  type Crossing,
  type Limits,
  PERIODS,
  PICKS,
  type RuleDocument,
  type RuleState,
  WEEKDAYS,
} from '../../app/rules/types.ts'
import { adjustment, cancellation, order, payment, refund } from '../ledger/entries.ts'

/** Random small shops for which much stands in the way: few customers who come often, tight limits, small budgets. */

export type AnyRule = {
  readonly document: RuleDocument
  readonly state: Extract<RuleState, 'live' | 'shadow'>
  /** Per cent of the customers. */
  readonly share: number
}
export type Happening = {
  readonly entry: Entry
  /** How long after its moment it is heard of. */
  readonly lateMs: number
  readonly isStopped: boolean
  /** Of an order: names the code that its customer was given last, and what that took off, where the order says so. */
  readonly uses?: { readonly amount: number | undefined; readonly isCopied: boolean }
}
export type AnyShop = {
  readonly timeZone: string
  /** In any order. */
  readonly rules: readonly AnyRule[]
  /** In ledger order; days that begin are not among them. */
  readonly story: readonly Happening[]
  readonly policies: Policies
  readonly neverContact: ReadonlySet<string>
}

// Ids of digits and of letters, for customers have their turn by them
export const CUSTOMERS = ['ada', 'bea', '7', '12'] as const
const customer = fc.constantFrom(...CUSTOMERS)
const often = <Value>(usual: Value, rare: Value): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(rare) })
const rarely = often(false, true)

// Rules

const NAMES = ['A', 'b', 'C', 'd', 'E'] as const

const code = (given: Readonly<Record<string, unknown>>): Action => ({ type: 'discount.code', params: given })
const task = (given: Readonly<Record<string, unknown>>): Action => ({
  type: 'task.create',
  params: { title: 'Tea', ...given },
})

const anyCode: fc.Arbitrary<Action> = fc
  .record(
    {
      worth: fc.constantFrom({ percent: 10 }, { percent: 15 }, { percent: 33 }, { amount: '3.00' }, { amount: '0.01' }),
      expiresInDays: fc.constantFrom(1, 2, 10),
      combinesWith: fc.constantFrom(['orders'], ['orders', 'products'], ['shipping']),
    },
    { requiredKeys: ['worth'] },
  )
  .map(({ worth, ...rest }) => code({ ...worth, ...rest }))
const anyTask: fc.Arbitrary<Action> = fc
  .record(
    { kind: fc.constantFrom('gift', 'phone_call', 'personal_note', 'follow_up'), cost: fc.constantFrom('2.50') },
    {
      requiredKeys: ['kind'],
    },
  )
  .map(task)
const anyMessage: fc.Arbitrary<Action> = fc
  .record({ message: fc.constant('win-back'), channel: fc.constantFrom('sms', 'email') }, { requiredKeys: ['message'] })
  .map((params) => ({ type: 'customer.notify', params }))
const anyTag: fc.Arbitrary<Action> = fc.constant({ type: 'customer.addTag', params: { tag: 'vip' } })

const anyLimits: fc.Arbitrary<Limits> = fc.record(
  {
    perCustomer: fc.record({ times: fc.constantFrom(1, 2, 3), days: fc.constantFrom(1, 2, 7, 30) }),
    coolDownDays: fc.constantFrom(1, 2, 7),
    total: fc.record({ times: fc.constantFrom(1, 3, 6) }),
    budget: fc.record(
      { amount: fc.constantFrom('3.00', '5.00', '12.00'), per: fc.constantFrom(...BUDGET_PERIODS) },
      { requiredKeys: ['amount'] },
    ),
    holdOutPercent: fc.constantFrom(0, 30, 90),
  },
  { requiredKeys: [] },
)
const anyDraw: fc.Arbitrary<Limits> = fc.record(
  { draw: fc.record({ times: fc.constantFrom(1, 2, 4), per: fc.constantFrom(...PERIODS) }) },
  { requiredKeys: [] },
)
const anyWait: fc.Arbitrary<Limits> = fc.record(
  { whenHeardEnough: fc.constantFrom('wait', 'wait', 'drop') },
  { requiredKeys: [] },
)

type Occasion = Pick<RuleDocument, 'trigger' | 'crossing' | 'conditions' | 'limits'>
const all = (...conditions: Condition[]): RuleDocument['conditions'] => ({ all: conditions })

const ofOrders: fc.Arbitrary<RuleDocument['conditions']> = fc.constantFrom(
  all({ fact: 'order.total', operator: 'greaterThanInclusive', value: 0 }),
  all({ fact: 'order.total', operator: 'greaterThan', value: '20.00' }),
  all({ fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 }),
  all({ fact: 'customer.ordersCount', operator: 'greaterThan', value: 2 }),
  all({ fact: 'customer.contactsLast30Days', operator: 'lessThan', value: 2 }),
  {
    any: [
      { fact: 'order.isRenewal', operator: 'equal', value: true },
      { fact: 'order.total', operator: 'greaterThan', value: 0 },
    ],
  },
  {
    any: [
      { fact: 'customer.isBusiness', operator: 'equal', value: true },
      { fact: 'order.total', operator: 'greaterThan', value: 0 },
    ],
  },
)
const ofCustomers: fc.Arbitrary<RuleDocument['conditions']> = fc.constantFrom(
  all({ fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 }),
  all({ fact: 'customer.ordersCount', operator: 'greaterThan', value: 1 }),
  all({ fact: 'customer.daysSinceLastOrder', operator: 'greaterThan', value: 3 }),
  all({ fact: 'customer.contactsLast30Days', operator: 'lessThan', value: 1 }),
)
const anyCrossing: fc.Arbitrary<Crossing> = fc.constantFrom<Crossing>(
  { fact: 'customer.ordersCount', operator: 'greaterThan', value: 1 },
  { fact: 'customer.daysSinceLastOrder', operator: 'greaterThan', value: 2 },
  { fact: 'customer.contactsLast30Days', operator: 'greaterThan', value: 0 },
  { fact: 'customer.spendRank', operator: 'lessThanInclusive', value: 1, leaveAt: 2 },
)

const anyOccasion: fc.Arbitrary<Occasion> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        trigger: fc.constantFrom(
          'order.paid',
          'order.paid',
          'order.paid',
          'order.created',
          'refund.created',
          'order.cancelled',
        ),
        conditions: ofOrders,
        limits: fc.tuple(anyLimits, anyWait),
      })
      .map(({ limits, ...rest }) => ({ ...rest, limits: { ...limits[0], ...limits[1] } })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ conditions: ofCustomers, limits: fc.tuple(anyLimits, anyDraw) })
      .map(({ conditions, limits }) => ({ trigger: 'every.day', conditions, limits: { ...limits[0], ...limits[1] } })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        trigger: fc.constantFrom('customer.enters', 'customer.leaves'),
        crossing: anyCrossing,
        limits: fc.tuple(anyLimits, anyWait),
      })
      .map(({ limits, ...rest }) => ({ ...rest, conditions: all(), limits: { ...limits[0], ...limits[1] } })),
  },
)

const anyTerms: fc.Arbitrary<Pick<RuleDocument, 'exclusive' | 'schedule' | 'priority'>> = fc
  .record(
    {
      exclusive: fc
        .constantFrom(...PICKS, 'best' as const)
        .chain((pick) => often({ group: pick, pick }, { group: 'best', pick })),
      schedule: fc.option(
        fc.record(
          {
            startsAt: fc.constantFrom('2026-03-22', '2026-03-25T10:00:00Z'),
            endsAt: fc.constantFrom('2026-03-29', '2026-04-05T00:00:00Z'),
            hours: fc.constantFrom(
              { from: '06:00', to: '18:00' },
              { from: '18:00', to: '06:01' },
              { from: '05:00', to: '12:00', days: WEEKDAYS.slice(0, 4) },
            ),
          },
          { requiredKeys: [] },
        ),
        { freq: 2, nil: undefined },
      ),
      priority: fc.constantFrom(10, 60),
    },
    { requiredKeys: [] },
  )
  .map(({ schedule, ...rest }) => ({ ...rest, ...(schedule && { schedule }) }))

export type Wishes = {
  readonly actions?: fc.Arbitrary<readonly Action[]>
  /** Whether orders come back: see `anyShop`. */
  readonly isUndone?: boolean
}

const ACTIONS = fc.uniqueArray(fc.oneof(anyCode, anyCode, anyTask, anyMessage, anyTag), {
  minLength: 1,
  maxLength: 2,
  selector: ({ type }) => type,
})
/** Actions of which customers hold nothing: tasks. */
export const TASKS = fc.uniqueArray(anyTask, { minLength: 1, maxLength: 2, selector: ({ params }) => params.kind })

const anyRule = (name: string, actions: fc.Arbitrary<readonly Action[]>): fc.Arbitrary<AnyRule> =>
  fc
    .record({
      occasion: anyOccasion,
      actions,
      terms: anyTerms,
      state: often<AnyRule['state']>('live', 'shadow'),
      share: often(100, 60),
      isLimited: fc.constantFrom(true, true, true, false),
    })
    .map(({ occasion: { limits, ...occasion }, actions: given, terms, state, share, isLimited }) => ({
      document: {
        format: 1,
        name,
        ...occasion,
        actions: given,
        ...(isLimited && limits && { limits }),
        ...terms,
      },
      state,
      share,
    }))

// Stories

const START = Date.parse('2026-03-20T12:00:00Z')
/** Around the hours at which days begin and windows end, to the millisecond; over the spring's change of clocks. */
const moment = fc
  .tuple(fc.integer({ min: 0, max: 120 }), fc.constantFrom(0, 0, 0, 1, -1))
  .map(([quarters, ms]) => START + (quarters * DAY_MS) / 4 + ms)
const later = fc.constantFrom(0, 1, DAY_MS / 2, DAY_MS, 3 * DAY_MS, 7 * DAY_MS)
const total = fc.constantFrom(0, 1, 999, 2500, 2500, 2500, 4000)

const anyOrder = fc.record({
  customerId: fc.option(customer, { freq: 12 }),
  at: moment,
  total,
  isPaid: fc.constantFrom(true, true, true, false),
  isRenewal: rarely,
  isBusiness: rarely,
  cancelledAfter: fc.option(later, { freq: 2 }),
  refunds: fc.array(fc.record({ after: later, amount: fc.constantFrom(1, 500, 4000) }), { maxLength: 2 }),
  isStopped: rarely,
  isLate: rarely,
  uses: fc.option(fc.record({ amount: fc.constantFrom(undefined, 0, 100, 900), isCopied: rarely }), { freq: 3 }),
})
type AnyOrder = typeof anyOrder extends fc.Arbitrary<infer Drawn> ? Drawn : never

const anyChange = fc.record({
  customerId: customer,
  at: moment,
  tags: fc.constantFrom({}, {}, { addTags: ['staff'] }, { removeTags: ['staff'] }),
  consent: fc.constantFrom({}, { emailConsent: true }, { emailConsent: false }, { smsConsent: true }),
  isGone: rarely,
})

const happeningsOf = (drawn: AnyOrder, index: number, isUndone: boolean): Happening[] => {
  const id = String(index * 7)
  const { customerId, at, total: amount, isStopped, isLate, isRenewal, isBusiness, uses } = drawn
  const bought = order(id, {
    customerId,
    at,
    total: amount,
    counts: amount !== 0,
    ...(isRenewal && { isRenewal }),
    ...(isBusiness && { isBusiness }),
  })
  const heard = { lateMs: isLate ? 2 * DAY_MS + 1 : 0, isStopped }
  const others: Entry[] = [
    ...(drawn.isPaid ? [payment(id, at + 1)] : []),
    ...(drawn.cancelledAfter === null || !isUndone ? [] : [cancellation(id, at + drawn.cancelledAfter)]),
    ...(isUndone || amount > 1 ? drawn.refunds : []).map(({ after, amount: back }, place) =>
      refund(`${id}/${place}`, id, isUndone ? back : Math.min(back, 1), at + after),
    ),
  ]
  return [{ entry: bought, ...heard, ...(uses && { uses }) }, ...others.map((entry) => ({ entry, ...heard }))]
}

const anyStory = (isUndone: boolean): fc.Arbitrary<readonly Happening[]> =>
  fc
    .record({
      orders: fc.array(anyOrder, { minLength: 5, maxLength: 40 }),
      changes: fc.array(anyChange, { maxLength: 4 }),
      adjustments: fc.array(fc.record({ customerId: customer, at: moment, amount: fc.constantFrom(100, 5000) }), {
        maxLength: 2,
      }),
    })
    .map(({ orders, changes, adjustments }) => {
      const plain = { lateMs: 0, isStopped: false }
      return [
        ...orders.flatMap((drawn, index) => happeningsOf(drawn, index, isUndone)),
        ...changes.map(({ customerId, at, tags, consent, isGone }, index) => ({
          entry: {
            kind: 'customer' as const,
            id: `change-${index}`,
            at,
            customerId,
            addTags: [],
            removeTags: [],
            ...tags,
            ...consent,
            ...(isGone && { isGone }),
          },
          ...plain,
        })),
        ...adjustments.map(({ customerId, at, amount }, index) => ({
          entry: adjustment(`adjustment-${index}`, amount, at, customerId),
          ...plain,
        })),
      ].sort((left, right) => compareKeys(left.entry, right.entry))
    })

const anyPolicies: fc.Arbitrary<Policies> = fc
  .record({
    contacts: fc.record({
      times: fc.constantFrom(0, 1, 2, 2, 5),
      days: fc.constantFrom(1, 7, 30),
      daysApart: fc.constantFrom(0, 1, 3),
      unknownConsent: fc.constantFrom('send', 'send', 'keep'),
    }),
    discountCeilingPercent: fc.constantFrom(10, 25, 40),
    staffTag: fc.constantFrom('staff', 'staff', ''),
    leaveOutBusiness: fc.boolean(),
  })
  .map(({ contacts, ...rest }) => ({
    ...DEFAULT_POLICIES,
    ...rest,
    contacts: { ...DEFAULT_POLICIES.contacts, ...contacts },
  }))

/** Where orders come back, some are cancelled, and some refunded in full. */
export const anyShop = ({ actions = ACTIONS, isUndone = true }: Wishes = {}): fc.Arbitrary<AnyShop> =>
  fc.record({
    timeZone: fc.constantFrom('Europe/London', 'UTC', 'America/New_York'),
    rules: fc
      .integer({ min: 2, max: NAMES.length })
      .chain((count) => fc.tuple(...NAMES.slice(0, count).map((name) => anyRule(name, actions)))),
    story: anyStory(isUndone),
    policies: anyPolicies,
    neverContact: fc.constantFrom(new Set<string>(), new Set<string>(), new Set(['bea'])),
  })
