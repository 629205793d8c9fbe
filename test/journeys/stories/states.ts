import { describe, expect, test } from 'vitest'
import { firstOrderCard } from '../../../app/vocabulary/templates/first-order-card.ts'
import type { StartedApp } from '../../support/start-app.ts'
import { tagRule, verdictsIn } from './rules.ts'

export const stateStories = (app: () => StartedApp): void => {
  describe('a version', () => {
    test('that is live never changes: what is saved later is a draft, and runs once it is put live', async () => {
      const { shop, api, settled } = await app().openShop([tagRule('one')])
      const [live] = await api.rules()
      const saved = await api.saveRule(live?.id ?? '', tagRule('two'), 1)
      expect(saved).toMatchObject({
        ...{ name: 'one', state: 'live', runs: 1, version: 2, differsFromLive: true },
        differences: ['the name: “one” → “two”', 'tag the customer “one” → tag the customer “two”'],
      })

      const before = await shop.customerOrders()
      await settled()
      expect(await api.setRuleState(saved.id, 'live', 2)).toMatchObject({
        name: 'two',
        runs: 2,
        differsFromLive: false,
      })
      const after = await shop.customerOrders()
      await settled()

      expect([shop.tagsOf(before.customer), shop.tagsOf(after.customer)]).toEqual([['one'], ['two']])
      expect(await verdictsIn(api)).toEqual(['one: granted', 'two: granted'])
    })

    test('that was put back runs again, under the same rule and in its history', async () => {
      const { shop, api, settled } = await app().openShop([tagRule('one')])
      const [rule] = await api.rules()
      const id = rule?.id ?? ''
      await api.setRuleState(id, 'live', (await api.saveRule(id, tagRule('two'), 1)).version)

      expect(await api.restoreRule(id, 1)).toMatchObject({ name: 'one', runs: 3, version: 3, state: 'live' })
      const { customer } = await shop.customerOrders()
      await settled()

      expect(shop.tagsOf(customer)).toEqual(['one'])
      const { versions, changes } = await api.ruleHistory(id)
      expect(versions).toMatchObject([
        {
          version: 3,
          name: 'one',
          sameAs: 1,
          differences: [expect.stringContaining('“two” → “one”'), expect.anything()],
        },
        { version: 2, name: 'two', sameAs: null },
        { version: 1, name: 'one', sameAs: null, differences: [] },
      ])
      expect(changes.map(({ what, version }) => `${what} ${version}`)).toEqual([
        'restored 3',
        'state 2',
        'saved 2',
        'state 1',
        'created 1',
      ])
    })

    test('says why of what it decided, whatever the rule says since', async () => {
      const { shop, api, settled } = await app().openShop([firstOrderCard.document])
      await shop.customerOrders()
      await settled()
      const [rule] = await api.rules()
      const { name } = firstOrderCard.document
      const asked = await api.task((await api.tasks('?view=all')).tasks[0]?.id ?? '')
      await api.setRuleState(rule?.id ?? '', 'live', (await api.saveRule(rule?.id ?? '', tagRule('other'), 1)).version)

      const [task] = (await api.tasks('?view=all')).tasks
      const { why } = await api.task(task?.id ?? '')
      expect(why).toEqual(asked.why)
      expect(why).toMatchObject({ ruleVersion: 1, sentence: expect.stringContaining('first order') })
      const [delivery] = (await api.activity('?show=decided')).deliveries
      expect(delivery?.decisions).toMatchObject([{ ruleName: name, ruleVersion: 1 }])
    })
  })

  describe('a rule', () => {
    test('in the archive gives nothing, and comes out of it paused', async () => {
      const { shop, api, settled } = await app().openShop([tagRule('tag')])
      const [rule] = await api.rules()
      const id = rule?.id ?? ''
      await api.setRuleState(id, 'paused')
      await api.setRuleState(id, 'archived')
      await shop.customerOrders()
      await settled()

      await expect(api.setRuleState(id, 'live')).rejects.toMatchObject({
        status: 422,
        body: {
          error: { code: 'rule.closed', message: '“tag” is archived and cannot go live from there. It can be paused.' },
        },
      })
      expect(await api.setRuleState(id, 'paused')).toMatchObject({ state: 'paused', runs: null, granted: 0 })
      expect(await verdictsIn(api)).toEqual([])
    })
  })
}
