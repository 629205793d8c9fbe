import { expect, test } from 'vitest'
import type { Arrival, Read } from '../../app/engine/arrange.ts'
import { Bringers } from '../../app/engine/bringers.ts'
import type { ClaimedDelivery } from '../../app/engine/ports.ts'
import { DEFERRED_TOPIC, deferEntry, readDelivery } from '../../app/engine/read-delivery.ts'
import type { Entry, EntryKind } from '../../app/ledger/entries.ts'

const delivery = (id: string, topic: string, kind: EntryKind, about = '1061'): ClaimedDelivery => ({
  id,
  topic,
  triggeredAt: 0,
  body: Buffer.alloc(0),
  key: { at: 0, kind, id: about },
  attempts: 0,
})
const read = (claimed: ClaimedDelivery): Read => ({ delivery: claimed, reading: { entries: [] } })
const arrival = (entry: Entry, by: ClaimedDelivery): Arrival => ({
  key: entry,
  entry,
  delivery: by,
  copiedAt: 0,
  isAmendment: false,
  origin: 'live',
})

const placed = delivery('9', 'orders/create', 'order')
const paid = delivery('10', 'orders/paid', 'payment')
const changed = delivery('11', 'orders/updated', 'payment')
const payment: Entry = { kind: 'payment', id: '1061', at: 0 }

test.each([
  { what: 'the first message about it', reads: [changed, paid, placed], by: placed, is: '10' },
  { what: 'the copy that brought it where there is none', reads: [placed], by: placed, is: '9' },
  {
    what: 'no message about another order',
    reads: [placed, delivery('8', 'orders/paid', 'payment', '7')],
    by: placed,
    is: '9',
  },
])('what came of a payment is found at $what', ({ reads, by, is }) => {
  expect(new Bringers(reads.map(read)).of(arrival(payment, by))).toBe(is)
})

test('what came of an entry that was put back is found at the message that it came with', () => {
  const put = deferEntry('ada.myshopify.com', arrival(payment, placed))
  const deferred = { ...delivery('12', DEFERRED_TOPIC, 'payment'), body: put.body }
  const result = readDelivery(deferred, { read: () => ({ read: false, reason: 'not asked' }) }, 'GBP')
  if (!result.read) throw new Error(result.reason)

  const bringers = new Bringers([{ delivery: deferred, reading: result.reading }])

  expect(bringers.of(arrival(payment, deferred))).toBe('9')
})

test('a day that begins is brought by nobody', () => {
  const day = delivery('13', 'tick', 'tick', '2026-11-22')

  expect(new Bringers([read(day)]).of(arrival({ kind: 'tick', id: '2026-11-22', at: 0 }, day))).toBeUndefined()
})
