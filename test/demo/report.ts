import { once } from 'node:events'
import { createWriteStream, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { ApiDecisionPage } from '../../app/contracts/api.ts'
import { compareIds } from '../../app/ledger/ledger-order.ts'
import type { Emulator } from '../emulator/emulator.ts'
import type { AppApi } from '../support/app-api.ts'

const summary = z.object({ discountCodes: z.number(), taggedCustomers: z.number() })

/** The figures of a run: the app's from its API, the shop's from the local Shopify's. */
export const makeReport = async (api: AppApi, emulator: Emulator, domain: string, seconds: number) => {
  const status = await api.status()
  const response = await fetch(`${emulator.url}/emulator/summary?shop=${domain}`)
  const { discountCodes, taggedCustomers } = summary.parse(await response.json())
  const { sent, accepted, duplicatesSent } = emulator.shop(domain).webhooks()
  return {
    orders: status.orders,
    webhooks: { sent, accepted, duplicatesSent },
    events: { processed: status.inbox.processed, failed: status.inbox.failed + status.inbox.parked },
    decisions: status.decisions,
    effects: { done: status.effects.done, pending: status.effects.pending, failed: status.effects.failed },
    shop: { discountCodes, taggedCustomers },
    tasks: status.tasks,
    seconds: Math.round(seconds * 10) / 10,
  }
}
export type Report = Awaited<ReturnType<typeof makeReport>>

export const writeReport = (file: string, report: Report): void =>
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)

type Line = Pick<Decided, 'at' | 'customerId' | 'orderId' | 'rule' | 'verdict' | 'reason' | 'facts'>
type Decided = ApiDecisionPage['decisions'][number]

/** A line a decision, with the ids of the file where the shop came from one. */
export const writeDecisions = async (file: string, api: AppApi, emulator: Emulator, domain: string): Promise<void> => {
  const ids = emulator.shop(domain).fileIds
  const toFile = (kind: 'orders' | 'customers', id: string | null) =>
    id === null || ids === null ? id : ids[kind].toFile(id)
  const out = createWriteStream(file)
  let ofOneDay: Line[] = []
  const flush = async () => {
    ofOneDay.sort((left, right) => compareIds(left.customerId ?? '', right.customerId ?? ''))
    for (const line of ofOneDay) if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain')
    ofOneDay = []
  }
  for await (const { at, entry, customerId, orderId, rule, verdict, reason, facts } of api.decisions()) {
    const line = {
      at,
      customerId: toFile('customers', customerId),
      orderId: toFile('orders', orderId),
      rule,
      verdict,
      reason,
      facts,
    }
    // What one rule decided on a day that began is about many, in the order of the file's ids.
    const [last] = ofOneDay
    if (entry.kind !== 'tick' || last?.at !== at || last.rule !== rule) await flush()
    ofOneDay.push(line)
  }
  await flush()
  out.end()
  await once(out, 'finish')
}
