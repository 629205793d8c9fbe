import { beforeEach, describe, expect, test } from 'vitest'
import { payment } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { decision, document, inLane, taskWork, write } from '../rows.ts'

export const taskTests = (opened: () => TestStore): void => {
  const store = () => opened().store
  let shop = ''
  const list = async (given: Partial<Parameters<typeof query>[0]> = {}) =>
    (await store().tasks.list(shop, query(given))).tasks.map(({ id }) => id)

  describe('tasks', () => {
    beforeEach(async () => {
      shop = await openShop(store())
      await write(store(), shop, {
        decisions: [decision(payment('2'), { priority: 90 })],
        effects: [
          taskWork('later', { dueOn: '2026-11-30' }),
          taskWork('bea’s', { dueOn: '2026-11-20', assignee: 'Bea' }),
          taskWork('plain', { dueOn: '2026-11-23' }),
          taskWork('pressing', { dueOn: '2026-11-23', entryId: '2' }),
          taskWork('hers', { dueOn: '2026-11-23', assignee: 'Cleo%' }),
        ],
      })
      for (const effect of await store().effects.due(shop, 10)) await store().effects.createTask(shop, effect)
    })

    test('are listed by day, then priority, then id', async () => {
      expect(await list()).toEqual(['bea’s', 'pressing', 'hers', 'plain', 'later'])
    })

    test.each([
      { me: 'Bea', are: ['bea’s', 'pressing', 'plain', 'later'] },
      { me: 'bEA', are: ['bea’s', 'pressing', 'plain', 'later'] },
      { me: 'Cleo%', are: ['pressing', 'hers', 'plain', 'later'] },
      { me: null, are: ['pressing', 'plain', 'later'] },
      { me: '%', are: ['pressing', 'plain', 'later'] },
      { me: 'B_a', are: ['pressing', 'plain', 'later'] },
      { me: 'Cleo\\', are: ['pressing', 'plain', 'later'] },
    ])('of $me are those assigned by that name and those of nobody', async ({ me, are }) => {
      expect(await list({ view: 'mine', me })).toEqual(are)
      expect(await store().tasks.counts(shop, { me, today: '2026-11-23' })).toEqual({
        mine: are.length,
        all: 5,
        overdue: 1,
      })
    })

    test('are overdue from the day after', async () => {
      expect(await list({ view: 'overdue', today: '2026-11-20' })).toEqual([])
      expect(await list({ view: 'overdue', today: '2026-11-21' })).toEqual(['bea’s'])
    })

    test('are completed by one person, once', async () => {
      const complete = (by: string) =>
        store().tasks.complete(shop, 'plain', { outcome: 'sent', note: 'a card', by, at: new Date(5) })

      const answers = await Promise.all([complete('Bea'), complete('Cleo'), complete('Dora')])

      expect(answers.filter(Boolean)).toHaveLength(1)
      expect(await list({ state: 'done' })).toEqual(['plain'])
      expect(await list()).not.toContain('plain')
      expect(await store().tasks.find(shop, 'plain')).toMatchObject({
        outcome: 'sent',
        note: 'a card',
        completedAt: new Date(5),
      })
    })

    test('are opened again without what was said of them', async () => {
      await store().tasks.complete(shop, 'plain', { outcome: 'spoke', note: 'x', by: 'Bea', at: new Date(5) })

      expect(await store().tasks.reopen(shop, 'plain')).toBe(true)
      expect(await store().tasks.reopen(shop, 'plain')).toBe(false)
      expect(await store().tasks.find(shop, 'plain')).toMatchObject({
        state: 'open',
        outcome: null,
        note: null,
        completedBy: null,
        completedAt: null,
      })
    })

    test('are assigned while they are open', async () => {
      expect(await store().tasks.assign(shop, 'plain', 'Bea')).toBe(true)
      expect(await list({ view: 'mine', me: 'Bea' })).toContain('plain')
      await store().tasks.complete(shop, 'plain', { outcome: 'sent', note: '', by: 'Bea', at: new Date(5) })
      expect(await store().tasks.assign(shop, 'plain', null)).toBe(false)
    })

    test.each(['missing', 'nul\u0000'.replace('\u0000', ''), ''])('%j is no task', async (id) => {
      expect(await store().tasks.find(shop, id)).toBeNull()
      expect(await store().tasks.reopen(shop, id)).toBe(false)
    })

    test('come in pages without a gap or a double', async () => {
      await write(store(), shop, {
        effects: Array.from({ length: 120 }, (_, index) => taskWork(`many-${index}`, { entryId: String(index % 3) })),
      })
      for (const effect of await store().effects.due(shop, 200)) await store().effects.createTask(shop, effect)

      const seen: string[] = []
      for (let after: string | null = null, first = true; first || after !== null; first = false) {
        const page = await store().tasks.list(shop, query({ after }))
        seen.push(...page.tasks.map(({ id }) => id))
        after = page.next
      }

      expect(seen).toHaveLength(125)
      expect(new Set(seen).size).toBe(125)
    })
  })
}

const query = (given: {
  view?: 'mine' | 'all' | 'overdue'
  state?: 'open' | 'done'
  me?: string | null
  today?: string
  after?: string | null
}) => ({ view: 'all' as const, state: 'open' as const, me: null, today: '2026-11-23', after: null, ...given })

export const ruleTests = (opened: () => TestStore): void => {
  const store = () => opened().store
  const rules = () => store().rules
  const liveIds = (shop: string) =>
    inLane(store(), shop, async (lane) => (await lane.liveRules()).map(({ id, version }) => `${id} ${version}`))

  describe('rules', () => {
    test('begin as a draft in version 1, and run when live', async () => {
      const shop = await openShop(store())
      const rule = await rules().create(shop, document(), 'Bea')

      expect(rule).toMatchObject({
        state: 'draft',
        version: 1,
        name: 'Cards',
        granted: 0,
        withheld: 0,
        lastGrantedAt: null,
      })
      expect(rule.document).toEqual(document())
      expect(await liveIds(shop)).toEqual([])

      await rules().setState(shop, rule.id, 'live', 1)
      expect(await liveIds(shop)).toEqual([`${rule.id} 1`])
      await rules().setState(shop, rule.id, 'paused', 1)
      expect(await liveIds(shop)).toEqual([])
    })

    test('keep every version they had', async () => {
      const shop = await openShop(store())
      const { id } = await rules().create(shop, document(), 'Bea')
      await rules().save(shop, id, document({ name: 'Better cards' }), 1, 'Cleo')

      expect(await rules().find(shop, id)).toMatchObject({ version: 2, name: 'Better cards' })
      expect(await rules().version(shop, id, 1)).toEqual(document())
      expect(await rules().version(shop, id, 2)).toEqual(document({ name: 'Better cards' }))
      expect(await rules().version(shop, id, 3)).toBeNull()
    })

    test('take the change of whoever read the latest version, and tell the others', async () => {
      const shop = await openShop(store())
      const { id } = await rules().create(shop, document(), 'Bea')

      const answers = await Promise.all(
        ['one', 'two', 'three'].map((name) => rules().save(shop, id, document({ name }), 1, name)),
      )

      expect(answers.filter(({ changed }) => changed)).toHaveLength(1)
      expect(answers.filter((answer) => !answer.changed && answer.why === 'stale')).toHaveLength(2)
      expect(await rules().find(shop, id)).toMatchObject({ version: 2 })
      expect(await rules().setState(shop, id, 'live', 1)).toEqual({ changed: false, why: 'stale' })
      expect(await rules().save(shop, 'rul_missing', document(), 1, 'x')).toEqual({ changed: false, why: 'missing' })
      expect(await rules().setState(shop, 'rul_missing', 'live', 1)).toEqual({ changed: false, why: 'missing' })
    })

    test('count what they gave and kept back', async () => {
      const shop = await openShop(store())
      const { id } = await rules().create(shop, document(), 'Bea')
      await write(store(), shop, {
        decisions: [
          decision(payment('1', 5), { ruleId: id }),
          decision(payment('2', 9), { ruleId: id }),
          decision(payment('3', 7), { ruleId: id, verdict: 'withheld', reason: 'capped' }),
          decision(payment('3', 7), { ruleId: 'another' }),
        ],
      })

      expect(await rules().find(shop, id)).toMatchObject({ granted: 2, withheld: 1, lastGrantedAt: new Date(9) })
    })

    test('are listed as they were made', async () => {
      const shop = await openShop(store())
      for (const name of ['b', 'c', 'a']) await rules().create(shop, document({ name }), 'Bea')

      expect((await rules().list(shop)).map(({ name }) => name)).toEqual(['b', 'c', 'a'])
    })
  })

  describe('people', () => {
    test('have the name they last gave, several at once', async () => {
      const shop = await openShop(store())
      expect(await store().people.nameOf(shop, '1')).toBeNull()

      await Promise.all(['Bea', 'Cleo', 'Dora'].map((name) => store().people.setName(shop, '1', name)))
      await store().people.setName(shop, '1', 'Bea')

      expect(await store().people.nameOf(shop, '1')).toBe('Bea')
      expect(await store().people.nameOf(shop, '2')).toBeNull()
    })
  })
}
