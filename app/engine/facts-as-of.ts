import { asOf, type CustomerHistory } from '../ledger/customer.ts'
import { compareIds } from '../ledger/ledger-order.ts'
import { ShopFigures } from '../ledger/shop-figures.ts'
import type { Policies } from '../rules/policies.ts'
import type { FactValue } from '../rules/types.ts'
import { facts } from '../vocabulary/facts/index.ts'
import { forecastFrom } from './forecasts.ts'
import { rankedApart } from './ranked-apart.ts'

export type CustomerFacts = {
  readonly customerId: string
  readonly facts: Readonly<Record<string, Exclude<FactValue, undefined>>>
}

/** Every customer fact of every customer with an order or an adjustment, as of the end of the moment `at`. */
export const factsAsOf = (
  histories: Iterable<CustomerHistory>,
  at: number,
  timeZone: string,
  policies?: Policies,
): CustomerFacts[] => {
  const past = [...histories]
    .map((history) => asOf(history, { at, kind: 'shop', id: '' }))
    .filter(({ orders, adjustments }) => orders.length + adjustments.length > 0)
  const shop = ShopFigures.of(past, at, rankedApart(policies))
  const forecast = forecastFrom(past, at, timeZone)
  return past
    .map((customer) => ({
      customerId: customer.id,
      facts: customerFacts({ at, timeZone, customer, order: undefined, shop, forecast }),
    }))
    .sort((left, right) => compareIds(left.customerId, right.customerId))
}

const customerFacts = (subject: Parameters<(typeof facts)[number]['read']>[0]): CustomerFacts['facts'] =>
  Object.fromEntries(
    facts.flatMap(({ name, read }) => {
      const value = name.startsWith('customer.') ? read(subject) : undefined
      return value === undefined ? [] : [[name, value]]
    }),
  )
