import { randomUUID } from 'node:crypto'
import type { RuleDocument, RuleState } from '../rules/types.ts'
import { toJson } from './json.ts'
import type { Sql } from './sql.ts'

export type RuleRow = {
  readonly id: string
  readonly name: string
  readonly state: RuleState
  readonly version: number
  readonly document: RuleDocument
  readonly updatedAt: Date
  readonly granted: number
  readonly withheld: number
  readonly lastGrantedAt: Date | null
}

/** `missing`: no such rule in this shop. `stale`: somebody changed it since `version` was read. */
export type RuleChange =
  | { readonly changed: true; readonly rule: RuleRow }
  | { readonly changed: false; readonly why: 'missing' | 'stale' }

export const createRules = (sql: Sql) => {
  const list = (shop: string): Promise<RuleRow[]> =>
    sql.query<RuleRow>(`${SELECT} WHERE rule.shop = $1 ORDER BY rule.created_at, rule.id`, [shop])
  const find = async (shop: string, id: string): Promise<RuleRow | null> => {
    const [row] = await sql.query<RuleRow>(`${SELECT} WHERE rule.shop = $1 AND rule.id = $2`, [shop, id])
    return row ?? null
  }
  const answer = async (shop: string, id: string, changed: readonly unknown[]): Promise<RuleChange> => {
    const rule = await find(shop, id)
    if (rule === null) return { changed: false, why: 'missing' }
    return changed.length > 0 ? { changed: true, rule } : { changed: false, why: 'stale' }
  }

  return {
    list,
    find,
    create: async (shop: string, document: RuleDocument, by: string): Promise<RuleRow> => {
      const id = `rul_${randomUUID().replaceAll('-', '').slice(0, 20)}`
      await sql.transaction(async (tx) => {
        await tx.query(`INSERT INTO rule (shop, id, name, state, version) VALUES ($1, $2, $3, 'draft', 1)`, [
          shop,
          id,
          document.name,
        ])
        await insertVersion(tx, shop, id, 1, document, by)
      })
      const rule = await find(shop, id)
      if (rule === null) throw new Error(`Rule ${id} of ${shop} was written and is not there`)
      return rule
    },
    /** Every save is a version of its own, so that a decision's version always says what it was made by. */
    save: async (
      shop: string,
      id: string,
      document: RuleDocument,
      readVersion: number,
      by: string,
    ): Promise<RuleChange> => {
      const changed = await sql.transaction(async (tx) => {
        const rows = await tx.query<{ version: number }>(
          `UPDATE rule SET version = version + 1, name = $3, updated_at = clock_timestamp()
           WHERE shop = $1 AND id = $2 AND version = $4 RETURNING version`,
          [shop, id, document.name, readVersion],
        )
        for (const { version } of rows) await insertVersion(tx, shop, id, version, document, by)
        return rows
      })
      return answer(shop, id, changed)
    },
    setState: async (shop: string, id: string, state: RuleState, readVersion: number): Promise<RuleChange> =>
      answer(
        shop,
        id,
        await sql.query(
          `UPDATE rule SET state = $3, updated_at = clock_timestamp(),
             live_since = CASE WHEN $3 = 'live' AND state <> 'live' THEN clock_timestamp() ELSE live_since END
           WHERE shop = $1 AND id = $2 AND version = $4 RETURNING id`,
          [shop, id, state, readVersion],
        ),
      ),
    /** The document as it was in one version, for explaining a decision. */
    version: async (shop: string, id: string, version: number): Promise<RuleDocument | null> => {
      const [row] = await sql.query<{ document: RuleDocument }>(
        `SELECT document FROM rule_version WHERE shop = $1 AND rule_id = $2 AND version = $3`,
        [shop, id, version],
      )
      return row?.document ?? null
    },
  }
}

export type Rules = ReturnType<typeof createRules>

const SELECT = `
  SELECT rule.id, rule.name, rule.state, rule.version, rule_version.document, rule.updated_at AS "updatedAt",
    coalesce(counted.granted, 0)::int AS granted, coalesce(counted.withheld, 0)::int AS withheld,
    counted.last_granted_at AS "lastGrantedAt"
  FROM rule
  JOIN rule_version
    ON rule_version.shop = rule.shop AND rule_version.rule_id = rule.id AND rule_version.version = rule.version
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE verdict = 'granted') AS granted, count(*) FILTER (WHERE verdict = 'withheld') AS withheld,
      max(at) FILTER (WHERE verdict = 'granted') AS last_granted_at
    FROM decision WHERE decision.shop = rule.shop AND decision.rule_id = rule.id
  ) counted ON true`

const insertVersion = async (
  tx: Sql,
  shop: string,
  id: string,
  version: number,
  document: RuleDocument,
  by: string,
): Promise<void> => {
  await tx.query(
    `INSERT INTO rule_version (shop, rule_id, version, document, created_by) VALUES ($1, $2, $3, $4::jsonb, $5)`,
    [shop, id, version, toJson(document), by],
  )
}
