import type { Customer } from '../store/records.ts'
import type { ShopState } from '../store/state.ts'
import { numberOfOrders } from './function-input.ts'

const COUNT = /^number_of_orders\s*(=|<|>|<=|>=)\s*(\d+)$/i
const TAG = /^customer_tags\s+CONTAINS\s+'([^']+)'$/i

/** Whether somebody is in a segment, by the few questions that this shop's segments ask. */
export const isInSegment = (state: ShopState, query: string, customer: Customer): boolean =>
  query.split(/\s+AND\s+/i).every((part) => {
    const [, operator, count] = COUNT.exec(part.trim()) ?? []
    if (operator !== undefined) return compare(numberOfOrders(state, customer), operator, Number(count))
    const [, tag] = TAG.exec(part.trim()) ?? []
    if (tag === undefined) throw new Error(`The local Shopify cannot tell who is in the segment ${query} yet`)
    return customer.tags.some((held) => held.toLowerCase() === tag.toLowerCase())
  })

const compare = (count: number, operator: string, than: number): boolean => {
  switch (operator) {
    case '<':
      return count < than
    case '>':
      return count > than
    case '<=':
      return count <= than
    case '>=':
      return count >= than
    default:
      return count === than
  }
}
