import { expect, test } from 'vitest'
import { DAY_MS } from '../../app/ledger/entries.ts'
import { tickOf } from '../../app/ledger/ticks.ts'
import type { Schedule } from '../../app/rules/types.ts'
import { order } from '../ledger/entries.ts'
import { openShop, rule, verdictsOf } from './shop.ts'

const START = Date.parse('2026-03-02T18:30:00Z')

const call = (schedule: Schedule) =>
  rule({
    name: 'Call',
    trigger: 'order.created',
    actions: [{ type: 'task.create', params: { kind: 'phone_call', title: 'Call' } }],
    limits: { whenHeardEnough: 'wait' },
    schedule,
  })

/** Somebody is called, orders again at once, and their turn comes on the first day that begins three days later. */
const turnOf = (schedule: Schedule) => {
  const { live } = openShop([call(schedule)])
  const first = verdictsOf(live(order('1', { at: START })))
  const second = verdictsOf(live(order('2', { at: START + 1 })))
  const { day, at } = { day: '2026-03-06', at: START + 4 * DAY_MS }
  expect([first, second, tickOf(day, 'UTC').at < at]).toEqual([{ Call: 'granted' }, { Call: 'attention_spent' }, true])
  return verdictsOf(live(tickOf(day, 'UTC')))
}

test('whoever waits has their turn when a day begins, also with a rule that is met in the evening only', () => {
  expect(turnOf({ hours: { from: '18:00', to: '20:00' } })).toEqual({ Call: 'granted' })
})

test('nobody has their turn with a rule whose schedule is over', () => {
  expect(turnOf({ endsAt: '2026-03-05T00:00:00Z' })).toEqual({})
})

test('nobody has a turn for which they waited longer than it is worth, while everything was still', () => {
  const { live, state } = openShop([call({})])
  live(order('1', { at: START }))
  live(order('2', { at: START + 1 }))

  expect(live(tickOf('2026-07-01', 'UTC'))).toEqual([])
  expect(state.waiting.dueBy(Number.POSITIVE_INFINITY)).toEqual([])
})
