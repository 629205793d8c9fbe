import { describe, expect, test } from 'vitest'
import { newGrant } from '../../../app/engine/grants.ts'
import { DAY_MS } from '../../../app/ledger/entries.ts'
import { payment } from '../../ledger/entries.ts'
import { openShop, type TestStore } from '../open-test-store.ts'
import { codeWork, decision, document, write } from '../rows.ts'

const START = Date.parse('2026-03-02T12:00:00Z')

export const customerGrantTests = (opened: () => TestStore): void => {
  const store = () => opened().store

  /** A shop whose rule gave each of these a code, on a payment each. */
  const openCodes = async (
    codes: readonly {
      readonly code: string
      readonly of?: string
      readonly endsAt?: number
      readonly state?: 'pending'
    }[],
  ) => {
    const shop = await openShop(store())
    const rule = await store().rules.create(shop, document({ name: 'Cards' }), 'test')
    for (const [index, { code, of = 'ada', endsAt, state }] of codes.entries()) {
      const entry = payment(String(index), START + index)
      const { effect } = codeWork(code, endsAt ?? 0)
      const given = { ruleId: rule.id, entry: { kind: entry.kind, id: entry.id }, customerId: of, at: entry.at }
      await write(store(), shop, {
        decisions: [decision(entry, { ruleId: rule.id, customerId: of })],
        grants: { given: [newGrant({ ...given, expiresAt: endsAt ?? null, isContact: true })], changed: [] },
        effects: [{ ...codeWork(code, 0), effect, ruleId: rule.id, entry: given.entry, subject: `customer:${of}` }],
      })
      if (state !== 'pending')
        await store().effects.settle(shop, [
          { key: code, performed: { outcome: 'done', result: { code } }, nextInMs: 0 },
        ])
    }
    return { shop, rule }
  }
  const take = (shop: string, code: string, state: 'booked' | 'released') =>
    store().database.query(`UPDATE granted SET state = $3 WHERE shop = $1 AND code = $2`, [shop, code, state])
  const codesOf = (held: readonly { readonly code: string }[]) => held.map(({ code }) => code)

  describe('what a customer holds', () => {
    test('is their own codes that exist and are good, the first to run out first', async () => {
      const { shop } = await openCodes([
        { code: 'FOR-EVER' },
        { code: 'LATER', endsAt: START + 9 * DAY_MS },
        { code: 'SOON', endsAt: START + 2 * DAY_MS },
        { code: 'OVER', endsAt: START + DAY_MS },
        { code: 'USED' },
        { code: 'TAKEN-BACK' },
        { code: 'BENS', of: 'ben' },
        { code: 'NOT-MADE-YET', state: 'pending' },
      ])
      await take(shop, 'USED', 'booked')
      await take(shop, 'TAKEN-BACK', 'released')

      const held = await store().customerGrants.codesGoodAt(shop, 'ada', START + DAY_MS)

      expect(codesOf(held)).toEqual(['SOON', 'LATER', 'FOR-EVER'])
      expect(held[0]).toMatchObject({
        expiresAt: new Date(START + 2 * DAY_MS),
        body: { worth: { percent: 10 }, minimumSubtotal: null },
        document: { name: 'Cards' },
      })
    })

    test('is told by the rule as it was when it gave', async () => {
      const { shop, rule } = await openCodes([{ code: 'EARLY' }])
      await store().rules.save(shop, rule.id, document({ name: 'Cards', trigger: 'order.created' }), 1, 'test')

      const [held] = await store().customerGrants.codesGoodAt(shop, 'ada', START)

      expect(held?.document?.trigger).toBe('order.paid')
    })

    test('is found by its text in any case, used ones too, and never among somebody else’s', async () => {
      const { shop } = await openCodes([
        { code: 'MINE' },
        { code: 'USED' },
        { code: 'TAKEN-BACK' },
        { code: 'BENS', of: 'ben' },
      ])
      await take(shop, 'USED', 'booked')
      await take(shop, 'TAKEN-BACK', 'released')
      const asked = ['mine', 'Used', 'TAKEN-BACK', 'BENS', 'WELCOME10']

      expect(codesOf(await store().customerGrants.codesAmong(shop, 'ada', asked))).toEqual(['MINE', 'USED'])
      expect(codesOf(await store().customerGrants.codesAmong(shop, 'ben', asked))).toEqual(['BENS'])
      expect(await store().customerGrants.codesAmong(shop, 'ada', [])).toEqual([])
    })
  })

  test('a customer heard from the shop by what they hold, or held and was taken back', async () => {
    const { shop } = await openCodes([{ code: 'ONE' }, { code: 'TWO' }, { code: 'BENS', of: 'ben' }])
    await take(shop, 'TWO', 'released')

    expect(await store().customerGrants.contacts(shop, 'ada')).toEqual([START, START + 1])
  })

  test('the latest decision of each rule on a customer is found', async () => {
    const shop = await openShop(store())
    const at = (id: string, moment: number) => payment(id, START + moment)
    await write(store(), shop, {
      decisions: [
        decision(at('1', 0)),
        decision(at('2', 5), { verdict: 'withheld', reason: 'capped' }),
        decision(at('3', 9), { customerId: 'ben' }),
        decision(at('2', 5), { ruleId: 'rule-2' }),
      ],
    })

    const latest = await store().activity.latestDecisionsOf(shop, 'ada')

    expect(latest.map(({ ruleId, entryId, reason }) => ({ ruleId, entryId, reason }))).toEqual([
      { ruleId: 'rule-1', entryId: '2', reason: 'capped' },
      { ruleId: 'rule-2', entryId: '2', reason: null },
    ])
  })
}
