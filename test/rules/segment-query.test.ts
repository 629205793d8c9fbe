import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSegment, type SegmentQuery } from '../../app/rules/segment-query.ts'

const queryOf = (text: string): SegmentQuery => {
  const read = readSegment(text)
  if (!read.valid) throw new Error(`${text}: character ${read.at}: ${read.message}`)
  return read.query
}
const clause = (attribute: string, operator: string, ...operands: readonly unknown[]) => ({
  kind: 'clause',
  attribute,
  operator,
  operands,
})
const not = (part: unknown) => ({ kind: 'not', part })

describe('a segment query', () => {
  test.each<[string, unknown]>([
    ['number_of_orders = 0', clause('number_of_orders', '=', 0)],
    ['NUMBER_OF_ORDERS<2', clause('number_of_orders', '<', 2)],
    ['number_of_orders != 0', not(clause('number_of_orders', '=', 0))],
    ['amount_spent BETWEEN 1 AND 999.99', clause('amount_spent', 'between', 1, 999.99)],
    ['number_of_orders in (0, 1)', clause('number_of_orders', 'in', 0, 1)],
    ['number_of_orders NOT IN (0)', not(clause('number_of_orders', 'in', 0))],
    ["customer_tags CONTAINS 'v.i.p.'", clause('customer_tags', 'contains', 'v.i.p.')],
    [`customer_tags NOT CONTAINS "it's"`, not(clause('customer_tags', 'contains', "it's"))],
    ["customer_tags CONTAINS 'it\\'s'", clause('customer_tags', 'contains', "it's")],
    ['last_order_date IS NULL', clause('last_order_date', 'isNull')],
    ['last_order_date is not null', not(clause('last_order_date', 'isNull'))],
    ['last_order_date < -90d', clause('last_order_date', '<', { count: -90, unit: 'd' })],
    ['last_order_date >= -1m', clause('last_order_date', '>=', { count: -1, unit: 'm' })],
    ['last_order_date >= 12_months_ago', clause('last_order_date', '>=', { count: -12, unit: 'm' })],
    ['last_order_date = yesterday', clause('last_order_date', '=', { count: -1, unit: 'd' })],
    ['first_order_date > 1970-01-11', clause('first_order_date', '>', { day: 10 })],
    ["first_order_date > '1970-01-11'", clause('first_order_date', '>', { day: 10 })],
    ["email_subscription_status = 'SUBSCRIBED'", clause('email_subscription_status', '=', 'SUBSCRIBED')],
    ['some_new_attribute >= 5', clause('some_new_attribute', '>=', '5')],
    ["products_purchased(tag: 'tea (green)', date: > -30d) = true", clause('products_purchased', '=', 'true')],
    ["products_purchased MATCHES (tag = 'tea')", clause('products_purchased', 'matches')],
    ['orders_placed NOT MATCHES (count(x) > 1)', not(clause('orders_placed', 'matches'))],
  ])('%s is read', (text, query) => {
    expect(queryOf(text)).toEqual(query)
  })

  test('binds AND before OR, and brackets before both', () => {
    const [a, b, c] = ['=', '>', '<'].map((sign) => clause('number_of_orders', sign, 1))
    const texts = ['number_of_orders = 1', 'number_of_orders > 1', 'number_of_orders < 1']

    expect(queryOf(`${texts[0]} OR ${texts[1]} AND ${texts[2]}`)).toEqual({
      kind: 'any',
      parts: [a, { kind: 'all', parts: [b, c] }],
    })
    expect(queryOf(`(${texts[0]} OR ${texts[1]}) AND NOT ${texts[2]}`)).toEqual({
      kind: 'all',
      parts: [{ kind: 'any', parts: [a, b] }, not(c)],
    })
  })

  test.each<[string, number, string]>([
    ['', 1, 'expected an attribute such as number_of_orders, found the end'],
    ['= 3', 1, 'expected an attribute such as number_of_orders, found "="'],
    ['number_of_orders', 17, 'expected an operator such as =, > or CONTAINS, found the end'],
    ['number_of_orders = many', 20, 'expected a number such as 3, found "many"'],
    ["number_of_orders = '3'", 20, 'expected a number such as 3, found "3"'],
    ['number_of_orders CONTAINS 3', 27, 'expected a text in quotes, such as \'vip\', found "3"'],
    ["number_of_orders CONTAINS '3'", 18, 'number_of_orders is a number, and cannot be asked with CONTAINS'],
    ["customer_tags = 'vip'", 15, 'customer_tags is a list, and cannot be asked with ='],
    ['customer_tags CONTAINS vip', 24, 'expected a text in quotes, such as \'vip\', found "vip"'],
    ['last_order_date < 90', 19, 'expected a date such as 2026-12-01, -30d or today, found "90"'],
    ['last_order_date < 2026-02-30', 19, 'expected a date such as 2026-12-01, -30d or today, found "2026-02-30"'],
    ['number_of_orders ! 3', 18, 'expected "!=", found "!"'],
    ["customer_tags CONTAINS 'vip", 24, 'this quote is never closed'],
    ['(number_of_orders = 0', 1, 'this bracket is never closed'],
    ['products_purchased(tag: x', 19, 'this bracket is never closed'],
    ['number_of_orders = 0)', 21, 'expected AND, OR or the end, found ")"'],
    ['number_of_orders = 0 number_of_orders = 1', 22, 'expected AND, OR or the end, found "number_of_orders"'],
    ['number_of_orders BETWEEN 1 3', 28, 'expected AND, found "3"'],
    ['number_of_orders IS 3', 21, 'expected NULL, found "3"'],
    ['number_of_orders NOT 3', 22, 'expected CONTAINS, IN or MATCHES, found "3"'],
    ['number_of_orders = 0 AND', 25, 'expected an attribute such as number_of_orders, found the end'],
    ['number_of_orders IN ()', 22, 'expected a number such as 3, found ")"'],
  ])('%j is refused at character %i', (text, at, message) => {
    expect(readSegment(text)).toEqual({ valid: false, at, message })
  })

  test('is refused where it is too long or too deep to be a person’s', () => {
    expect(readSegment(`customer_tags CONTAINS '${'x'.repeat(10_000)}'`)).toMatchObject({ valid: false, at: 5001 })
    expect(readSegment(`${'('.repeat(60)}number_of_orders = 0${')'.repeat(60)}`)).toMatchObject({
      valid: false,
      message: 'expected at most 50 brackets and NOTs in each other',
    })
    expect(readSegment(`${'NOT '.repeat(1000)}number_of_orders = 0`)).toMatchObject({ valid: false })
  })

  test('of any text is read or refused within it, and never throws', () => {
    const pieces = [
      'number_of_orders',
      'customer_tags',
      '__proto__',
      'AND',
      'NOT',
      '(',
      ')',
      "'",
      '"',
      '\\',
      '=',
      '-30d',
      ' ',
    ]
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join(' ')),
        ),
        (text) => {
          const read = readSegment(text)

          if (!read.valid) expect(read.at >= 1 && read.at <= text.length + 1).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
