import type { ApiTask } from '../../contracts/api.ts'
import type { OrderEntry } from '../../ledger/entries.ts'
import { readMoney } from '../../rules/money.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { StoredShop } from '../../store/shops.ts'
import type { TaskRow } from '../../store/tasks.ts'
import { renderTaskText } from '../../vocabulary/task-text.ts'
import { fullName } from './readable.ts'

/** Tasks as people read them, names filled in. `today` is the shop's calendar day. */
export const readableTasks = async (
  store: AppStore,
  shop: StoredShop,
  rows: readonly TaskRow[],
  today: string,
): Promise<ApiTask[]> => {
  if (rows.length === 0) return []
  const people = await store.people.customers(
    shop.id,
    rows.map(({ customerId }) => customerId),
  )
  const orders = await store.activity.orders(
    shop.id,
    rows.flatMap(({ orderId }) => orderId ?? []),
  )
  const rules = new Map((await store.rules.list(shop.id)).map(({ id, name }) => [id, name]))
  return rows.map((row) => {
    const person = people.get(row.customerId)
    const order = row.orderId === null ? undefined : orders.get(row.orderId)
    const ruleName = rules.get(row.ruleId) ?? ''
    const fill = (text: string) => renderTaskText(text, valuesOf(person, order, ruleName, shop.currency))
    return {
      id: row.id,
      kind: row.kind as ApiTask['kind'],
      title: fill(row.title),
      body: fill(row.body),
      customer: { id: row.customerId, name: fullName(person) },
      orderId: row.orderId,
      orderName: order?.name ?? null,
      dueOn: row.dueOn,
      overdue: row.state === 'open' && row.dueOn < today,
      assignee: row.assignee,
      state: row.state as ApiTask['state'],
      outcome: row.outcome as ApiTask['outcome'],
      note: row.note,
      completedAt: row.completedAt?.toISOString() ?? null,
      completedBy: row.completedBy,
      createdAt: row.createdAt.toISOString(),
      ruleName,
    }
  })
}

const valuesOf = (
  person: { readonly firstName: string | null; readonly lastName: string | null } | undefined,
  order: OrderEntry | undefined,
  ruleName: string,
  currency: string,
) => {
  const name = fullName(person)
  return {
    customer: {
      ...(person?.firstName ? { firstName: person.firstName } : {}),
      ...(person?.lastName ? { lastName: person.lastName } : {}),
      ...(name === null ? {} : { name }),
    },
    order: order === undefined ? {} : { name: order.name ?? order.id, total: readMoney(order.total, currency) },
    rule: { name: ruleName },
  }
}
