import { GraphQLError } from 'graphql'

/** Shopify's search syntax as far as the emulator knows it: `field:value`, `field:>=value`, a leading `-`, joined by AND or blanks. Commas part values any of which will do. */
export const matcherOf = <Item>(
  query: string | null | undefined,
  fields: SearchFields<Item>,
): ((item: Item) => boolean) => {
  const terms = (query ?? '').match(/-?\w+:(?:[<>]=?)?(?:'[^']*'|"[^"]*"|\S+)|\S+/g) ?? []
  const tests = terms.filter((term) => term !== 'AND').map((term) => testOf(term, fields))
  return (item) => tests.every((test) => test(item))
}

/** A field's values; numbers and times compare as numbers, the others by being equal without regard to case. */
export type SearchFields<Item> = Readonly<Record<string, (item: Item) => string | number | null | readonly string[]>>

const testOf = <Item>(term: string, fields: SearchFields<Item>): ((item: Item) => boolean) => {
  const [, minus, name = '', sign = '', quoted = ''] = /^(-?)(\w+):([<>]=?)?(.+)$/.exec(term) ?? []
  const read = fields[name]
  if (!read)
    throw new GraphQLError(`The local Shopify cannot search for ${term}`, { extensions: { code: 'NOT_EMULATED' } })
  const wanted = /^(['"]).*\1$/.test(quoted) ? [quoted.slice(1, -1)] : quoted.split(',')
  const test = (item: Item) => wanted.some((value) => compare(read(item), sign, value))
  return minus === '-' ? (item) => !test(item) : test
}

const compare = (value: string | number | null | readonly string[], sign: string, wanted: string): boolean => {
  if (value === null) return false
  if (typeof value === 'number') {
    const bound = /^\d+$/.test(wanted) ? Number(wanted) : Date.parse(wanted)
    if (sign === '>') return value > bound
    if (sign === '>=') return value >= bound
    if (sign === '<') return value < bound
    if (sign === '<=') return value <= bound
    return value === bound
  }
  const values = typeof value === 'string' ? [value] : value
  return values.some((one) => one.toLowerCase() === wanted.toLowerCase())
}
