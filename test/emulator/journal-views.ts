import type { Change } from './store/changes.ts'
import type { ShopState } from './store/state.ts'

/** What the app did in a shop, for tests and the demo to count. */

export type OperationCall = {
  /** The operation's own name, null where it has none. */
  readonly name: string | null
  /** Its root fields: `tagsAdd`. */
  readonly fields: readonly string[]
  readonly kind: 'query' | 'mutation'
  readonly variables: Readonly<Record<string, unknown>>
  /** Wall clock, epoch milliseconds. */
  readonly calledAt: number
  readonly outcome: 'done' | 'refused' | 'throttled' | 'failed' | 'done, not acknowledged'
}

export type CreatedCode = {
  readonly id: number
  readonly code: string
  readonly customerIds: readonly number[]
  readonly at: number
}

export type TagWrite = {
  readonly kind: 'tagsAdded' | 'tagsRemoved'
  readonly on: 'Customer' | 'Order'
  readonly id: number
  readonly tags: readonly string[]
  readonly at: number
}

export type NoteLine = { readonly orderId: number; readonly line: string }

/** A change that the app asked for. */
export type AppWrite = { readonly at: number; readonly change: Change }

export const createdCodesOf = (writes: readonly AppWrite[]): CreatedCode[] =>
  writes.flatMap(({ at, change }) =>
    change.kind === 'codeCreated'
      ? [{ id: change.code.id, code: change.code.code, customerIds: change.code.customerIds, at }]
      : [],
  )

export const tagWritesOf = (writes: readonly AppWrite[]): TagWrite[] =>
  writes.flatMap(({ at, change }) =>
    change.kind === 'tagsAdded' || change.kind === 'tagsRemoved'
      ? [{ kind: change.kind, on: change.on, id: change.id, tags: change.tags, at }]
      : [],
  )

export const noteLinesOf = (state: ShopState): NoteLine[] =>
  [...state.orders.values()].flatMap(({ id, note }) =>
    note === null ? [] : note.split('\n').map((line) => ({ orderId: id, line })),
  )

export const callsOf = (calls: readonly OperationCall[], operation: string): OperationCall[] =>
  calls.filter(({ name, fields }) => name === operation || fields.includes(operation))
