import { acrossLines } from '../../across-lines.ts'
import { createRandom, type Random } from '../../random.ts'
import type { Change } from '../../store/changes.ts'
import { sumToMinor } from '../../store/money.ts'
import type { Customer, LineItem, Order, Refund, UsedOffer } from '../../store/records.ts'
import { createState, type IdKind } from '../../store/state.ts'
import { inventPerson } from '../names.ts'
import type { ShopOrigin } from '../origin.ts'
import { type Basket, fillBasket, shipParcel } from './basket.ts'
import { createBuying } from './buying.ts'
import { DAY_MS } from './days.ts'
import { createEventQueue } from './event-queue.ts'
import { newcomersSince, openingOffers } from './offers.ts'

export type GeneratedShopSource = {
  readonly domain: string
  readonly seed: number
  readonly now: number
  readonly customers?: number
}

const YEARS = 2.5
const COUNTRIES = ['DE', 'DE', 'DE', 'DE', 'DE', 'DE', 'AT', 'AT', 'CH', 'FR', 'NL'] as const

/** A shop with a past of two and a half years that goes on trading by the same laws. The same seed and `now` give the same shop. */
export const generateShop = (source: GeneratedShopSource): ShopOrigin => {
  const opensAt = source.now - Math.round(YEARS * 365 * DAY_MS)
  const settings = {
    id: 60_000_000_001,
    domain: source.domain,
    name: 'Hollow Hill Tea',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    countryCode: 'DE',
  }
  const story = tellStory(source, opensAt, { ...createState(settings).nextIds })
  const past: { at: number; change: Change }[] = openingOffers(opensAt, source.now)
  while (story.nextAt() <= source.now) {
    const at = story.nextAt()
    for (const change of story.happen(at)) past.push({ at, change })
  }
  return {
    settings,
    past,
    pastAdjustments: [],
    startsAt: null,
    tellsTime: false,
    liveEntries: Number.POSITIVE_INFINITY,
    liveOrders: Number.POSITIVE_INFINITY,
    // Who does what comes from the story; when, from the clock of whoever watches.
    trade: (_index, at, state) => ({ at, changes: story.happen(at, state.nextIds), adjustment: null }),
    fileIds: null,
  }
}

type Aftermath = { readonly at: number; readonly kind: 'cancellation' | 'refund'; readonly order: Order }

/** What happens next, one thing at a time: an order, or a cancellation or refund of an earlier one. */
const tellStory = (source: GeneratedShopSource, opensAt: number, ids: Record<IdKind, number>) => {
  const buying = createBuying(source.seed, opensAt, (source.customers ?? 3_000) / (YEARS * 365))
  const aftermaths = createEventQueue<Aftermath>()
  const customers: Customer[] = []

  const nextAt = () => Math.min(buying.nextAt(), aftermaths.peek()?.at ?? Number.POSITIVE_INFINITY)

  /** `taken`: ids given out meanwhile by others (a person placing an order in a test). */
  const happen = (at: number, taken: Readonly<Record<IdKind, number>> = ids): Change[] => {
    for (const kind of Object.keys(ids) as IdKind[]) ids[kind] = Math.max(ids[kind], taken[kind])
    const due = aftermaths.peek()
    if (due && due.at <= buying.nextAt()) {
      aftermaths.take()
      return due.kind === 'cancellation'
        ? [{ kind: 'orderCancelled', id: due.order.id }]
        : [{ kind: 'refunded', refund: refundOf(due.order, at) }]
    }
    return buy(at)
  }

  const buy = (at: number): Change[] => {
    const { customer: index, place, at: dueAt } = buying.take()
    const random = createRandom(source.seed, 'order', index, place)
    const registered = place === 1 ? register(index, at) : null
    const order = placeOrder(index, place, at)
    const fate = random.unit()
    if (fate < 0.012) aftermaths.add({ at: dueAt + random.unit() * DAY_MS, kind: 'cancellation', order })
    else if (fate < 0.06) aftermaths.add({ at: dueAt + (5 + 20 * random.unit()) * DAY_MS, kind: 'refund', order })
    return [
      ...(registered ? [{ kind: 'customerCreated', customer: registered } as const] : []),
      { kind: 'orderPlaced', order },
      { kind: 'orderPaid', id: order.id },
    ]
  }

  const register = (index: number, at: number): Customer => {
    const random = createRandom(source.seed, 'person', index)
    const id = ids.customer++
    const person = inventPerson(random, index + 1, random.pick(COUNTRIES))
    const told = tellRecord(createRandom(source.seed, 'record', index), at)
    const customer = { id, ...person, ...told, phone: null, createdAt: at, updatedAt: at, tags: [], note: null }
    customers[index] = customer
    return customer
  }

  const placeOrder = (index: number, place: number, at: number): Order => {
    const random = createRandom(source.seed, 'basket', index, place)
    const greeting = {
      random: createRandom(source.seed, 'greeting', index),
      at,
      newcomersSince: newcomersSince(source.now),
    }
    const { discountCodes, automaticDiscount, total, ...basket } = fillBasket(random, place === 1, greeting)
    const lines = basket.lines.map((line) => ({ ...line, id: ids.line++ }))
    return {
      id: ids.order++,
      number: ids.orderNumber++,
      customerId: customers[index]?.id ?? null,
      createdAt: at,
      processedAt: at,
      updatedAt: at,
      paidAt: null,
      cancelledAt: null,
      total,
      lines,
      discountCodes,
      ...(automaticDiscount && { offers: [offerOf(automaticDiscount, lines)] }),
      countryCode: customers[index]?.address.countryCode ?? null,
      note: null,
      tags: [],
      test: false,
      delivery: shipParcel(random, at),
    }
  }

  /** Half of them in full, the others one line; never more than was paid. */
  const refundOf = (order: Order, at: number): Refund => {
    const random = createRandom(source.seed, 'refund', order.number)
    const lines = random.chance(0.5) ? order.lines : order.lines.slice(0, 1)
    const worth = (line: Order['lines'][number]) => Math.round(Number(line.price) * 100) * line.quantity
    const listed = order.lines.reduce((sum, line) => sum + worth(line), 0)
    const share = lines.reduce((sum, line) => sum + worth(line), 0) / listed
    return {
      id: ids.refund++,
      orderId: order.id,
      createdAt: at,
      amount: Math.min(order.total, Math.round(order.total * share)),
      lines: lines.map((line) => ({ id: ids.line++, line, quantity: line.quantity, subtotal: worth(line) })),
    }
  }

  return { nextAt, happen }
}

const offerOf = (
  { title, amount }: NonNullable<Basket['automaticDiscount']>,
  lines: readonly LineItem[],
): UsedOffer => {
  const priced = lines.map((line) => ({ id: line.id, amount: sumToMinor([line], 2) }))
  return { title, value: { amount }, on: 'order', lines: acrossLines(amount, priced), shipping: 0 }
}

/** Some agree to mail when they first buy, and some tell their birthday. */
const tellRecord = (random: Random, at: number): Pick<Customer, 'consents' | 'metafields'> => {
  const agrees = random.chance(0.4)
  const tells = random.chance(0.25)
  const month = String(1 + random.below(12)).padStart(2, '0')
  const day = String(1 + random.below(28)).padStart(2, '0')
  return {
    ...(agrees && { consents: { email: { state: 'subscribed', at } } }),
    ...(tells && {
      metafields: { 'facts.birth_date': { value: `${1950 + random.below(55)}-${month}-${day}`, updatedAt: at } },
    }),
  }
}
