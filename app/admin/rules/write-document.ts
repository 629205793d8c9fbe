/** The order in which a rule is told: what it is, when, if, then. Names not listed follow in the order they come. */
const TOLD = [
  ...['format', 'name', 'trigger', 'guests', 'conditions', 'actions', 'limits', 'exclusive', 'schedule', 'priority'],
  ...['examples', 'customer', 'order', 'expect'],
  ...['fact', 'operator', 'value'],
  ...['type', 'params', 'kind', 'title', 'body'],
  ...['perCustomer', 'times', 'days'],
]

/**
 * The document as it is edited: one way of laying it out, so that equal documents are equal texts. The database keeps a
 * document's names in an order of its own, which nobody would write.
 */
export const writeDocument = (document: unknown): string => JSON.stringify(inOrder(document), null, 2)

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, inOrder(inner)] as const)
  return Object.fromEntries(entries.toSorted(([one], [other]) => placeOf(one) - placeOf(other)))
}

const placeOf = (name: string): number => {
  const place = TOLD.indexOf(name)
  return place < 0 ? TOLD.length : place
}
