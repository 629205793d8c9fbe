import { describe, expect, test } from 'vitest'
import { newGrant } from '../../../app/engine/grants.ts'
import { retryEffect } from '../../../app/engine/retry-effect.ts'
import { emptyHistory } from '../../../app/ledger/customer.ts'
import type { AppStore } from '../../../app/store/open-store.ts'
import { order, payment } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { codeWork, decision, delivery, document, inLane, newEntry, taskWork, work, write } from '../rows.ts'

const TABLES = [
  ...['shop', 'lane', 'session', 'person', 'delivery', 'entry', 'customer', 'rule', 'rule_version', 'rule_change'],
  ...[
    'decision',
    'difference',
    'disagreement',
    'effect',
    'granted',
    'task',
    'mail_tool',
    'daily_rule',
    'inside_group',
    'backtest',
    'policies',
    'never_contact',
    'checkout_policy',
    'checkout_use',
    'unclear_offer',
    'checkout',
    'standing_leaf',
    'standing',
    'held_offer',
    'parity',
    'parity_offer',
  ],
]

const GRANT = { ruleId: 'rule-1', entry: { kind: 'payment', id: '1' }, customerId: 'ada', at: 1 } as const

/** The same ids in every shop, so that a statement that forgets the shop finds the other one's. */
const fill = async (store: AppStore, shop: string, word: string): Promise<void> => {
  await store.inbox.insertMany([
    delivery(shop, '1', { body: Buffer.from(word) }),
    delivery(shop, '2', { status: 'failed', key: { at: 0, kind: 'order', id: '2' }, problem: word }),
  ])
  await store.database.query(
    `INSERT INTO rule (shop, id, name, seed, state, version, runs) VALUES ($1, 'rule-1', $2, $2, 'live', 1, 1)`,
    [shop, word],
  )
  await store.database.query(
    `INSERT INTO rule_change (shop, rule_id, what, version, state, share, changed_by)
     VALUES ($1, 'rule-1', 'created', 1, 'draft', 100, $2)`,
    [shop, word],
  )
  await store.database.query(
    `INSERT INTO rule_version (shop, rule_id, version, document, created_by) VALUES ($1, 'rule-1', 1, $2::jsonb, $3)`,
    [shop, JSON.stringify(document({ name: word })), word],
  )
  await write(store, shop, {
    entries: [newEntry(order('1', { country: word })), newEntry(payment('1'))],
    histories: [{ ...emptyHistory('ada'), tags: [word] }],
    profiles: [{ customerId: 'ada', firstName: word, lastName: null, copiedAt: 1 }],
    decisions: [
      decision(payment('1'), { ruleName: word }),
      decision(order('1'), {
        ruleName: word,
        offer: {
          amount: 1,
          isQualified: true,
          foundBy: 'message',
          overrun: { reason: 'capped', figures: { by: word } },
        },
      }),
    ],
    unclearOffers: [{ orderId: '1', at: 0, title: word, amount: 1 }],
    effects: [work('a'), work('b'), codeWork('c', 1), taskWork('t', { assignee: word })],
    grants: { given: [newGrant({ ...GRANT, isContact: true })], changed: [] },
    crossings: [{ ruleId: 'rule-1', seed: word, isNew: true, come: [`${word}-ada`], gone: [] }],
    passed: { at: 1, kind: 'payment', id: '1' },
  })
  await store.effects.settle(shop, [
    { key: 'b', performed: { outcome: 'failed', reason: word }, nextInMs: 0 },
    { key: 'c', performed: { outcome: 'done', result: { code: word } }, nextInMs: 0 },
  ])
  for (const effect of await store.effects.due(shop, 10)) await store.effects.createTask(shop, effect)
  await store.database.query(
    `INSERT INTO backtest (shop, id, rule_id, document, state, holder, held_until, created_by)
     VALUES ($1, 'bkt-1', 'rule-1', $2::jsonb, 'running', 'me', clock_timestamp() + interval '1 hour', $3),
       ($1, 'bkt-2', 'rule-1', $2::jsonb, 'queued', NULL, NULL, $3)`,
    [shop, JSON.stringify(document({ name: word })), word],
  )
  await store.checkoutPolicies.set(shop, { ...POLICY, text: word })
  await inLane(store, shop, async ({ checkout }) => {
    await checkout.addLeaves([{ number: 0, leaf: { kind: 'permit', ruleId: word } }])
    await checkout.setComputedFor(word)
    await checkout.writeStandings([{ customerId: 'ada', value: STANDING }])
  })
  await store.checkouts.note(shop, { discountId: `gid://shopify/DiscountAutomaticNode/${word}`, problem: word })
  await store.database.query(
    `INSERT INTO held_offer (shop, rule_id, customer_id, effect_key, until)
     VALUES ($1, $2, 'ada', 'k', clock_timestamp() + interval '1 day')`,
    [shop, word],
  )
  await store.people.setName(shop, '1', word)
  await store.sessions.save(shop, word, null)
  await store.policies.set(shop, { staffTag: word }, word)
  await store.policies.stop(shop, word)
  await store.parity.claim(shop, 'me', 3_600_000)
  await store.parity.answer(shop, { id: '7', title: word }, true, word)
  await store.parity.link(
    shop,
    { id: '7', title: word },
    { id: 'rule-1', version: 1, document: document({ name: word }) },
  )
  await store.neverContact.set(shop, 'ada', { saidBy: word, since: new Date(0) })
  await store.mailTools.setAddress(shop, `https://${word}.example.com`, word)
  await store.alarms.recordDisagreement(shop, {
    ruleId: 'rule-1',
    key: payment('1'),
    compiled: true,
    reference: word,
    facts: {},
  })
}

const POLICY = {
  text: 'x',
  variables: '{"tags":[]}',
  terms: { title: 'x', classes: ['order'], onSubscriptions: false },
  rules: [{ ruleId: 'rule-1', bytes: 1 }],
} as const

const STANDING = { upTo: 0, orders: null, bits: [1] }

const snapshot = async (store: AppStore, shop: string) =>
  Object.fromEntries(
    await Promise.all(
      TABLES.map(async (table) => {
        const column = table === 'shop' ? 'id' : 'shop'
        const rows = await store.database.query<{ row: unknown }>(
          `SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${column} = $1 ORDER BY to_jsonb(t)::text`,
          [shop],
        )
        return [table, rows.map(({ row }) => row)] as const
      }),
    ),
  )

type Ask = (store: AppStore, shop: string) => Promise<unknown>
const task = { outcome: 'sent', note: 'x', by: 'x', at: new Date(0) }
const idOf = async (store: AppStore, shop: string, resourceId: string): Promise<string> => {
  const [row] = await store.database.query<{ id: string }>(
    `SELECT id::text FROM delivery WHERE shop = $1 AND resource_id = $2`,
    [shop, resourceId],
  )
  return row?.id ?? ''
}
const query = { view: 'all', state: 'open', me: null, today: '2026-11-23', after: null } as const
const lane =
  (ask: (held: Parameters<Parameters<typeof inLane>[2]>[0]) => Promise<unknown>): Ask =>
  (store, shop) =>
    inLane(store, shop, ask)

/** Every function of the store that is told a shop, reading first. */
const READING: Readonly<Record<string, Ask>> = {
  'shops.find': (store, shop) => store.shops.find(shop),
  'sessions.load': (store, shop) => store.sessions.load(shop),
  'policies.read': (store, shop) => store.policies.read(shop),
  'policies.find': (store, shop) => store.policies.find(shop),
  'neverContact.list': (store, shop) => store.neverContact.list(shop),
  'neverContact.find': (store, shop) => store.neverContact.find(shop, 'ada'),
  'people.nameOf': (store, shop) => store.people.nameOf(shop, '1'),
  'people.customers': (store, shop) => store.people.customers(shop, ['ada']),
  'people.history': (store, shop) => store.people.history(shop, 'ada'),
  'rules.list': (store, shop) => store.rules.list(shop),
  'rules.asked': (store, shop) => store.rules.asked(shop),
  'rules.find': (store, shop) => store.rules.find(shop, 'rule-1'),
  'rules.history': (store, shop) => store.rules.history(shop, 'rule-1'),
  'rules.version': (store, shop) => store.rules.version(shop, 'rule-1', 1),
  'tasks.list': (store, shop) => store.tasks.list(shop, query),
  'tasks.counts': (store, shop) => store.tasks.counts(shop, query),
  'tasks.openOf': (store, shop) => store.tasks.openOf(shop, 'ada', 9),
  'tasks.find': (store, shop) => store.tasks.find(shop, 't'),
  'activity.deliveries': (store, shop) => store.activity.deliveries(shop, 'all', null),
  'activity.decisionsOf': (store, shop) => store.activity.decisionsOf(shop, [{ kind: 'payment', id: '1' }]),
  'activity.effectsOf': (store, shop) => store.activity.effectsOf(shop, [{ kind: 'payment', id: '1' }], ['ada']),
  'activity.decision': (store, shop) => store.activity.decision(shop, { kind: 'payment', id: '1' }, 'rule-1', 'ada'),
  'activity.latestDecisionsOf': (store, shop) => store.activity.latestDecisionsOf(shop, 'ada'),
  'customerGrants.codesGoodAt': (store, shop) => store.customerGrants.codesGoodAt(shop, 'ada', 0),
  'customerGrants.codesAmong': (store, shop) => store.customerGrants.codesAmong(shop, 'ada', ['mine', 'theirs']),
  'customerGrants.contacts': (store, shop) => store.customerGrants.contacts(shop, 'ada'),
  'activity.orders': (store, shop) => store.activity.orders(shop, ['1']),
  'activity.counts': (store, shop) => store.activity.counts(shop),
  'figures.status': (store, shop) => store.figures.status(shop),
  'figures.decisions': (store, shop) => store.figures.decisions(shop, 0),
  'figures.everyCustomer': (store, shop) => Array.fromAsync(store.figures.everyCustomer(shop)),
  'figures.reach': (store, shop) => store.figures.reach(shop),
  'figures.forecast': (store, shop) => store.figures.forecast(shop),
  'figures.lastMoment': (store, shop) => store.figures.lastMoment(shop),
  'ledger.count': (store, shop) => store.ledger.count(shop, null),
  'ledger.pages': (store, shop) => Array.fromAsync(store.ledger.pages(shop, null)),
  'backtests.find': (store, shop) => store.backtests.find(shop, 'bkt-1'),
  'backtests.latest': (store, shop) => store.backtests.latest(shop, 'rule-1'),
  'backtests.nextDueMs': async (store, shop) => (await store.backtests.nextDueMs(shop)) !== null,
  'parity.find': (store, shop) => store.parity.find(shop),
  'parity.nextDueMs': async (store, shop) => (await store.parity.nextDueMs(shop)) !== null,
  'parity.offers': (store, shop) => store.parity.offers(shop),
  'comparisons.percentOf': (store, shop) => store.comparisons.percentOf(shop, 'rule-1'),
  'comparisons.entrants': (store, shop) => store.comparisons.entrants(shop, 'rule-1', 0),
  'comparisons.histories': async (store, shop) => [...(await store.comparisons.histories(shop, ['ada'])).values()],
  'checkouts.find': (store, shop) => store.checkouts.find(shop),
  'checkouts.due': (store, shop) => store.checkouts.due(shop, 10),
  'checkouts.nextDueMs': async (store, shop) => (await store.checkouts.nextDueMs(shop)) !== null,
  'checkouts.asked': async (store, shop) => {
    const { leaves, heldRuleIds } = await store.checkouts.asked(shop)
    return [...leaves, ...heldRuleIds]
  },
  'checkouts.progress': (store, shop) => store.checkouts.progress(shop),
  'lane.checkout.leaves': lane(({ checkout }) => checkout.leaves()),
  'lane.checkout.rules': lane(({ checkout }) => checkout.rules()),
  'lane.checkout.heldRules': lane(({ checkout }) => checkout.heldRules()),
  'lane.checkout.heldOffers': lane(({ checkout }) => checkout.heldOffers(Date.now(), ['ada'])),
  'lane.checkout.computedFor': lane(({ checkout }) => checkout.computedFor()),
  'checkoutPolicies.list': async (store, shop) => (await store.checkoutPolicies.list(shop)).map(({ text }) => text),
  'checkoutPolicies.at': async (store, shop) => (await store.checkoutPolicies.at(shop, Date.now()))?.text,
  'checkoutPolicies.current': async (store, shop) => (await store.checkoutPolicies.current(shop))?.text,
  'checkoutUses.onOrders': (store, shop) => store.checkoutUses.onOrders(shop, ['1']),
  'checkoutUses.shares': (store, shop) => store.checkoutUses.shares(shop),
  'checkoutUses.unclear': (store, shop) => store.checkoutUses.unclear(shop, 10),
  'lane.toldAtCheckout': lane(async (held) => (await held.toldAtCheckout(0, Date.now())).map(({ ruleIds }) => ruleIds)),
  'effects.due': (store, shop) => store.effects.due(shop, 10),
  'figures.stepsWaiting': (store, shop) => store.figures.stepsWaiting(shop),
  'effects.find': async (store, shop) => (await store.effects.find(shop, 'b'))?.problem,
  'mailTools.find': (store, shop) => store.mailTools.find(shop),
  'effects.nextDueMs': async (store, shop) => (await store.effects.nextDueMs(shop)) !== null,
  'activity.differencesOf': (store, shop) => store.activity.differencesOf(shop, [{ kind: 'order', id: '1' }]),
  'history.freeImports': (store, shop) => Array.fromAsync(store.history.freeImports(shop)),
  'lane.known': lane((held) => held.known([order('1'), order('2')])),
  'lane.orders': lane((held) => held.orders(['1'])),
  'lane.customers': lane((held) => held.customers(['ada'])),
  'lane.everyCustomer': lane((held) => Array.fromAsync(held.everyCustomer())),
  'lane.entriesOfCustomer': lane((held) => held.entriesOfCustomer('ada')),
  'lane.orphansOf': lane((held) => held.orphansOf('1')),
  'lane.parkedCustomers': lane((held) => held.parkedCustomers()),
  'lane.grantsOf': lane((held) =>
    held.grantsOf(['ada'], {
      ofRules: { ruleIds: ['rule-1'], since: -1 },
      contactsSince: -1,
      offersAt: 0,
      calledOffOrderIds: ['1'],
    }),
  ),
  'lane.usesOf': lane((held) => held.usesOf(['rule-1'])),
  'lane.waiting': lane((held) => held.waiting()),
  'lane.neverContact': lane((held) => held.neverContact()),
  'lane.sides': lane((held) => held.sides()),
  'lane.decisionsOf': lane((held) => held.decisionsOf('ada')),
  'lane.formerRules': lane((held) => held.formerRules(['rule-1'])),
  'reviews.takeBackOf': (store, shop) => store.reviews.takeBackOf(shop, 't'),
  'lane.retryable': lane((held) => held.retryable('b')),
  'lane.askedRules': lane((held) => held.askedRules()),
  'lane.claim': lane((held) => held.claim({ settleMs: 0, limit: 10 })),
}

const LIVE = { state: 'live', runs: 1, share: 100 } as const
const PAUSED = { state: 'paused', runs: null, share: 100 } as const

const WRITING: Readonly<Record<string, Ask>> = {
  'inbox.insertMany': (store, shop) => store.inbox.insertMany([delivery(shop, '3'), delivery(shop, '1')]),
  'lanes.hold': (store, shop) => store.lanes.hold(shop, async () => true),
  'lanes.park': async (store, shop) => store.lanes.park(shop, await idOf(store, shop, '1'), 'ada', 'x'),
  'activity.retryDelivery': async (store, shop) => store.activity.retryDelivery(shop, await idOf(store, shop, '2')),
  'reviews.takeBack': (store, shop) => store.reviews.takeBack(shop, 't', 'x'),
  'lanes.inTurn': (store, shop) => retryEffect(shop, 'b', store.lanes),
  'effects.lease': (store, shop) => store.effects.lease(shop, 'x', 60_000),
  'effects.release': (store, shop) => store.effects.release(shop, 'x'),
  'effects.begin': (store, shop) => store.effects.begin(shop, 'a'),
  'effects.settle': (store, shop) =>
    store.effects.settle(shop, [{ key: 'a', performed: { outcome: 'failed', reason: 'x' }, nextInMs: 0 }]),
  'effects.keepOffer': (store, shop) =>
    store.effects.keepOffer(shop, {
      ...work('k2', { effect: { kind: 'keep', customerId: 'ada', offer: 'mine', until: 9 } }),
      attempts: 0,
    }),
  'effects.createTask': (store, shop) => store.effects.createTask(shop, { ...taskWork('t2'), attempts: 0 }),
  'tasks.assign': (store, shop) => store.tasks.assign(shop, 't', 'x'),
  'tasks.complete': (store, shop) => store.tasks.complete(shop, 't', task),
  'tasks.reopen': (store, shop) => store.tasks.reopen(shop, 't'),
  'rules.create': (store, shop) => store.rules.create(shop, document(), 'x'),
  'rules.save': (store, shop) => store.rules.save(shop, 'rule-1', document({ name: 'x' }), 1, 'x'),
  'policies.start': (store, shop) => store.policies.start(shop),
  'policies.stop': (store, shop) => store.policies.stop(shop, 'x'),
  'neverContact.set': (store, shop) => store.neverContact.set(shop, 'ben', { saidBy: 'x', since: new Date(0) }),
  'neverContact.unset': (store, shop) => store.neverContact.unset(shop, 'ada'),
  'rules.setState': (store, shop) => store.rules.setState(shop, 'rule-1', { state: 'paused' }, LIVE, 'x'),
  'rules.restore': (store, shop) => store.rules.restore(shop, 'rule-1', 1, PAUSED, 'x'),
  'people.setName': (store, shop) => store.people.setName(shop, '1', 'x'),
  'sessions.save': (store, shop) => store.sessions.save(shop, 'x', 1),
  'sessions.withLock': (store, shop) => store.sessions.withLock(shop, async () => undefined),
  'sessions.delete': (store, shop) => store.sessions.delete(shop),
  'mailTools.setAddress': (store, shop) => store.mailTools.setAddress(shop, 'https://x.example.com', 'x'),
  'mailTools.setSecret': (store, shop) => store.mailTools.setSecret(shop, 'x'),
  'mailTools.remove': (store, shop) => store.mailTools.remove(shop),
  'checkouts.lease': (store, shop) => store.checkouts.lease(shop, 'x', 60_000),
  'checkouts.release': (store, shop) => store.checkouts.release(shop, 'x'),
  'checkouts.note': (store, shop) => store.checkouts.note(shop, { problem: 'x' }),
  'checkouts.settle': (store, shop) => store.checkouts.settle(shop, [{ customerId: 'ada', is: 'gone' }]),
  'lane.checkout.takeNewHolders': lane(({ checkout }) => checkout.takeNewHolders()),
  'lane.checkout.addLeaves': lane(({ checkout }) =>
    checkout.addLeaves([{ number: 1, leaf: { kind: 'permit', ruleId: 'x' } }]),
  ),
  'lane.checkout.setComputedFor': lane(({ checkout }) => checkout.setComputedFor('x')),
  'lane.checkout.writeStandings': lane(({ checkout }) =>
    checkout.writeStandings([{ customerId: 'ada', value: { ...STANDING, bits: [0] } }]),
  ),
  'checkoutPolicies.set': (store, shop) => store.checkoutPolicies.set(shop, POLICY),
  'parity.progress': (store, shop) => store.parity.progress(shop, 'me', { read: 1, of: 2, forMs: 60_000 }),
  'parity.release': (store, shop) => store.parity.release(shop, 'me'),
  'parity.claim': (store, shop) => store.parity.claim(shop, 'me', 60_000),
  'parity.fail': (store, shop) => store.parity.fail(shop, 'me', 'x', 0),
  'parity.ask': (store, shop) => store.parity.ask(shop, { anew: true }),
  'parity.finish': (store, shop) => store.parity.finish(shop, 'me', null, null),
  'parity.answer': (store, shop) => store.parity.answer(shop, { id: '7', title: 'x' }, false, 'x'),
  'parity.link': (store, shop) =>
    store.parity.link(shop, { id: '7', title: 'x' }, { id: 'x', version: 2, document: document() }),
  'parity.followed': (store, shop) => store.parity.followed(shop, '7', 3, document()),
  'parity.stuck': (store, shop) => store.parity.stuck(shop, '7', 'x'),
  offersChanged: (store, shop) => write(store, shop, { shopEvents: [{ kind: 'offers', discountId: null }] }),
  'backtests.progress': (store, shop) => store.backtests.progress(shop, 'bkt-1', 'me', { read: 1, of: 2, forMs: 0 }),
  'backtests.release': (store, shop) => store.backtests.release(shop, 'bkt-1', 'me'),
  'backtests.claim': (store, shop) => store.backtests.claim(shop, 'me', 60_000),
  'backtests.fail': (store, shop) => store.backtests.fail(shop, 'bkt-1', 'me', 'x'),
  'backtests.finish': (store, shop) => store.backtests.finish(shop, 'bkt-2', 'me', {} as never),
  'backtests.cancel': (store, shop) => store.backtests.cancel(shop, 'bkt-2'),
  'backtests.removeOld': (store, shop) => store.backtests.removeOld(shop),
  'backtests.create': (store, shop) =>
    store.backtests.create(shop, { document: document(), ruleId: null, from: null, to: null, by: 'x' }),
  'alarms.recordDisagreement': (store, shop) =>
    store.alarms.recordDisagreement(shop, {
      ruleId: 'x',
      key: payment('1'),
      compiled: false,
      reference: 'x',
      facts: {},
    }),
  'lane.write': (store, shop) =>
    write(store, shop, {
      entries: [newEntry(order('9'))],
      amended: [{ entry: order('1', { total: 1 }), copiedAt: 99 }],
      adopted: [{ entry: payment('1'), customerId: 'x' }],
      histories: [{ ...emptyHistory('ada'), tags: ['x'] }],
      forgetCustomerIds: ['ada'],
      decisions: [decision(order('9'), { offer: { amount: 2, isQualified: false } })],
      unclearOffers: [{ orderId: '1', at: 0, title: 'x', amount: 2 }],
      differences: [
        {
          ...{ ruleId: 'rule-1', ruleName: 'x', key: payment('1'), customerId: 'ada' },
          ...{ was: 'granted', wouldBe: 'no match', because: order('9') },
        },
      ],
      effects: [work('z')],
      crossings: [{ ruleId: 'rule-1', seed: 'x', isNew: true, come: ['x'], gone: ['ada'] }],
      beginAnew: true,
      ticks: [{ kind: 'tick', id: '2026-03-02', at: 9 }],
      deferred: [delivery(shop, '1', { topic: 'deferred' })],
      passed: { at: 9, kind: 'order', id: '9' },
    }),
  'history.begin': (store, shop) => store.history.begin(shop),
  'history.learn': (store, shop) =>
    store.history.learn(shop, { entries: [newEntry(order('10'))], profiles: [], read: 1, of: 1 }),
  'history.fail': (store, shop) => store.history.fail(shop, 'x'),
  'shops.readAgain': (store, shop) => store.shops.readAgain(shop),
  'policies.set': (store, shop) => store.policies.set(shop, { staffTag: 'x', countFreeOrders: true }, 'x'),
  'shops.setBirthdayMetafield': (store, shop) => store.shops.setBirthdayMetafield(shop, 'facts.birth_date'),
  'history.finish': (store, shop) => store.history.finish(shop),
  uninstalled: (store, shop) => write(store, shop, { shopEvents: [{ kind: 'uninstalled' }] }),
  'shops.install': (store, shop) => store.shops.install({ id: shop, currency: 'EUR', timeZone: 'UTC', scopes: ['x'] }),
}

/** Of all shops, or of none. */
const NOT_OF_ONE_SHOP = ['shops.withWork', 'shops.withLiveRules', 'sessions.withLock', 'inbox.insertMany']

export const isolationTests = (opened: () => TestStore): void => {
  const store = () => opened().store

  describe('two shops with the same ids', () => {
    test('never read each other’s rows', async () => {
      const [mine, theirs] = [await openShop(store()), await openShop(store())]
      await fill(store(), mine, 'mine')
      await fill(store(), theirs, 'theirs')

      for (const [name, ask] of Object.entries(READING)) {
        const answer = (await ask(store(), mine)) as unknown
        const text = JSON.stringify(answer instanceof Map || answer instanceof Set ? [...answer] : answer)

        expect(text, name).not.toContain('theirs')
        expect(text, name).not.toContain(theirs)
      }
      expect(await store().figures.status(mine)).toEqual(await store().figures.status(theirs))
      expect(await store().activity.counts(mine)).toEqual(await store().activity.counts(theirs))
      expect(await store().tasks.counts(mine, query)).toEqual({ mine: 0, all: 1, overdue: 0 })
    })

    test('never change each other’s rows', async () => {
      const [mine, theirs] = [await openShop(store()), await openShop(store())]
      await fill(store(), mine, 'mine')
      await fill(store(), theirs, 'theirs')
      const before = await snapshot(store(), theirs)
      expect(Object.keys(before).filter((table) => before[table]?.length === 0)).toEqual(['difference'])

      for (const [name, change] of Object.entries(WRITING)) {
        await change(store(), mine)

        expect(await snapshot(store(), theirs), name).toEqual(before)
      }
    })

    test('are asked here through every function that the store has', () => {
      const rooms = Object.entries(store()).filter(([name]) => name !== 'database')
      const functions = rooms.flatMap(([room, has]) =>
        typeof has === 'object' ? Object.keys(has).map((name) => `${room}.${name}`) : [],
      )

      expect(
        functions.filter((name) => !(name in READING || name in WRITING || NOT_OF_ONE_SHOP.includes(name))),
      ).toEqual([])
    })
  })
}
