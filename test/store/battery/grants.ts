import { describe, expect, test } from 'vitest'
import { type ActPorts, act } from '../../../app/engine/act.ts'
import { drainLane } from '../../../app/engine/drain-lane.ts'
import { LaneMemories } from '../../../app/engine/lane-memory.ts'
import type { KeyedEffect, Performed } from '../../../app/engine/ports.ts'
import { deferEntry } from '../../../app/engine/read-delivery.ts'
import { Recheck } from '../../../app/engine/recheck.ts'
import { retryEffect } from '../../../app/engine/retry-effect.ts'
import { DAY_MS, type Entry } from '../../../app/ledger/entries.ts'
import { keyOf } from '../../../app/ledger/ledger-order.ts'
import type { RuleDocument } from '../../../app/rules/types.ts'
import { identifyPayload, readPayload } from '../../../app/shopify/payloads/read-payload.ts'
import { cancellation, order, payment, refund } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { batch, document, inLane } from '../rows.ts'

const START = Date.parse('2026-03-02T12:00:00Z')
const ANY_ORDER = { all: [{ fact: 'order.total', operator: 'greaterThan', value: 0 }] } as const
const code = { type: 'discount.code', params: { percent: 10, expiresInDays: 30 } }
const tag = { type: 'customer.addTag', params: { tag: 'vip' } }
const tell = { type: 'customer.notify', params: { message: 'welcome' } }
const task = { type: 'task.create', params: { kind: 'gift', title: 'Tea' } }

export const grantTests = (opened: () => TestStore): void => {
  const store = () => opened().store

  /** A shop with this rule live, a lane that one process works, and a Shopify that answers as a test says. */
  const openLane = async (
    given: Partial<RuleDocument>,
    answer: (keyed: KeyedEffect) => Performed | Promise<Performed> = ({ effect, key }) =>
      effect.kind === 'code' ? { outcome: 'done', result: { code: `THANKS-${key}` } } : { outcome: 'done' },
    follow: 'clock' | 'ledger' = 'clock',
  ) => {
    const shop = await openShop(store())
    const rule = await store().rules.create(shop, document({ name: 'Thanks', conditions: ANY_ORDER, ...given }), 'test')
    await store().rules.setState(shop, rule.id, { state: 'live' }, rule, 'test')
    const memories = new LaneMemories()
    const lane = { lanes: store().lanes, platform: { read: readPayload }, recheck: new Recheck(store().alarms, 1) }
    const asked: string[] = []
    const ports: ActPorts = {
      effects: store().effects,
      inbox: store().inbox,
      platform: {
        perform: async (_shop, keyed) => {
          asked.push(keyed.effect.kind)
          return answer(keyed)
        },
        identify: identifyPayload,
      },
      notifier: { send: async () => ({ outcome: 'done' }) },
      quietHours: async () => null,
      onStored: () => undefined,
      onOfferKept: () => undefined,
    }
    const happens = async (...entries: readonly Entry[]) => {
      await store().inbox.insertMany(
        entries.map((entry) => {
          const key = keyOf(entry)
          const delivery = { id: '0', topic: '', triggeredAt: entry.at, body: Buffer.alloc(0), key, attempts: 0 }
          return deferEntry(shop, { key, entry, delivery, copiedAt: entry.at, isAmendment: false, origin: 'live' })
        }),
      )
      const now = Math.max(START, ...entries.map(({ at }) => at))
      const days = () => (follow === 'clock' ? { follow, now } : { follow })
      await drainLane(shop, { ...lane, memories }, { settleMs: 0, days })
    }
    const rows = <Row>(columns: string, from: string, orderBy: string) =>
      store().database.query<Row>(`SELECT ${columns} FROM ${from} WHERE shop = $1 ORDER BY ${orderBy}`, [shop])
    return {
      shop,
      rule,
      asked,
      ports,
      happens,
      acts: () => act(shop, ports),
      grants: () =>
        rows<Record<string, unknown>>('state, amount::int, code, used_by, settled_at', 'granted', 'at, rule_id'),
      effects: () =>
        rows<{ kind: string; state: string; problem: string | null }>('kind, state, problem', 'effect', 'id'),
      tasks: () =>
        rows<{ kind: string; state: string; note: string | null }>('id, kind, state, note, title', 'task', 'id'),
      verdicts: async () =>
        (await rows<{ said: string }>('coalesce(reason, verdict) AS said', 'decision', 'at, entry_id')).map(
          ({ said }) => said,
        ),
      version: async () => (await rows<{ version: number }>('version', 'lane', 'shop'))[0]?.version ?? 0,
    }
  }
  const orders = (id: string, day: number, given: Parameters<typeof order>[1] = {}): Entry[] => [
    order(id, { at: START + day * DAY_MS, ...given }),
    payment(id, START + day * DAY_MS + 1),
  ]
  const called = (id: string, day: number) => cancellation(id, START + day * DAY_MS)

  describe('a code that was given', () => {
    const budget = { budget: { amount: '10.00' }, perCustomer: { times: 1, days: 365 } }

    test('is known by its text once it is made, and booked at what it cost on the order that names it', async () => {
      const lane = await openLane({ actions: [code], limits: budget })
      await lane.happens(...orders('1', 0))
      expect(await lane.grants()).toMatchObject([{ state: 'reserved', amount: 500, code: null }])
      await lane.acts()
      const [{ code: text = '' } = {}] = (await lane.grants()) as { code?: string }[]
      expect(text).toMatch(/^THANKS-/)

      await lane.happens(order('2', { at: START + DAY_MS, discountCodes: [text], codeAmounts: { [text]: 862 } }))

      expect(await lane.grants()).toMatchObject([
        { state: 'booked', amount: 862, used_by: '2', settled_at: new Date(START + DAY_MS) },
      ])
    })

    test.each(['the process that decided it', 'one that has just started'])(
      'leaves of the budget what is left by what it cost, to %s',
      async (who) => {
        // Ben's would take another 5.00 of 10.00.
        for (const { cost, verdict } of [
          { cost: 862, verdict: 'over_budget' },
          { cost: 500, verdict: 'granted' },
        ]) {
          const lane = await openLane({ actions: [code], limits: budget })
          await lane.happens(...orders('1', 0))
          await lane.acts()
          const [{ code: text = '' } = {}] = (await lane.grants()) as { code?: string }[]
          await lane.happens(order('2', { at: START + DAY_MS, discountCodes: [text], codeAmounts: { [text]: cost } }))
          if (who !== 'the process that decided it')
            await store().database.query(`UPDATE lane SET version = version + 1 WHERE shop = $1`, [lane.shop])

          await lane.happens(...orders('3', 2, { customerId: 'ben' }))

          expect((await lane.verdicts()).at(-1)).toBe(verdict)
        }
      },
    )

    test('gives the budget back when it runs out unused, as of the moment', async () => {
      const lane = await openLane({ actions: [code], limits: { budget: { amount: '5.00' } } })
      await lane.happens(...orders('1', 0))
      await lane.acts()
      await lane.happens(...orders('2', 29, { customerId: 'ben' }))
      await lane.happens(...orders('3', 31, { customerId: 'cleo' }))

      expect(await lane.verdicts()).toEqual(['granted', 'over_budget', 'granted'])
    })

    test('costs nothing where the order is cancelled that it was used on', async () => {
      const lane = await openLane({ actions: [code], limits: budget })
      await lane.happens(...orders('1', 0))
      await lane.acts()
      const [{ code: text = '' } = {}] = (await lane.grants()) as { code?: string }[]
      await lane.happens(order('2', { at: START + DAY_MS, discountCodes: [text], codeAmounts: { [text]: 862 } }))

      await lane.happens(called('2', 2))

      expect(await lane.grants()).toMatchObject([{ state: 'booked', amount: 0, used_by: '2' }])
      expect(await lane.tasks()).toEqual([])
    })

    test('is booked on an order that we hear of late', async () => {
      const lane = await openLane({ actions: [code], limits: budget })
      await lane.happens(...orders('1', 0))
      await lane.acts()
      const [{ code: text = '' } = {}] = (await lane.grants()) as { code?: string }[]
      await lane.happens(...orders('3', 5, { customerId: 'ben' }))

      await lane.happens(order('2', { at: START + 2 * DAY_MS, discountCodes: [text], codeAmounts: { [text]: 700 } }))

      expect((await lane.grants())[0]).toMatchObject({ state: 'booked', amount: 700, used_by: '2' })
    })

    test('is booked even where its grant had been given back', async () => {
      const lane = await openLane({ actions: [code], limits: budget })
      await lane.happens(...orders('1', 0))
      await lane.acts()
      const [{ code: text = '' } = {}] = (await lane.grants()) as { code?: string }[]
      await store().database.query(`UPDATE granted SET state = 'released' WHERE shop = $1`, [lane.shop])

      await lane.happens(order('2', { at: START + DAY_MS, discountCodes: [text], codeAmounts: { [text]: 700 } }))

      expect(await lane.grants()).toMatchObject([{ state: 'booked', amount: 700, used_by: '2' }])
    })
  })

  describe('a grant of which nothing came about', () => {
    const fails = (): Performed => ({ outcome: 'failed', reason: 'no such customer' })
    const limits = { total: { times: 1 }, coolDownDays: 90, budget: { amount: '5.00' } }

    test('takes nothing of its limits, and whoever decides next knows it', async () => {
      const lane = await openLane({ actions: [code, tag], limits }, fails)
      await lane.happens(...orders('1', 0))
      const before = await lane.version()
      await lane.acts()

      expect(await lane.grants()).toMatchObject([{ state: 'released' }])
      expect(await lane.version()).toBe(before + 1)
      await lane.happens(...orders('2', 1))
      expect(await lane.verdicts()).toEqual(['granted', 'granted'])
    })

    test.each<{ what: string; answer: (keyed: KeyedEffect) => Performed }>([
      {
        what: 'is done',
        answer: ({ effect }) => (effect.kind === 'tag' ? { outcome: 'done' } : fails()),
      },
      {
        what: 'is still to be tried',
        answer: ({ effect }) =>
          effect.kind === 'tag' ? { outcome: 'retry', reason: 'busy', afterMs: 60_000 } : fails(),
      },
    ])('is another where something of it $what', async ({ answer }) => {
      const lane = await openLane({ actions: [code, tag], limits }, answer)
      await lane.happens(...orders('1', 0))
      const before = await lane.version()
      await lane.acts()

      expect(await lane.grants()).toMatchObject([{ state: 'reserved' }])
      expect(await lane.version()).toBe(before)
      await lane.happens(...orders('2', 1))
      expect(await lane.verdicts()).toEqual(['granted', 'cooling_down'])
    })

    test('is only that customer’s, on a day that was about many', async () => {
      const lane = await openLane(
        {
          trigger: 'every.day',
          conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 }] },
          limits: { perCustomer: { times: 1, days: 365 } },
        },
        ({ effect }) => (effect.kind === 'tag' && effect.customerId === 'ada' ? fails() : { outcome: 'done' }),
        'ledger',
      )
      await lane.happens(
        ...orders('1', 0),
        ...orders('2', 0, { customerId: 'ben' }),
        ...orders('3', 2, { customerId: 'cleo' }),
      )
      await lane.acts()

      const rows = await store().database.query<{ customer_id: string; state: string }>(
        `SELECT customer_id, state FROM granted WHERE shop = $1 ORDER BY customer_id`,
        [lane.shop],
      )
      expect(rows.slice(0, 2)).toEqual([
        { customer_id: 'ada', state: 'released' },
        { customer_id: 'ben', state: 'reserved' },
      ])
    })
  })

  describe('trying again what failed', () => {
    /** The first try of Ada's fails for good; what comes after works. */
    const openFailed = async (given: Partial<RuleDocument>, kind = 'code') => {
      const failing = { first: true }
      const lane = await openLane({ actions: [code], ...given }, ({ effect, key }) => {
        if (failing.first && effect.kind === kind) return { outcome: 'failed', reason: 'not permitted' }
        return effect.kind === 'code' ? { outcome: 'done', result: { code: `THANKS-${key}` } } : { outcome: 'done' }
      })
      await lane.happens(...orders('1', 0))
      await lane.acts()
      failing.first = false
      const failed = (await lane.effects()).findIndex(({ state }) => state === 'failed')
      const keys = await store().database.query<{ key: string }>(`SELECT key FROM effect WHERE shop = $1 ORDER BY id`, [
        lane.shop,
      ])
      const key = keys[failed]?.key ?? ''
      return { ...lane, again: () => retryEffect(lane.shop, key, store().lanes) }
    }
    const standing = async ({ grants }: Pick<Awaited<ReturnType<typeof openFailed>>, 'grants'>) =>
      (await grants()).map(({ state }) => state)

    test('takes its use again, which whoever decides next knows', async () => {
      const lane = await openFailed({ limits: { total: { times: 1 } } })
      expect(await standing(lane)).toEqual(['released'])

      expect(await lane.again()).toEqual({ is: 'up again' })
      await lane.acts()

      expect(await lane.grants()).toMatchObject([{ state: 'reserved', settled_at: null }])
      await lane.happens(...orders('2', 1, { customerId: 'ben' }))
      expect(await lane.verdicts()).toEqual(['granted', 'capped'])
    })

    test('gives the use back once more where it fails once more', async () => {
      const lane = await openFailed({ limits: { total: { times: 1 } } }, 'code')
      await lane.again()
      const [due] = await store().effects.due(lane.shop, 1)
      await store().effects.settle(lane.shop, [
        { key: due?.key ?? '', performed: { outcome: 'failed', reason: 'again' }, nextInMs: 0 },
      ])

      expect(await standing(lane)).toEqual(['released'])
    })

    test.each<{ what: string; limits: NonNullable<RuleDocument['limits']>; who: string; reason: string }>([
      { what: 'uses in all', limits: { total: { times: 1 } }, who: 'ben', reason: 'capped' },
      { what: 'budget', limits: { budget: { amount: '9.99' } }, who: 'ben', reason: 'over_budget' },
      { what: 'cap', limits: { perCustomer: { times: 1, days: 30 } }, who: 'ada', reason: 'capped' },
      { what: 'cool-down', limits: { coolDownDays: 30 }, who: 'ada', reason: 'cooling_down' },
    ])('is refused where another has had the $what since', async ({ limits, who, reason }) => {
      const lane = await openFailed({ limits })
      await lane.happens(...orders('2', 1, { customerId: who }))

      expect(await lane.again()).toMatchObject({ is: 'refused', refusal: { reason } })

      expect(await standing(lane)).toEqual(['released', 'reserved'])
      expect((await lane.effects())[0]).toMatchObject({ state: 'failed' })
    })

    test('is not refused for a budget that codes have given back by running out', async () => {
      const lane = await openFailed({ limits: { budget: { amount: '9.99' } } })
      await lane.happens(...orders('2', 1, { customerId: 'ben' }))
      await lane.happens(order('3', { at: START + 32 * DAY_MS, customerId: 'cleo' }))

      expect(await lane.again()).toEqual({ is: 'up again' })
    })

    test.each(['paused', 'live'] as const)(
      'goes by the rule’s limits, though it is %s in another version',
      async (then) => {
        const lane = await openFailed({ limits: { total: { times: 1 } } })
        await lane.happens(...orders('2', 1, { customerId: 'ben' }))
        const held = await store().rules.find(lane.shop, lane.rule.id)
        if (held === null) throw new Error('The rule is gone')
        const wider = document({ ...(held.document as RuleDocument), limits: { total: { times: 2 } } })
        await store().rules.save(lane.shop, held.id, wider, held.version, 'test')
        await store().rules.setState(
          lane.shop,
          held.id,
          then === 'live' ? { state: 'live', version: held.version + 1 } : { state: 'paused' },
          held,
          'test',
        )

        expect((await lane.again()).is).toBe(then === 'live' ? 'up again' : 'refused')
      },
    )

    test('takes nothing more where something of the grant was done', async () => {
      const lane = await openFailed({ actions: [code, tag], limits: { total: { times: 1 } } })
      const before = await lane.version()

      expect(await lane.again()).toEqual({ is: 'up again' })

      expect(await standing(lane)).toEqual(['reserved'])
      expect(await lane.version()).toBe(before)
    })

    test('of a message is refused where they asked not to be written to', async () => {
      const lane = await openLane({ actions: [tell], limits: { total: { times: 1 } } })
      await lane.happens(...orders('1', 0))
      const [due] = await store().effects.due(lane.shop, 1)
      const key = due?.key ?? ''
      await store().effects.settle(lane.shop, [{ key, performed: { outcome: 'failed', reason: 'no' }, nextInMs: 0 }])
      await store().neverContact.set(lane.shop, 'ada', { saidBy: 'Sam', since: new Date() })

      expect(await retryEffect(lane.shop, key, store().lanes)).toMatchObject({
        is: 'refused',
        refusal: { reason: 'never_contact' },
      })
    })

    test('never gives one over a cap, whatever the lane decides meanwhile', async () => {
      for (let round = 0; round < 6; round++) {
        const lane = await openFailed({ limits: { total: { times: 1 } } })

        const [retried] = await Promise.all([
          lane.again(),
          lane.happens(...orders('2', 1, { customerId: 'ben' })),
          lane.again(),
          lane.happens(...orders('3', 1, { customerId: 'cleo' })),
        ])

        // Whoever comes second finds the lane held, and asks again.
        await lane.happens()
        const states = await standing(lane)
        expect(states.filter((state) => state === 'reserved')).toHaveLength(1)
        expect(states[0]).toBe(retried.is === 'up again' ? 'reserved' : 'released')
      }
    })
  })

  describe('when an order is called off', () => {
    const first = { all: [{ fact: 'customer.ordersCount', operator: 'equal', value: 1 }] } as const
    const limits = { total: { times: 1 } }

    test('what is still to be done of it is called off, with the reason, and its use is given back', async () => {
      const lane = await openLane({ conditions: first, actions: [code, tag, task], limits })
      await lane.happens(...orders('1', 0))

      await lane.happens(called('1', 1))
      await lane.acts()

      const why = { state: 'cancelled', problem: 'Order 1 was cancelled' }
      expect(await lane.effects()).toMatchObject([
        { kind: 'code', ...why },
        { kind: 'tag', ...why },
        { kind: 'task', ...why },
      ])
      expect(lane.asked).toEqual([])
      expect(await lane.grants()).toMatchObject([{ state: 'released', settled_at: new Date(START + DAY_MS) }])
      await lane.happens(...orders('2', 2))
      expect(await lane.verdicts()).toEqual(['granted', 'granted'])
    })

    test('in the batch that brought it, nothing of it is done either', async () => {
      const lane = await openLane({ conditions: first, actions: [tag], limits })

      await lane.happens(...orders('1', 0), called('1', 1))
      await lane.acts()

      expect(lane.asked).toEqual([])
      expect(await lane.grants()).toMatchObject([{ state: 'released' }])
    })

    test('a task that nobody did is withdrawn, and its use is given back', async () => {
      const lane = await openLane({ conditions: first, actions: [task], limits })
      await lane.happens(...orders('1', 0))
      await lane.acts()

      await lane.happens(refund('r', '1', 5_000, START + DAY_MS))

      expect(await lane.tasks()).toMatchObject([{ state: 'withdrawn', note: 'Order 1 was refunded in full' }])
      expect(await lane.grants()).toMatchObject([{ state: 'released' }])
    })

    test.each([
      { what: 'a code that they hold', actions: [code, task], done: async () => undefined },
      { what: 'what they were told', actions: [tell, task], done: async () => undefined },
      {
        what: 'a task that somebody did for them',
        actions: [task],
        done: async (shop: string) => {
          const [open] = await store().database.query<{ id: string }>(`SELECT id FROM task WHERE shop = $1`, [shop])
          await store().tasks.complete(shop, open?.id ?? '', { outcome: 'sent', note: '', by: 'Sam', at: new Date() })
        },
      },
    ])('$what stays theirs with its use, and a person decides, once', async ({ actions, done }) => {
      const lane = await openLane({ conditions: first, actions, limits })
      await lane.happens(...orders('1', 0))
      await lane.acts()
      await done(lane.shop)

      // Shopify often refunds what it cancels.
      await lane.happens(called('1', 1), refund('r', '1', 5_000, START + DAY_MS + 1))
      await lane.happens(refund('r2', '1', 1, START + 2 * DAY_MS))
      await lane.acts()

      const reviews = (await lane.tasks()).filter(({ kind }) => kind === 'review')
      expect(reviews).toMatchObject([{ state: 'open' }])
      expect((await lane.tasks()).filter(({ kind }) => kind !== 'review')).toMatchObject([
        { state: actions.length === 1 ? 'done' : 'withdrawn' },
      ])
      expect(await lane.grants()).toMatchObject([{ state: 'reserved' }])
      await lane.happens(...orders('2', 3))
      expect(await lane.verdicts()).toEqual(['granted', 'capped'])
    })

    test('nothing changes where the rule would be met without it', async () => {
      const any = { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 0 }] } as const
      const lane = await openLane({ conditions: any, actions: [tag], limits: { total: { times: 2 } } })
      await lane.happens(...orders('1', 0), ...orders('2', 1))

      await lane.happens(called('2', 2))

      expect(await lane.effects()).toMatchObject([{ state: 'pending' }, { state: 'pending' }])
      expect(await lane.grants()).toMatchObject([{ state: 'reserved' }, { state: 'reserved' }])
    })

    test.each(['paused', 'archived'] as const)('a rule that is %s by then is asked all the same', async (state) => {
      const lane = await openLane({ conditions: first, actions: [tag], limits })
      await lane.happens(...orders('1', 0))
      const held = await store().rules.find(lane.shop, lane.rule.id)
      if (held === null) throw new Error('The rule is gone')
      const paused = await store().rules.setState(lane.shop, held.id, { state: 'paused' }, held, 'test')
      if (paused.changed && state === 'archived')
        await store().rules.setState(lane.shop, held.id, { state }, paused.rule, 'test')

      await lane.happens(called('1', 1))

      expect(await lane.effects()).toMatchObject([{ state: 'cancelled' }])
      expect(await lane.grants()).toMatchObject([{ state: 'released' }])
    })

    test('what has begun may have happened: it is not called off, and counts as held', async () => {
      const lane = await openLane({ conditions: first, actions: [code], limits })
      await lane.happens(...orders('1', 0))
      const [due] = await store().effects.due(lane.shop, 1)
      expect(await store().effects.begin(lane.shop, due?.key ?? '')).toBe(true)

      await lane.happens(called('1', 1))
      await lane.acts()

      expect(await lane.effects()).toMatchObject([
        { kind: 'code', state: 'done' },
        { kind: 'task', state: 'done' },
      ])
      expect(await lane.grants()).toMatchObject([{ state: 'reserved' }])
    })

    test('what was about to be done when it was called off is not done', async () => {
      const lane = await openLane({ conditions: first, actions: [tag], limits })
      await lane.happens(...orders('1', 0))
      const { effects } = lane.ports
      const due: typeof effects.due = async (shop, limit) => {
        const found = await effects.due(shop, limit)
        if (found.length > 0) await lane.happens(called('1', 1))
        return found
      }

      await act(lane.shop, { ...lane.ports, effects: { ...effects, due } })

      expect(lane.asked).toEqual([])
      expect(await lane.effects()).toMatchObject([{ state: 'cancelled' }])
    })

    test('a message that waits for the morning is called off, and was not held', async () => {
      const lane = await openLane({ conditions: first, actions: [tell], limits })
      await lane.happens(...orders('1', 0))
      const night = async () => ({ from: '20:00', to: '09:00', timeZone: 'UTC' })
      await act(lane.shop, { ...lane.ports, quietHours: night }, { now: () => Date.parse('2026-03-02T22:00:00Z') })

      await lane.happens(called('1', 1))

      expect(await lane.effects()).toMatchObject([{ kind: 'notify', state: 'cancelled' }])
      expect(await lane.grants()).toMatchObject([{ state: 'released' }])
    })

    test('a message that may have arrived before its next try waited for the morning counts as held', async () => {
      const lane = await openLane({ conditions: first, actions: [tell], limits })
      await lane.happens(...orders('1', 0))
      const noAnswer: Performed = { outcome: 'retry', reason: 'no answer' }
      await act(lane.shop, { ...lane.ports, notifier: { send: async () => noAnswer } })
      await store().database.query(`UPDATE effect SET next_at = clock_timestamp() WHERE shop = $1`, [lane.shop])
      const night = async () => ({ from: '20:00', to: '09:00', timeZone: 'UTC' })
      await act(lane.shop, { ...lane.ports, quietHours: night }, { now: () => Date.parse('2026-03-02T22:00:00Z') })

      await lane.happens(called('1', 1))

      expect(await lane.effects()).toMatchObject([
        { kind: 'notify', state: 'pending' },
        { kind: 'task', state: 'pending' },
      ])
      expect(await lane.grants()).toMatchObject([{ state: 'reserved' }])
    })

    test('what its customer got when their turn came is called off, and nobody else’s of that day', async () => {
      const call = { type: 'task.create', params: { kind: 'phone_call', title: 'Call' } }
      const lane = await openLane({ actions: [call], limits: { whenHeardEnough: 'wait' } })
      const ben = { customerId: 'ben' }
      await lane.happens(...orders('1', 0), ...orders('2', 0.1), ...orders('3', 0.2, ben), ...orders('4', 0.3, ben))
      await lane.acts()
      await lane.happens(...orders('5', 4, { customerId: 'cleo' }))
      expect(await lane.verdicts()).toHaveLength(7)

      await lane.happens(called('2', 4.1))

      const rows = await store().database.query<{ said: string }>(
        `SELECT subject || ' ' || state AS said FROM effect WHERE shop = $1 AND entry_kind = 'tick' ORDER BY subject`,
        [lane.shop],
      )
      expect(rows.map(({ said }) => said)).toEqual(['customer:ada cancelled', 'customer:ben pending'])
    })

    describe('a code that was not used', () => {
      const rule = { conditions: first, actions: [code], limits: { total: { times: 1 } } }
      const openReview = async (withdraw: () => Performed = () => ({ outcome: 'done' })) => {
        const lane = await openLane(rule, ({ effect, key }) => {
          if (effect.kind === 'withdraw') return withdraw()
          return effect.kind === 'code'
            ? { outcome: 'done', result: { code: `THANKS-${key}`, discountId: 'gid://5' } }
            : { outcome: 'done' }
        })
        await lane.happens(...orders('1', 0))
        await lane.acts()
        await lane.happens(called('1', 1))
        await lane.acts()
        // A code that ran out long ago cannot be taken back, and this one's moment lies in the past.
        await store().database.query(`UPDATE granted SET expires_at = NULL WHERE shop = $1`, [lane.shop])
        const [review] = await store().database.query<{ id: string }>(
          `SELECT id FROM task WHERE shop = $1 AND kind = 'review'`,
          [lane.shop],
        )
        const id = review?.id ?? ''
        const { code: text = '' } = (await store().reviews.takeBackOf(lane.shop, id)) ?? {}
        return { ...lane, id, text, takeBack: () => store().reviews.takeBack(lane.shop, id, 'Sam') }
      }
      const use = (text: string) =>
        order('2', { at: START + 2 * DAY_MS, discountCodes: [text], codeAmounts: { [text]: 862 } })

      test('is taken back by a person, once: its use is free again and the task is done', async () => {
        const lane = await openReview()
        const version = await lane.version()

        expect([await lane.takeBack(), await lane.takeBack()]).toEqual([true, true])
        expect(await store().reviews.takeBackOf(lane.shop, lane.id)).toMatchObject({ state: 'pending' })
        await lane.acts()

        expect(lane.asked.filter((kind) => kind === 'withdraw')).toHaveLength(1)
        expect(await lane.effects()).toMatchObject([
          { kind: 'code', state: 'undone' },
          { kind: 'task', state: 'done' },
          { kind: 'withdraw', state: 'done' },
        ])
        expect(await lane.grants()).toMatchObject([{ state: 'released' }])
        expect(await lane.version()).toBe(version + 1)
        expect(await store().tasks.find(lane.shop, lane.id)).toMatchObject({
          ...{ state: 'done', outcome: 'taken_back', completedBy: 'Sam' },
        })
        expect(await lane.takeBack()).toBe(false)
        await lane.happens(...orders('3', 3))
        expect(await lane.verdicts()).toEqual(['granted', 'granted'])
      })

      test('stays theirs where Shopify says that it was used, and can be asked for again', async () => {
        const reason = 'It was used'
        const lane = await openReview(() => ({ outcome: 'failed', reason }))
        await lane.takeBack()
        await lane.acts()

        expect(await store().reviews.takeBackOf(lane.shop, lane.id)).toMatchObject({ state: 'failed', problem: reason })
        expect(await lane.grants()).toMatchObject([{ state: 'reserved' }])
        expect(await store().tasks.find(lane.shop, lane.id)).toMatchObject({ state: 'open' })
        expect(await lane.takeBack()).toBe(true)
        expect(await store().reviews.takeBackOf(lane.shop, lane.id)).toMatchObject({ state: 'pending', problem: null })
      })

      test('cannot be taken back once it is used', async () => {
        const lane = await openReview()
        await lane.happens(use(lane.text))

        expect(await store().reviews.takeBackOf(lane.shop, lane.id)).toBeNull()
        expect(await lane.takeBack()).toBe(false)
      })

      test('stays booked where the order that used it is read while it is being taken back', async () => {
        const lane = await openReview()
        await lane.takeBack()
        await lane.happens(use(lane.text))
        await lane.acts()

        expect(await lane.grants()).toMatchObject([{ state: 'booked', amount: 862 }])
        expect((await lane.effects())[0]).toMatchObject({ kind: 'code', state: 'done' })
      })

      test('is booked where the order that used it is read only after', async () => {
        const lane = await openReview()
        await lane.takeBack()
        await lane.acts()
        await lane.happens(use(lane.text))

        expect(await lane.grants()).toMatchObject([{ state: 'booked', amount: 862 }])
      })

      test('is not taken back from what was never given up', async () => {
        const lane = await openLane(rule)
        await lane.happens(...orders('1', 0))
        await lane.acts()

        expect(await store().reviews.takeBack(lane.shop, 'payment:1', 'Sam')).toBe(false)
      })
    })

    test('what would begin while it is being called off waits, and is not done', async () => {
      const lane = await openLane({ conditions: first, actions: [tag], limits })
      await lane.happens(...orders('1', 0))
      const [due] = await store().effects.due(lane.shop, 1)
      let begun: Promise<boolean> | undefined

      await inLane(store(), lane.shop, async (held) => {
        const [given] = await held.grantsOf(['ada'], { calledOffOrderIds: ['1'] })
        begun = store().effects.begin(lane.shop, due?.key ?? '')
        if (given === undefined) throw new Error('Nothing was given')
        const because = { kind: 'cancellation', id: '1', at: START } as const
        const undone = [{ grant: given, ruleName: 'Thanks', because, why: 'It was cancelled' }]
        await held.write(batch({ undone }))
      })

      expect(await begun).toBe(false)
      expect(await lane.effects()).toMatchObject([{ state: 'cancelled', problem: 'It was cancelled' }])
    })
  })
}
