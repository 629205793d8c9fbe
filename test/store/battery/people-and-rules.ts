import { beforeEach, describe, expect, test } from 'vitest'
import { RULE_STATES, type RuleState } from '../../../app/rules/types.ts'
import type { RuleRow, RunChange } from '../../../app/store/rules.ts'
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
  const askedRules = (shop: string) => inLane(store(), shop, async (lane) => [...(await lane.askedRules())])
  const askedIds = async (shop: string) => (await askedRules(shop)).map(({ id, version }) => `${id} ${version}`)
  const put = async (shop: string, rule: RuleRow, to: RunChange): Promise<RuleRow> => {
    const answer = await rules().setState(shop, rule.id, to, rule, 'Put')
    if (!answer.changed) throw new Error(`The rule was not changed: ${answer.why}`)
    return answer.rule
  }

  describe('rules', () => {
    test('begin as a draft in version 1, and run when live', async () => {
      const shop = await openShop(store())
      const draft = await rules().create(shop, document(), 'Bea')

      expect(draft).toMatchObject({
        ...{ state: 'draft', version: 1, runs: null, running: null, share: 100, name: 'Cards' },
        ...{ granted: 0, withheld: 0, lastGrantedAt: null },
      })
      expect(draft.document).toEqual(document())
      expect(await askedIds(shop)).toEqual([])

      const live = await put(shop, draft, { state: 'live' })
      expect(live).toMatchObject({ state: 'live', runs: 1, running: document() })
      expect(await askedIds(shop)).toEqual([`${draft.id} 1`])
      expect(await put(shop, live, { state: 'paused' })).toMatchObject({ state: 'paused', runs: null, running: null })
      expect(await askedIds(shop)).toEqual([])
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

    test('that are live run what they ran, however often they are saved, until another version is put live', async () => {
      const shop = await openShop(store())
      const live = await put(shop, await rules().create(shop, document(), 'Bea'), { state: 'live' })
      const [asked] = await askedRules(shop)
      await rules().save(shop, live.id, document({ name: 'Better cards' }), 1, 'Cleo')
      await rules().save(shop, live.id, document({ name: 'Best cards' }), 2, 'Cleo')

      expect(await askedRules(shop)).toEqual([asked])
      expect(await rules().find(shop, live.id)).toMatchObject({
        ...{ name: 'Cards', state: 'live', runs: 1, running: document() },
        ...{ version: 3, document: document({ name: 'Best cards' }) },
      })

      // A version saved meanwhile is no matter: what is put live is named.
      await put(shop, live, { state: 'live', version: 2 })
      expect(await askedRules(shop)).toEqual([{ ...asked, version: 2, document: document({ name: 'Better cards' }) }])
      expect(await rules().find(shop, live.id)).toMatchObject({ name: 'Better cards', runs: 2, version: 3 })
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
      expect(await rules().save(shop, 'rul_missing', document(), 1, 'x')).toEqual({ changed: false, why: 'missing' })
    })

    test('are put live by whoever saw how they run, and the others are told', async () => {
      const shop = await openShop(store())
      const draft = await rules().create(shop, document(), 'Bea')

      const answers = await Promise.all(
        [10, 20, 30].map((share) => rules().setState(shop, draft.id, { state: 'live', share }, draft, 'x')),
      )

      expect(answers.filter(({ changed }) => changed)).toHaveLength(1)
      expect(answers.filter((answer) => !answer.changed && answer.why === 'stale')).toHaveLength(2)
      const gone = { changed: false, why: 'missing' }
      expect(await rules().setState(shop, 'rul_missing', { state: 'live' }, draft, 'x')).toEqual(gone)
      expect(await rules().restore(shop, 'rul_missing', 1, draft, 'x')).toEqual(gone)
    })

    test.each<{ from: RuleState; open: readonly RuleState[] }>([
      { from: 'draft', open: ['shadow', 'live', 'archived'] },
      { from: 'shadow', open: ['live', 'paused'] },
      { from: 'live', open: ['shadow', 'paused'] },
      { from: 'paused', open: ['shadow', 'live', 'archived'] },
      { from: 'archived', open: ['paused'] },
    ])('that are $from can become $open', async ({ from, open }) => {
      const shop = await openShop(store())
      const opened: RuleState[] = []
      for (const state of RULE_STATES) {
        const rule = await rules().create(shop, document(), 'Bea', { state: from })
        // Further back than the last step, which can be taken back.
        await rules().save(shop, rule.id, document(), 1, 'Bea')
        const { changed } = await rules().setState(shop, rule.id, { state }, rule, 'Bea')
        if (changed) opened.push(state)
      }

      expect(opened).toEqual(open)
    })

    test('that are asked go on with another version or for another share, and not with what they have', async () => {
      const shop = await openShop(store())
      for (const state of ['shadow', 'live'] as const) {
        const rule = await rules().create(shop, document(), 'Bea', { state, share: 20 })
        await rules().save(shop, rule.id, document(), 1, 'Bea')
        const again = { state, version: 1 }

        expect(await rules().setState(shop, rule.id, again, rule, 'Bea')).toEqual({ changed: false, why: 'closed' })
        expect(await put(shop, rule, { state, version: 2 })).toMatchObject({ state, runs: 2, share: 20 })
      }
      const live = await rules().create(shop, document(), 'Bea', { state: 'live', share: 20 })
      expect(await put(shop, live, { state: 'live', share: 50 })).toMatchObject({ runs: 1, share: 50 })
      expect(await rules().setState(shop, live.id, { state: 'live', version: 9 }, { ...live, share: 50 }, 'x')).toEqual(
        {
          changed: false,
          why: 'no_version',
        },
      )
    })

    test('that were just put live are a draft again when that is taken back, and not once something else happened', async () => {
      const shop = await openShop(store())
      const draft = await rules().create(shop, document(), 'Bea')
      for (const state of ['live', 'shadow', 'archived'] as const) {
        const changed = await put(shop, draft, { state })
        expect(await put(shop, changed, { state: 'draft' })).toMatchObject({ state: 'draft', runs: null })
      }
      const live = await put(shop, draft, { state: 'live' })
      const raised = await put(shop, live, { state: 'live', share: 50 })

      expect(await rules().setState(shop, draft.id, { state: 'draft' }, raised, 'x')).toEqual({
        changed: false,
        why: 'closed',
      })
    })

    test('are live since they are asked, over versions, shares and from being watched on', async () => {
      const shop = await openShop(store())
      const since = async () => (await askedRules(shop))[0]?.liveSince
      const watched = await put(shop, await rules().create(shop, document(), 'Bea'), { state: 'shadow' })
      const began = await since()
      await rules().save(shop, watched.id, document({ priority: 9 }), 1, 'Bea')
      const live = await put(shop, watched, { state: 'live', version: 2, share: 50 })
      const raised = await put(shop, live, { state: 'live', share: 80 })
      const restored = await rules().restore(shop, live.id, 1, raised, 'Bea')

      expect(began).toEqual(expect.any(Number))
      expect(await since()).toBe(began)
      expect(restored).toMatchObject({ changed: true, rule: { runs: 3, share: 80 } })

      const paused = await put(shop, { ...raised, runs: 3 }, { state: 'paused' })
      await put(shop, paused, { state: 'live' })
      expect(await since()).toBeGreaterThan(began ?? 0)
    })

    test('go back to an earlier version, which runs at once where one runs, under the seed they had', async () => {
      const shop = await openShop(store())
      const [one, two] = [document({ name: 'One' }), document({ name: 'Two' })]
      const draft = await rules().create(shop, one, 'Bea')
      await rules().save(shop, draft.id, two, 1, 'Bea')

      const back = await rules().restore(shop, draft.id, 1, draft, 'Cleo')
      expect(back).toMatchObject({ rule: { name: 'One', version: 3, document: one, runs: null, state: 'draft' } })
      expect(await askedIds(shop)).toEqual([])

      const live = await put(shop, draft, { state: 'live', version: 2 })
      const again = await rules().restore(shop, draft.id, 1, live, 'Cleo')
      expect(again).toMatchObject({ rule: { name: 'One', version: 4, document: one, runs: 4, running: one } })
      expect(await askedRules(shop)).toMatchObject([{ version: 4, seed: 'One', document: one }])
      expect(await rules().restore(shop, draft.id, 9, { ...live, runs: 4 }, 'x')).toEqual({
        changed: false,
        why: 'no_version',
      })
      expect(await rules().restore(shop, draft.id, 1, live, 'x')).toEqual({ changed: false, why: 'stale' })
    })

    test('say who changed what, latest first', async () => {
      const shop = await openShop(store())
      const draft = await rules().create(shop, document(), 'Bea')
      const live = await put(shop, draft, { state: 'live', share: 20 })
      await rules().save(shop, live.id, document({ priority: 9 }), 1, 'Cleo')
      await rules().restore(shop, live.id, 1, live, 'Dora')
      await rules().setState(shop, live.id, { state: 'paused' }, { ...live, runs: 3 }, 'Bea')

      const { versions, changes } = await rules().history(shop, live.id)
      expect(versions.map(({ version, by, document: { priority } }) => [version, by, priority])).toEqual([
        [3, 'Dora', undefined],
        [2, 'Cleo', 9],
        [1, 'Bea', undefined],
      ])
      expect(changes.map(({ what, version, state, share, by }) => [what, version, state, share, by])).toEqual([
        ['state', 3, 'paused', 20, 'Bea'],
        ['restored', 3, 'live', 20, 'Dora'],
        ['saved', 2, 'live', 20, 'Cleo'],
        ['state', 1, 'live', 20, 'Put'],
        ['created', 1, 'draft', 100, 'Bea'],
      ])
      expect(changes.every(({ at }) => at instanceof Date)).toBe(true)
    })

    test('that look at everybody are known by the version that runs, live or watched', async () => {
      const shop = await openShop(store())
      const daily = document({ trigger: 'every.day' })
      const since = async () => (await store().shops.withLiveRules(['every.day'])).filter((each) => each.shop === shop)
      const rule = await put(shop, await rules().create(shop, daily, 'Bea'), { state: 'shadow' })
      expect(await since()).toHaveLength(1)

      await rules().save(shop, rule.id, document(), 1, 'Bea')
      expect(await since()).toHaveLength(1)
      await put(shop, rule, { state: 'live', version: 2 })
      expect(await since()).toEqual([])
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
