import { emptyHistory, fold } from '../../app/ledger/customer.ts'
import { DAY_MS } from '../../app/ledger/entries.ts'
import type { AppStore } from '../../app/store/open-store.ts'
import { order, payment } from '../ledger/entries.ts'
import { decision, write } from '../store/rows.ts'

type Side = { readonly customers: number; readonly comeBack: number }

/**
 * A comparison that has been going on: on each side so many customers came in over a hundred days, so many of them came back
 * a day after, and the shop is known up to `asOf`.
 */
export const fillComparison = async (
  store: AppStore,
  shop: string,
  ruleId: string,
  { given, leftOut, asOf }: { readonly given: Side; readonly leftOut: Side; readonly asOf: number },
): Promise<void> => {
  const customersOf = ({ customers, comeBack }: Side, isLeftOut: boolean) =>
    Array.from({ length: customers }, (_, index) => {
      const customerId = `${isLeftOut ? 'out' : 'in'}-${index}`
      const at = asOf - Math.round((30 + (100 * index) / customers) * DAY_MS)
      const history = emptyHistory(customerId)
      // Spread over all of them, so that every window has as many.
      const isBack = Math.floor(((index + 1) * comeBack) / customers) > Math.floor((index * comeBack) / customers)
      if (isBack) fold(history, order('again', { customerId, at: at + DAY_MS, total: 3_000 + (index % 7) * 500 }))
      const made = decision(payment(customerId, at), { ruleId, customerId })
      return {
        history,
        made: isLeftOut ? { ...made, verdict: 'withheld' as const, reason: 'held_out' as const } : made,
      }
    })
  const all = [...customersOf(given, false), ...customersOf(leftOut, true)]
  await write(store, shop, {
    histories: all.map(({ history }) => history),
    decisions: all.map(({ made }) => made),
    passed: { at: asOf, kind: 'tick', id: 'now' },
  })
}
