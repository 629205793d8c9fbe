import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises'
import { executeSync, type FieldNode, Kind, type OperationDefinitionNode, parse } from 'graphql'
import type { Shop } from '../shop.ts'
import type { BulkOperation } from '../store/records.ts'
import { type Context, resolveFieldOf } from './execution.ts'
import { queries } from './resolvers/queries.ts'
import { adminSchema, isAdminVersion } from './schemas.ts'

/** Runs accepted bulk queries in the background, one after the other, and keeps their results. */
export type BulkRunner = {
  readonly run: (shop: Shop, id: number) => void
  readonly result: (shop: Shop, id: number) => string | null
  readonly stop: () => Promise<void>
}

export type BulkOptions = {
  readonly dir: string | undefined
  readonly stepMs: number
  readonly contextOf: (shop: Shop, version: string, bulk: Context['bulk']) => Context
}

/** Root objects read at a time, so that the server goes on answering. */
const SLICE = 250

export const createBulkRunner = ({ dir, stepMs, contextOf }: BulkOptions): BulkRunner => {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  const results = new Map<string, string>()
  const nameOf = (shop: Shop, id: number) => `${shop.state.settings.domain}-${id}.jsonl`

  const save = (name: string, lines: string) => {
    results.set(name, lines)
    if (dir === undefined) return
    mkdirSync(join(dir, 'bulk'), { recursive: true })
    writeFileSync(join(dir, 'bulk', name), lines)
  }

  const runToEnd = async (shop: Shop, id: number) => {
    const change = (patch: Partial<BulkOperation>) => {
      const operation = shop.state.bulkOperations.get(id)
      if (operation) shop.commit({ kind: 'bulkChanged', operation: { ...operation, ...patch } }, 'app')
    }
    const operation = shop.state.bulkOperations.get(id)
    if (!operation) return
    await wait(stepMs, undefined, { signal: stopping.signal })
    change({ status: 'RUNNING' })
    await wait(stepMs, undefined, { signal: stopping.signal })
    const read = await readEverything(operation, (bulk) => contextOf(shop, operation.version, bulk), stopping.signal)
    if (read === null) return change({ status: 'FAILED', completedAt: shop.now() })
    const text = read.lines.map((line) => `${line}\n`).join('')
    save(nameOf(shop, id), text)
    change({
      status: 'COMPLETED',
      completedAt: shop.now(),
      objectCount: read.lines.length,
      rootObjectCount: read.roots,
      fileSize: Buffer.byteLength(text),
    })
  }

  return {
    run: (shop, id) => {
      const task: Promise<void> = runToEnd(shop, id)
        .catch((error: unknown) => {
          if (!stopping.signal.aborted) throw error
        })
        .finally(() => running.delete(task))
      running.add(task)
    },
    result: (shop, id) => {
      const name = nameOf(shop, id)
      const file = dir === undefined ? null : join(dir, 'bulk', name)
      return results.get(name) ?? (file !== null && existsSync(file) ? readFileSync(file, 'utf8') : null)
    },
    stop: async () => {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

/** All lines of the result; null where the app may not read what it asks for. */
const readEverything = async (
  operation: BulkOperation,
  contextOf: (bulk: Context['bulk']) => Context,
  signal: AbortSignal,
) => {
  if (!isAdminVersion(operation.version)) return null
  const schema = adminSchema(operation.version)
  const document = parse(operation.query)
  const definition = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  )
  const root = definition?.selectionSet.selections.find(
    (selection): selection is FieldNode => selection.kind === Kind.FIELD,
  )
  if (!root) return null

  const lines: string[] = []
  let roots = 0
  for (let from = 0, more = true; more; from += SLICE) {
    const bulk = { root: root.name.value, from, size: SLICE, more: false }
    const answer = executeSync({
      schema,
      document,
      contextValue: contextOf(bulk),
      fieldResolver: resolveFieldOf(queries),
      typeResolver,
    })
    if (answer.errors) return null
    const objects = flatten(answer.data)
    roots += objects.filter(({ __parentId }) => __parentId === undefined).length
    for (const object of objects) lines.push(JSON.stringify(object))
    more = bulk.more
    await breathe(undefined, { signal })
  }
  return { lines, roots }
}

const typeResolver = (value: unknown) => (value as { __typename: string }).__typename

type Flat = Record<string, unknown>

/** Each node of each connection becomes an object of its own, children after all of their parents and tied to them by `__parentId`. */
const flatten = (data: unknown): Flat[] => {
  const parents: Flat[] = []
  const children: Flat[] = []

  const strip = (value: unknown, owner: string | undefined): unknown => {
    if (Array.isArray(value)) return value.map((item) => strip(item, owner))
    if (typeof value !== 'object' || value === null) return value
    const kept: Flat = {}
    for (const [key, field] of Object.entries(value)) {
      const nodes = nodesOf(field)
      if (!nodes) kept[key] = strip(field, owner)
      else for (const node of nodes) emit(node, owner)
    }
    return kept
  }

  const emit = (node: Flat, parentId: string | undefined) => {
    const into = parentId === undefined ? parents : children
    const place = into.push({}) - 1
    const id = typeof node.id === 'string' ? node.id : undefined
    into[place] = { ...(strip(node, id) as Flat), ...(parentId !== undefined && { __parentId: parentId }) }
  }

  strip(data, undefined)
  return [...parents, ...children]
}

const nodesOf = (value: unknown): Flat[] | null => {
  if (typeof value !== 'object' || value === null) return null
  if ('edges' in value && Array.isArray(value.edges)) return value.edges.map(({ node }: { node: Flat }) => node)
  return 'nodes' in value && Array.isArray(value.nodes) ? (value.nodes as Flat[]) : null
}
