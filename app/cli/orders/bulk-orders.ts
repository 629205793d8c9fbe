import { tmpdir } from 'node:os'
import { z } from 'zod'
import { parseLine } from '../../engine/line-problems.ts'
import type { NamedLines, OrderBook } from '../../engine/order-files.ts'
import { AppError } from '../../errors.ts'
import type { Entry } from '../../ledger/entries.ts'
import { readCustomerLine } from '../../shopify/history/customer-lines.ts'
import { spoolOrders } from '../../shopify/history/order-spool.ts'
import { askedLine, askedOrder, type OrderNode, orderNode } from '../../shopify/operations/order-fields.ts'
import { readOrderNode } from '../../shopify/payloads/order-nodes.ts'

/** Whether a file that begins with this line is what Shopify's bulk operations write. */
export const isBulkLine = (text: string): boolean => {
  try {
    return z.object({ id: z.string().startsWith('gid://shopify/') }).safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

/**
 * Orders as a bulk operation wrote them: line items come apart from their orders and are joined by `__parentId`, refunds are
 * inside their orders. Customers among them bring their tags.
 */
export const readBulkOrders = async (file: NamedLines, book: OrderBook): Promise<void> => {
  const spool = await spoolOrders(checkedLines(file, book), tmpdir())
  try {
    for await (const node of spool.nodes()) {
      const order = spooledOrder.parse(node)
      book.add(entriesOf({ ...order, updatedAt: order.updatedAt ?? order.processedAt }, book))
    }
  } finally {
    await spool.remove()
  }
}

const rootLine = z.object(
  { id: z.string('expected an id such as "gid://shopify/Order/1"'), __parentId: z.string().nullish() },
  'expected an object such as {"id": "gid://shopify/Order/1", …}',
)
const childLine = askedLine.partial().extend({ sku: z.string('expected a text in quotes').nullish() })
const ASKED = 'ask Shopify for it in the bulk query'
/** `updatedAt` serves copies of webhooks only; without the payment's state nobody can tell which orders were paid. */
const demanded = {
  updatedAt: orderNode.shape.updatedAt.optional(),
  processedAt: z.iso.datetime({ offset: true, error: `expected ISO 8601 with offset; ${ASKED}` }),
  test: z.boolean(`expected true or false; ${ASKED}`),
  displayFinancialStatus: z.string(`expected a state such as "PAID"; ${ASKED}`).nullable(),
  discountCodes: z.array(z.string(), `expected a list of codes; ${ASKED}`),
  totalPriceSet: z.object(orderNode.shape.totalPriceSet.shape, `expected an amount of shop money; ${ASKED}`),
  refunds: z.array(orderNode.shape.refunds.element, `expected a list of refunds; ${ASKED}`),
  tags: orderNode.shape.tags.default([]),
}
const bulkOrder = askedOrder.extend(demanded)
const spooledOrder = orderNode.extend(demanded)

/** Passes on the lines of orders and of their items that can be read; the others become problems of the book. */
async function* checkedLines({ name, lines }: NamedLines, book: OrderBook): AsyncIterable<string> {
  let line = 0
  for await (const text of lines) {
    line++
    if (text.trim() === '') continue
    try {
      if (isOrderOrItem(text, line, book)) yield text
    } catch (error) {
      book.problems.add(`${name}, line ${line}`, error)
    }
  }
}

const isOrderOrItem = (text: string, line: number, book: OrderBook): boolean => {
  const root = parseLine(rootLine, text)
  if (root.__parentId != null) {
    parseLine(childLine, text)
    return true
  }
  switch (/^gid:\/\/shopify\/(\w+)\/\d+/.exec(root.id)?.[1]) {
    case 'Order': {
      const order = parseLine(bulkOrder, text)
      const { currencyCode } = order.totalPriceSet.shopMoney
      book.openOrder(root.id, currencyCode, line)
      // Amounts and ids are read here once already, so that what is wrong with them is told with its line.
      readOrderNode({ ...order, updatedAt: order.processedAt, skus: [], vendors: [] }, { currency: currencyCode })
      return true
    }
    case 'Customer':
      book.add(readCustomerLine(text).entries)
      return false
    default:
      throw new AppError('request.invalid', `${root.id} is neither an order nor a customer`)
  }
}

/** In a file every paid order is paid at once: when its copy was last changed says nothing about its payment. */
const entriesOf = (node: OrderNode, { currency, countFree }: OrderBook): Entry[] => {
  const { entries } = readOrderNode(node, { currency, countFreeOrders: countFree })
  const at = Date.parse(node.processedAt)
  return entries.map((entry) => (entry.kind === 'payment' ? { ...entry, at } : entry))
}
