import { type NamedLines, OrderBook, type ReadOrderFiles, readOrders, readRefunds } from '../../engine/order-files.ts'
import { DEFAULT_POLICIES, type Policies } from '../../rules/policies.ts'
import type { Call } from '../call.ts'
import { startProgress } from '../progress.ts'
import { currencyOf, timeZoneOf } from '../shop-options.ts'
import type { Terminal } from '../terminal.ts'
import { isBulkLine, readBulkOrders } from './bulk-orders.ts'
import { openLines } from './open-lines.ts'

export type Ledger = ReadOrderFiles & { readonly timeZone: string; readonly loadSeconds: number }

/** The ledger of `--orders` and `--refunds`, whole or not at all: throws FileProblems with every line that is wrong. */
export const readLedger = async (
  call: Call,
  terminal: Terminal,
  { countFreeOrders }: Pick<Policies, 'countFreeOrders'> = DEFAULT_POLICIES,
): Promise<Ledger> => {
  const timeZone = timeZoneOf(call)
  const book = new OrderBook({ currency: currencyOf(call), countFree: countFreeOrders || call.has('count-free') })
  const startedAt = terminal.now()
  const orders = await peek(linesOf(call.get('orders'), terminal))
  await (isBulkLine(orders.first) ? readBulkOrders : readOrders)(orders, book)
  const refunds = call.find('refunds')
  if (refunds !== undefined) await readRefunds(linesOf(refunds, terminal), book)
  const read = book.close()
  if (read.orders === 0) terminal.err(`${call.get('orders')} holds no orders.\n`)
  return { ...read, timeZone, loadSeconds: (terminal.now() - startedAt) / 1000 }
}

const linesOf = (file: string, terminal: Terminal): NamedLines => {
  const progress = startProgress(terminal, `Reading ${file}`)
  const lines = async function* () {
    try {
      yield* openLines(file, progress.show)
    } finally {
      progress.end()
    }
  }
  return { name: file, lines: lines() }
}

/** The same lines, with the first that is not empty known beforehand. */
const peek = async ({ name, lines }: NamedLines): Promise<NamedLines & { readonly first: string }> => {
  const seen: string[] = []
  const rest = (async function* () {
    yield* lines
  })()
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    seen.push(next.value)
    if (next.value.trim() !== '') break
  }
  const all = async function* () {
    yield* seen
    yield* rest
  }
  return { name, lines: all(), first: seen.at(-1) ?? '' }
}
