import type { CustomerEntry } from '../../ledger/entries.ts'

/** A metafield's address: Shopify allows letters, digits, dash and underscore in both parts, and dots in neither. */
const METAFIELD = /^([a-zA-Z0-9_-]{2,255})\.([a-zA-Z0-9_-]{2,64})$/

/** The field of a bulk query that asks for the metafield with the birthday; empty when the shop named none. */
export const birthdayField = (metafield: string | null): string => {
  const [, namespace, key] = METAFIELD.exec(metafield ?? '') ?? []
  return namespace === undefined
    ? ''
    : `birthday: metafield(namespace: "${namespace}", key: "${key}") { value updatedAt }`
}

/** The month alone: no date of birth is kept. Undefined when the value holds no month. */
export const birthdayEntry = (
  customerId: string,
  { value, updatedAt: at }: { readonly value: string; readonly updatedAt: number },
): CustomerEntry | undefined => {
  const month = monthOf(value)
  if (month === undefined) return undefined
  const id = `${customerId}:${at}:birthday:${month}`
  return { kind: 'customer', id, at, customerId, addTags: [], removeTags: [], birthdayMonth: month }
}

/** A date or time ("1990-05-17…"), a day of the year ("--05-17", "05-17") or the month itself ("5"). */
const monthOf = (value: string): number | undefined => {
  const text = /^(?:\d{4}-|--)?(\d{2})-\d{2}(?:T.*)?$/.exec(value.trim())?.[1] ?? /^\d{1,2}$/.exec(value.trim())?.[0]
  const month = Number(text)
  return month >= 1 && month <= 12 ? month : undefined
}
