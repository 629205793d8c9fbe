import { GraphQLError } from 'graphql'
import type { Context } from './execution.ts'

export type PageArguments = {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
  readonly reverse?: boolean | null
}

type Identified = { readonly id: number }

const MOST = 250

/** A page of `items`, which are in the order asked for. Cursors name the item, so new items before it move nothing. */
export const connectionOf = <Item extends Identified>(
  items: readonly Item[],
  args: PageArguments,
  toNode: (item: Item) => unknown,
  context: Context,
  name: string,
) => {
  const { page, hasNextPage, hasPreviousPage } = context.bulk
    ? slice(items, context.bulk, name)
    : cut(args.reverse ? items.toReversed() : items, args)
  const cursorOf = (item: Item | undefined) => (item ? cursor(item.id) : null)
  return {
    edges: () => page.map((item) => ({ cursor: cursor(item.id), node: () => toNode(item) })),
    nodes: () => page.map(toNode),
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: cursorOf(page[0]), endCursor: cursorOf(page.at(-1)) },
  }
}

const slice = <Item>(items: readonly Item[], bulk: NonNullable<Context['bulk']>, name: string) => {
  const all = { hasNextPage: false, hasPreviousPage: false }
  if (name !== bulk.root) return { page: items, ...all }
  const page = items.slice(bulk.from, bulk.from + bulk.size)
  bulk.more = bulk.from + bulk.size < items.length
  return { page, ...all }
}

const cut = <Item extends Identified>(items: readonly Item[], { first, last, after, before }: PageArguments) => {
  if (first == null && last == null) throw refusedPage('you must provide one of first or last')
  if (first != null && last != null) throw refusedPage('providing both first and last is not supported')
  const size = first ?? last ?? 0
  if (size < 0 || size > MOST)
    throw refusedPage(`${first == null ? 'last' : 'first'} must be between 0 and ${MOST}, is ${size}`)
  const from = after == null ? 0 : indexOf(items, after) + 1
  const to = before == null ? items.length : indexOf(items, before)
  const start = first == null ? Math.max(from, to - size) : from
  const end = first == null ? to : Math.min(to, from + size)
  return { page: items.slice(start, end), hasNextPage: end < items.length, hasPreviousPage: start > 0 }
}

const indexOf = (items: readonly Identified[], at: string): number => {
  const index = items.findIndex(({ id }) => cursor(id) === at)
  if (index < 0) throw refusedPage(`invalid cursor ${at}`)
  return index
}

const cursor = (id: number) => Buffer.from(JSON.stringify({ last_id: id, last_value: String(id) })).toString('base64')

const refusedPage = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })
