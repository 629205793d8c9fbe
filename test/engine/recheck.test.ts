import { expect, test } from 'vitest'
import type { Disagreement } from '../../app/engine/ports.ts'
import type { RunnableRule } from '../../app/engine/prepare-rule.ts'
import { Recheck } from '../../app/engine/recheck.ts'
import { order, payment } from '../ledger/entries.ts'
import { openShop, rule } from './shop.ts'

/** Decides so many payments under these rules, and gives the alarms that re-running a share of them raised. */
const alarmsAfter = async (rules: readonly RunnableRule[], share: number, payments: number) => {
  const alarms: Disagreement[] = []
  let reread = 0
  const recheck = new Recheck({ recordDisagreement: async (_shop, found) => void alarms.push(found) }, share)
  const { onEvaluated, recheck: run } = recheck.collect()
  const { live } = openShop(rules)
  live(order('1'))
  for (let index = 0; index < payments; index++) {
    live(payment('1', index), {
      onEvaluated: (evaluated, entry, facts, matched, customerId) =>
        onEvaluated(
          evaluated,
          entry,
          () => {
            reread++
            return facts()
          },
          matched,
          customerId,
        ),
    })
  }
  await run('shop')
  return { alarms, reread }
}

test.each([
  { share: 0, reread: 0 },
  { share: 0.01, reread: 3 },
  { share: 0.1, reread: 30 },
  { share: 1, reread: 300 },
])('a share of $share of 300 evaluations is $reread', async ({ share, reread }) => {
  const seen = await alarmsAfter([rule()], share, 300)

  expect(seen).toEqual({ alarms: [], reread })
})

test('an answer that json-rules-engine does not give raises an alarm with the facts', async () => {
  const wrong: RunnableRule = { ...rule(), matches: () => false }

  const { alarms } = await alarmsAfter([wrong], 1, 1)

  expect(alarms).toEqual([
    {
      ruleId: 'Tag everybody',
      key: { at: 0, kind: 'payment', id: '1' },
      compiled: false,
      reference: 'true',
      facts: { 'order.total': 5000 },
    },
  ])
})

test('conditions that json-rules-engine cannot run raise an alarm that says so', async () => {
  const unknown = rule()
  const broken: RunnableRule = {
    ...unknown,
    evaluable: {
      ...unknown.evaluable,
      conditions: { all: [{ fact: 'order.total', operator: 'resembles' as 'equal', value: 1 }] },
    },
  }

  const { alarms } = await alarmsAfter([broken], 1, 1)

  expect(alarms).toMatchObject([{ compiled: true, reference: expect.stringMatching(/^failed: /) }])
})
