import { expect, test } from 'vitest'
import { writeDocument } from '../../app/admin/rules/write-document.ts'

test('a rule is written in the order in which it is told, whatever order it was kept in', () => {
  const kept = {
    name: 'Note',
    limits: { perCustomer: { days: 90, times: 1 } },
    actions: [{ type: 'task.create', params: { body: 'Hello', kind: 'gift', title: 'Send' } }],
    trigger: 'order.paid',
    format: 1,
    conditions: { all: [{ value: 3, operator: 'greaterThan', fact: 'customer.ordersCount' }] },
  }
  const told = {
    format: 1,
    name: 'Note',
    trigger: 'order.paid',
    conditions: { all: [{ fact: 'customer.ordersCount', operator: 'greaterThan', value: 3 }] },
    actions: [{ type: 'task.create', params: { kind: 'gift', title: 'Send', body: 'Hello' } }],
    limits: { perCustomer: { times: 1, days: 90 } },
  }

  expect(writeDocument(kept)).toBe(JSON.stringify(told, null, 2))
})

test('names that nobody knows keep their order behind the known ones', () => {
  expect(writeDocument({ zeta: 1, alpha: 2, name: 'Note' })).toBe(
    JSON.stringify({ name: 'Note', zeta: 1, alpha: 2 }, null, 2),
  )
})
