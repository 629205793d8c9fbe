import { DAY_MS, type Entry } from '../../app/ledger/entries.ts'
import { createRandom } from '../emulator/random.ts'

const OPENED_AT = Date.parse('2023-01-01T00:00:00Z')
const YEARS_MS = 3 * 365 * DAY_MS
const ORDERS_A_CUSTOMER = 6
const COUNTRIES = ['GB', 'GB', 'GB', 'GB', 'FR', 'DE', 'IE', 'NL']

/**
 * Three years of a made-up shop: a few customers buy often and most seldom, one order in twenty is refunded in part, one
 * in fifty called off. Every order is paid at once. No two orders have one moment, and entries come in no order.
 */
export function* entriesOfShop(orders: number, seed = 1): Generator<Entry> {
  const random = createRandom(seed)
  const step = Math.floor(YEARS_MS / orders)
  for (let index = 0; index < orders; index++) {
    const at = OPENED_AT + index * step + random.below(step >> 1)
    const id = String(1_000_000 + index)
    // The shop grows, and the longer somebody is with it, the more they buy.
    const known = 1 + (orders / ORDERS_A_CUSTOMER) * (0.05 + (0.95 * index) / orders)
    const customerId = `c${Math.floor(known * random.unit() ** 1.5)}`
    const total = 500 + Math.round(random.gamma(1.5, 3000))
    yield {
      kind: 'order',
      id,
      at,
      customerId: random.chance(0.02) ? null : customerId,
      total,
      discountCodes: [],
      skus: [],
      country: random.pick(COUNTRIES),
      subtotal: total,
      itemsCount: 1 + random.below(5),
      counts: true,
    }
    yield { kind: 'payment', id, at }
    const fate = random.unit()
    if (fate < 0.02) yield { kind: 'cancellation', id, at: at + 1 + random.below(2 * DAY_MS) }
    else if (fate < 0.07)
      yield {
        kind: 'refund',
        id: `r${id}`,
        orderId: id,
        at: at + DAY_MS + random.below(20 * DAY_MS),
        amount: random.chance(0.3) ? total : Math.ceil(total * random.unit()),
      }
  }
}
