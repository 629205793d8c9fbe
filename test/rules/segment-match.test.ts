import { describe, expect, test } from 'vitest'
import { assignmentsOf, matchesSegment, type SegmentValue } from '../../app/rules/segment-match.ts'
import { readSegment, type SegmentQuery } from '../../app/rules/segment-query.ts'
import { allHold, anyHolds, negate } from '../../app/rules/three-valued.ts'
import { DAY_MS } from '../../app/rules/types.ts'

const queryOf = (text: string): SegmentQuery => {
  const read = readSegment(text)
  if (!read.valid) throw new Error(read.message)
  return read.query
}
const dayOf = (day: string) => Date.parse(day) / DAY_MS

const isIn = (text: string, values: Readonly<Record<string, SegmentValue>>, on = '2026-03-31') =>
  matchesSegment(queryOf(text), { today: dayOf(on), read: (attribute) => values[attribute] })

describe('a customer is in a segment', () => {
  test.each<[string, Readonly<Record<string, SegmentValue>>, boolean | undefined]>([
    ['number_of_orders = 0', { number_of_orders: 0 }, true],
    ['number_of_orders = 0', { number_of_orders: 1 }, false],
    ['number_of_orders > 3', {}, undefined],
    ['amount_spent BETWEEN 1 AND 100', { amount_spent: 100 }, true],
    ['number_of_orders IN (0, 1)', { number_of_orders: 2 }, false],
    ["customer_tags CONTAINS 'VIP'", { customer_tags: ['vip'] }, true],
    ["customer_tags NOT CONTAINS 'vip'", { customer_tags: [] }, true],
    ["customer_tags NOT CONTAINS 'vip'", {}, undefined],
    ['customer_tags IS NULL', { customer_tags: [] }, true],
    ["email_subscription_status = 'SUBSCRIBED'", {}, undefined],
    // Where there is no value, comparisons are false and their negations true.
    ['last_order_date < -90d', { last_order_date: null }, false],
    ['last_order_date != -90d', { last_order_date: null }, true],
    ['last_order_date IS NULL', { last_order_date: null }, true],
    ['last_order_date IS NOT NULL', {}, undefined],
    ['last_order_date < -90d', { last_order_date: dayOf('2025-12-30') }, true],
    ['last_order_date < -90d', { last_order_date: dayOf('2025-12-31') }, false],
    ['last_order_date >= -1m', { last_order_date: dayOf('2026-02-28') }, true],
    ['last_order_date >= -1m', { last_order_date: dayOf('2026-02-27') }, false],
    ['last_order_date = -1y', { last_order_date: dayOf('2025-03-31') }, true],
    // The record was there at the first order; perhaps it was made long before.
    ['customer_added_date >= -30d', { customer_added_date: { atMost: dayOf('2026-01-01') } }, false],
    ['customer_added_date >= -30d', { customer_added_date: { atMost: dayOf('2026-03-30') } }, undefined],
    ['customer_added_date < -30d', { customer_added_date: { atMost: dayOf('2026-01-01') } }, true],
    ['customer_added_date = 2026-02-01', { customer_added_date: { atMost: dayOf('2026-01-01') } }, false],
    ['customer_added_date = 2026-01-01', { customer_added_date: { atMost: dayOf('2026-01-01') } }, undefined],
    ["products_purchased(tag: 'tea') = true", { products_purchased: false }, false],
    ["products_purchased(tag: 'tea') = false", { products_purchased: false }, true],
    ["products_purchased NOT MATCHES (tag = 'tea')", { products_purchased: false }, true],
    ["products_purchased MATCHES (tag = 'tea')", {}, undefined],
    ["anniversary(date: 'metafields.facts.born') BETWEEN today AND +30d", { anniversary: true }, true],
    // What is known settles it all the same.
    ["number_of_orders = 0 AND predicted_spend_tier = 'HIGH'", { number_of_orders: 4 }, false],
    ["number_of_orders > 3 OR predicted_spend_tier = 'HIGH'", { number_of_orders: 4 }, true],
    ["NOT (number_of_orders = 0 AND predicted_spend_tier = 'HIGH')", { number_of_orders: 0 }, undefined],
  ])('%s of %j: %s', (text, values, is) => {
    expect(isIn(text, values)).toBe(is)
  })
})

test('whatever a person’s attributes may be, as far as a query can tell, is tried', () => {
  const query = queryOf(
    "email_subscription_status = 'SUBSCRIBED' AND customer_countries CONTAINS 'GB' AND number_of_orders = 0",
  )
  const isAny = assignmentsOf(query, () => false)?.map((given) =>
    matchesSegment(query, { today: 0, read: (name) => (name === 'number_of_orders' ? 0 : given.get(name)) }),
  )

  expect(isAny).toHaveLength(9)
  expect(isAny?.filter((truth) => truth === true)).toHaveLength(1)
  expect(assignmentsOf(query, () => true)).toEqual([new Map()])
})

test('a question about the person may be answered either way, and two of them in ways that nobody reasons about', () => {
  const one = "anniversary(date: 'x') = today"

  expect(assignmentsOf(queryOf(one), () => false)?.map((given) => given.get('anniversary'))).toEqual([true, false])
  expect(assignmentsOf(queryOf(`${one} OR anniversary(date: 'y') = today`), () => false)).toBeUndefined()
})

test('too many ways to try are not tried', () => {
  const clauses = ['customer_language', 'customer_email_domain', 'sms_subscription_status'].flatMap((attribute) =>
    Array.from({ length: 9 }, (_, index) => `${attribute} = '${index}'`),
  )

  expect(assignmentsOf(queryOf(clauses.join(' OR ')), () => false)).toBeUndefined()
})

test('what is not known stays so unless another part settles it', () => {
  expect([true, undefined].map((truth) => allHold([truth, undefined, true]))).toEqual([undefined, undefined])
  expect(allHold([undefined, false])).toBe(false)
  expect(anyHolds([undefined, true])).toBe(true)
  expect([anyHolds([undefined, false]), anyHolds([]), allHold([])]).toEqual([undefined, false, true])
  expect([negate(true), negate(undefined)]).toEqual([false, undefined])
})
