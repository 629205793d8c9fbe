import { createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { askedLine, type OrderNode } from '../operations/order-fields.ts'
import { giftCardsIn, ListedSum, type OrderLines, offersIn } from '../payloads/order-lines.ts'
import { hasPersonsNote } from '../payloads/order-note.ts'

/** A shop's orders on disk, to be read back oldest first. */
export type OrderSpool = {
  readonly count: number
  /** Each order's node with what its line items come to, in order of `processedAt`. */
  readonly nodes: () => AsyncIterable<unknown>
  readonly remove: () => Promise<void>
}

const bulkLine = z.looseObject({
  id: z.string(),
  processedAt: z.string().nullish(),
  note: z.string().nullish(),
  sku: z.string().nullish(),
  vendor: z.string().nullish(),
  quantity: z.number().int().nullish(),
  isGiftCard: askedLine.shape.isGiftCard,
  originalTotalSet: askedLine.shape.originalTotalSet,
  discountedTotalSet: askedLine.shape.discountedTotalSet,
  discountAllocations: askedLine.shape.discountAllocations,
  __parentId: z.string().nullish(),
})

type Place = { readonly id: string; readonly at: number; readonly offset: number; readonly length: number }

/**
 * Shopify promises no order of a bulk result, and line items come apart from their orders. So orders go to a temporary file
 * first, and memory holds only where each lies and what its lines come to; a million orders need about 250 MB. No names and
 * no notes are in the file.
 */
export const spoolOrders = async (lines: AsyncIterable<string>, folder: string): Promise<OrderSpool> => {
  const home = await mkdtemp(join(folder, 'perennial-history-'))
  const path = join(home, 'orders.jsonl')
  const remove = () => rm(home, { recursive: true, force: true })
  try {
    const { places, linesOf } = await writeOrders(lines, path)
    places.sort((left, right) => left.at - right.at)
    return { count: places.length, nodes: () => readOrders(path, places, linesOf), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

const writeOrders = async (lines: AsyncIterable<string>, path: string) => {
  const places: Place[] = []
  const sums = new LineSums()
  const ordersAlone = async function* (): AsyncIterable<Buffer> {
    let offset = 0
    for await (const line of lines) {
      const { __parentId: parentId, note, ...rest } = bulkLine.parse(JSON.parse(line))
      if (parentId != null) {
        sums.add(parentId, rest)
        continue
      }
      const spooled = { ...rest, ...(note !== undefined && { hasNote: hasPersonsNote(note) }) }
      const bytes = Buffer.from(JSON.stringify(spooled), 'utf8')
      places.push({ id: rest.id, at: Date.parse(rest.processedAt ?? ''), offset, length: bytes.length })
      offset += bytes.length
      yield bytes
    }
  }
  await pipeline(ordersAlone, createWriteStream(path, { mode: 0o600 }))
  return { places, linesOf: (orderId: string) => sums.of(orderId) }
}

async function* readOrders(
  path: string,
  places: readonly Place[],
  linesOf: (orderId: string) => SpooledLines,
): AsyncIterable<unknown> {
  const file = await open(path, 'r')
  try {
    for (const { id, offset, length } of places) {
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, offset)
      yield { ...JSON.parse(buffer.toString('utf8')), ...linesOf(id) }
    }
  } finally {
    await file.close()
  }
}

type SpooledLine = Pick<
  z.infer<typeof bulkLine>,
  'sku' | 'vendor' | 'quantity' | 'isGiftCard' | 'originalTotalSet' | 'discountedTotalSet' | 'discountAllocations'
>
type SpooledLines = OrderLines & Pick<OrderNode, 'giftCards' | 'listed' | 'offers'>
type LineSum = {
  readonly skus: string[]
  readonly vendors: string[]
  itemsCount: number
  readonly listed: ListedSum
  giftCards?: SpooledLines['giftCards']
  offers?: SpooledLines['offers']
}

const noLines = (): LineSum => ({ skus: [], vendors: [], itemsCount: 0, listed: new ListedSum() })

/** What the lines of each order come to, as they arrive in whatever order. */
class LineSums {
  readonly #sums = new Map<string, LineSum>()
  // One string per SKU or vendor however often it was sold.
  readonly #texts = new Map<string, string>()

  add(orderId: string, line: SpooledLine): void {
    const { sku, vendor, quantity } = line
    const sum: LineSum = this.#sums.get(orderId) ?? noLines()
    this.#sums.set(orderId, sum)
    this.#note(sum.skus, sku)
    this.#note(sum.vendors, vendor)
    // A line that does not say how many leaves the sum unknown.
    sum.itemsCount += quantity ?? Number.NaN
    sum.listed.add(line)
    const offers = offersIn(line.discountAllocations ?? [])
    if (offers.length > 0) sum.offers = [...(sum.offers ?? []), ...offers]
    if (line.isGiftCard) sum.giftCards = [...(sum.giftCards ?? []), ...giftCardsIn([line])]
  }

  of(orderId: string): SpooledLines {
    const { skus, vendors, itemsCount, giftCards, offers, ...sums } = this.#sums.get(orderId) ?? noLines()
    const listed = sums.listed.result()
    return {
      skus,
      vendors,
      ...(!Number.isNaN(itemsCount) && { itemsCount }),
      ...(listed && { listed }),
      ...(giftCards && { giftCards }),
      ...(offers && { offers }),
    }
  }

  #note(texts: string[], text: string | null | undefined): void {
    if (!text) return
    const known = this.#texts.get(text) ?? text
    this.#texts.set(known, known)
    if (!texts.includes(known)) texts.push(known)
  }
}
