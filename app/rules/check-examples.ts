import { MOST_EXAMPLES, MOST_ITEMS } from './bounds.ts'
import type { CheckContext } from './check-context.ts'
import { checkScalar } from './check-scalar.ts'
import { fieldsOf, isObject, readFields, readList } from './check-shape.ts'
import { findFact } from './check-words.ts'
import { onShelf } from './fact-names.ts'
import { at, quote } from './problem-list.ts'
import type { Example, FactSpec } from './types.ts'

const SHELVES = ['customer', 'order', 'cart', 'shop'] as const
type Shelf = (typeof SHELVES)[number]
const EXAMPLE = { what: 'an example', keys: ['at', ...SHELVES, 'expect'] }
type Asked = { readonly countsDays: boolean }

/** Examples in shape: known facts with values of their type, and an expectation. Whether they come true is for matches.ts. */
export const checkExamples = (
  value: unknown,
  path: string,
  asked: Asked,
  context: CheckContext,
): readonly Example[] | undefined => {
  if (Array.isArray(value) && value.length === 0) return []
  const items = readList(value, path, { what: 'examples', most: MOST_EXAMPLES }, context.problems)
  const examples = items?.map((item, index) => checkExample(item, at(path, index), asked, context))
  return examples?.every((example) => example !== undefined) ? examples : undefined
}

const checkExample = (
  value: unknown,
  path: string,
  { countsDays }: Asked,
  context: CheckContext,
): Example | undefined => {
  const { problems } = context
  const fields = readFields(value, path, EXAMPLE, problems)
  if (!fields) return undefined
  const shelf = (name: Shelf) =>
    fields.has(name) ? checkShelf(fields.get(name), name, at(path, name), context) : undefined
  const customer = shelf('customer')
  const order = shelf('order')
  const cart = shelf('cart')
  const shop = shelf('shop')
  const moment = fields.has('at') ? checkScalar(fields.get('at'), at(path, 'at'), 'time', context) : undefined
  if (countsDays && !fields.has('at')) {
    problems.add(
      at(path, 'at'),
      'The rule counts days back from the moment of the entry, so the example must name one',
      {
        found: undefined,
        expected: 'a time such as "2026-12-01T09:00:00Z"',
      },
    )
  }
  const expect = fields.get('expect')
  if (expect !== 'granted' && expect !== 'no match') {
    problems.add(at(path, 'expect'), 'An example says what should come of it', {
      found: expect,
      expected: '"granted" or "no match"',
    })
    return undefined
  }
  return {
    ...(moment !== undefined && { at: String(moment) }),
    ...(customer && { customer }),
    ...(order && { order }),
    ...(cart && { cart }),
    ...(shop && { shop }),
    expect,
  }
}

const checkShelf = (value: unknown, shelf: Shelf, path: string, context: CheckContext): Example['customer'] => {
  const { problems } = context
  if (!isObject(value)) {
    problems.add(path, `The ${shelf} of an example is written as an object of facts`, {
      found: value,
      expected: 'an object',
    })
    return undefined
  }
  const fields = fieldsOf(value)
  const seen = new Set<string>()
  for (const key of Object.keys(value)) {
    if (problems.isFull) break
    const spec = findFact(onShelf(shelf, key), at(path, key), context)
    if (!spec) continue
    if (seen.has(spec.name)) problems.add(at(path, key), `${quote(spec.label)} is given twice`, { found: key })
    seen.add(spec.name)
    checkFactValue(fields.get(key), spec, at(path, key), context)
  }
  return Object.fromEntries(Object.keys(value).map((key) => [key, fields.get(key)]))
}

const checkFactValue = (value: unknown, spec: FactSpec, path: string, context: CheckContext): void => {
  if (spec.type !== 'list') {
    checkScalar(value, path, spec.type, context)
  } else if (!Array.isArray(value) || value.length > MOST_ITEMS) {
    context.problems.add(path, `${quote(spec.label)} is a list of texts`, {
      found: value,
      expected: 'a list such as ["vip"]',
    })
  } else {
    value.forEach((item, index) => {
      checkScalar(item, at(path, index), 'text', context)
    })
  }
}
