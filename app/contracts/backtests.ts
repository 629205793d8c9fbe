import { z } from 'zod'

// Backtests, a rule tried on the shop's past: POST /api/backtests, GET /api/backtests/:id, POST /api/backtests/:id/cancel,
// GET /api/rules/:id/backtest (the last one of a saved rule)

const moment = z.iso.datetime({ offset: true })
/**
 * A saved rule's version, or a document: then `ruleId` says which saved rule it is a draft of, if any. Decisions are made
 * from `from` on; entries after `to` are left out. 409 `conflict` while past orders are being read, or three are under way.
 */
export const backtestCreate = z
  .object({
    ruleId: z.string().optional(),
    version: z.int32().optional(),
    document: z.unknown().optional(),
    from: moment.optional(),
    to: moment.optional(),
  })
  .refine(
    ({ ruleId, version, document }) => (document !== undefined) !== (ruleId !== undefined && version !== undefined),
    {
      message: 'expected either a document, or a ruleId with its version',
    },
  )
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) <= Date.parse(to), {
    path: ['from'],
    message: 'is later than `to`',
  })
const customerName = z.object({ id: z.string(), name: z.string().nullable() })
/** Somebody who would get something, on which order and when. */
export const backtestExample = z.object({
  customer: customerName,
  orderId: z.string().nullable(),
  orderName: z.string().nullable(),
  at: z.string(),
})
const keptBack = z.array(z.object({ reason: z.string(), text: z.string(), times: z.number() }))
const tally = z.object({
  granted: z.number(),
  withheld: keptBack,
  customers: z.number(),
  /** At most: every code used on its customer's next order that it fits. */
  cost: z.object({
    atMost: z.string(),
    codesUsed: z.number(),
    offersGiven: z.number().default(0),
    paidTasks: z.number(),
  }),
})
const someCustomers = z.object({ customers: z.number(), examples: z.array(backtestExample) })
export const backtestResult = tally.extend({
  orders: z.number(),
  /** How often the rule was asked. */
  asked: z.number(),
  lately: z.array(backtestExample),
  /** Months YYYY-MM in the shop's time zone. */
  byMonth: z.array(z.object({ month: z.string(), granted: z.number(), withheld: z.number(), atMost: z.string() })),
  /** Other live rules that gave to the same orders or customers. */
  overlap: z.array(z.object({ ruleId: z.string(), rule: z.string(), orders: z.number(), customers: z.number() })),
  /** How far what is known reaches; not whole where Shopify shows the app the last 60 days only. */
  history: z.object({ from: z.string().nullable(), to: z.string().nullable(), whole: z.boolean() }),
  decidedFrom: z.string().nullable(),
  /** What nobody can know who tries it on past orders, in a sentence. */
  cannotKnow: z.string().nullable(),
  /** Against the version that runs, or else the one that is saved; null where this is it, or there is none. */
  change: z
    .object({
      version: z.number(),
      isLive: z.boolean(),
      before: tally,
      after: tally,
      newly: someCustomers,
      noLonger: someCustomers,
    })
    .nullable(),
  /** Where a rule that never matched came closest, and what was missing. */
  nearest: z
    .object({
      customer: customerName.nullable(),
      orderId: z.string().nullable(),
      orderName: z.string().nullable(),
      at: z.string(),
      needs: z.array(z.string()),
      /** All of them, or one of them. */
      each: z.boolean(),
    })
    .nullable(),
})
export const backtest = z.object({
  id: z.string(),
  ruleId: z.string().nullable(),
  document: z.unknown(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** Entries of the ledger; `of` is null before it is begun. */
  progress: z.object({ read: z.number(), of: z.number().nullable() }),
  result: backtestResult.nullable(),
  problem: z.string().nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
})
/** Null where the rule was never tried, or long ago. */
export const latestBacktest = z.object({ backtest: backtest.nullable() })

export type ApiBacktest = z.infer<typeof backtest>
export type ApiBacktestResult = z.infer<typeof backtestResult>
export type ApiBacktestExample = z.infer<typeof backtestExample>
export type ApiBacktestCreate = z.input<typeof backtestCreate>
export type ApiTally = z.infer<typeof tally>
