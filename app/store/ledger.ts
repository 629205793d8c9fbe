import type { Entry } from '../ledger/entries.ts'
import { compareKeys } from '../ledger/ledger-order.ts'
import { iso } from './json.ts'
import type { Sql } from './sql.ts'

const PAGE = 2_000

type Row = { readonly moment: string; readonly kind: string; readonly id: string; readonly body: Entry }

/** The whole story of a shop, for whoever goes through it without holding its lane. */
export const createLedger = (sql: Sql) => ({
  /** Up to a moment, epoch milliseconds. */
  count: async (shop: string, to: number | null): Promise<number> => {
    const [row] = await sql.query<{ entries: number }>(
      `SELECT count(*)::int AS entries FROM entry WHERE shop = $1 AND ($2::timestamptz IS NULL OR at <= $2::timestamptz)`,
      [shop, to === null ? null : iso(to)],
    )
    return row?.entries ?? 0
  },
  /**
   * Up to a moment, in ledger order, a page in memory at a time. The database knows no ledger order inside a moment, so
   * the entries of a page's last moment wait for the next page and are sorted here.
   */
  pages: async function* (shop: string, to: number | null): AsyncGenerator<readonly Entry[]> {
    let after: Omit<Row, 'body'> = { moment: '-infinity', kind: '', id: '' }
    let waiting: Entry[] = []
    for (;;) {
      const rows: Row[] = await sql.query<Row>(
        `SELECT at::text AS moment, kind, id, body FROM entry
         WHERE shop = $1 AND (at, kind, id) > ($2::timestamptz, $3::text, $4::text)
           AND ($5::timestamptz IS NULL OR at <= $5::timestamptz)
         ORDER BY at, kind, id LIMIT ${PAGE}`,
        [shop, after.moment, after.kind, after.id, to === null ? null : iso(to)],
      )
      const entries = [...waiting, ...rows.map(({ body }) => body)].sort(compareKeys)
      const last = rows.at(-1)
      if (last === undefined || rows.length < PAGE) {
        if (entries.length > 0) yield entries
        return
      }
      const end = entries.findLastIndex(({ at }) => at < (entries.at(-1)?.at ?? at)) + 1
      waiting = entries.slice(end)
      if (end > 0) yield entries.slice(0, end)
      after = last
    }
  },
})

export type Ledger = ReturnType<typeof createLedger>
