/** Whether two documents say the same; the order of their names is the database's own, and says nothing. */
export const isSameDocument = (one: unknown, other: unknown): boolean => write(one) === write(other)

const write = (document: unknown): string =>
  JSON.stringify(document, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  )
