import type { Customer } from '../store/records.ts'
import { ordersOfCustomer, type ShopState } from '../store/state.ts'
import { numberOfOrders } from './function-input.ts'

type People = { readonly label: string; readonly customers: readonly Customer[] }

const A_FEW = 3

/** A few of each kind that a rule may tell apart, and whoever is chosen. */
export const peopleIn = (state: ShopState, chosen: Customer | null): readonly People[] => {
  const everybody = [...state.customers.values()]
  const few = (isOne: (orders: number) => boolean) =>
    everybody
      .filter((customer) => isOne(numberOfOrders(state, customer)))
      .slice(-A_FEW)
      .reverse()
  const spent = new Map(everybody.map((customer) => [customer.id, spentBy(state, customer)]))
  const best = everybody
    .toSorted((left, right) => (spent.get(right.id) ?? 0) - (spent.get(left.id) ?? 0))
    .slice(0, A_FEW)
  const groups = [
    { label: 'No order yet', customers: few((orders) => orders === 0) },
    { label: 'Three orders', customers: few((orders) => orders === 3) },
    { label: 'Four orders', customers: few((orders) => orders === 4) },
    { label: 'Spent most of all', customers: best },
  ].filter(({ customers }) => customers.length > 0)
  if (chosen === null || groups.some(({ customers }) => customers.includes(chosen))) return groups
  return [{ label: 'Chosen', customers: [chosen] }, ...groups]
}

const spentBy = (state: ShopState, { id }: Customer): number =>
  ordersOfCustomer(state, id).reduce((sum, { total, cancelledAt }) => (cancelledAt === null ? sum + total : sum), 0)
