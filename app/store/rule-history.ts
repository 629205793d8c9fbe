import type { RuleDocument, RuleState } from '../rules/types.ts'
import type { Sql } from './sql.ts'

/** `saved` and `restored` made a version, the latter with an earlier one's document; `state` changed how the rule runs. */
export type RuleChangeKind = 'created' | 'saved' | 'state' | 'restored'

export type RuleVersionRow = {
  readonly version: number
  readonly document: RuleDocument
  readonly by: string | null
  readonly at: Date
}
export type RuleChangeRow = {
  readonly what: RuleChangeKind
  /** The version that was made, that runs from then on, or that is the latest of a rule that does not run. */
  readonly version: number
  readonly state: RuleState
  readonly share: number
  readonly by: string
  readonly at: Date
}

/** As many as somebody may look through, of versions and of changes each. */
const MOST = 100

/** What became of a rule, latest first. */
export const ruleHistory =
  (sql: Sql) =>
  async (shop: string, id: string): Promise<{ versions: RuleVersionRow[]; changes: RuleChangeRow[] }> => ({
    versions: await sql.query<RuleVersionRow>(
      `SELECT version, document, created_by AS by, created_at AS at FROM rule_version
       WHERE shop = $1 AND rule_id = $2 ORDER BY version DESC LIMIT ${MOST}`,
      [shop, id],
    ),
    changes: await sql.query<RuleChangeRow>(
      `SELECT what, version, state, share, changed_by AS by, changed_at AS at FROM rule_change
       WHERE shop = $1 AND rule_id = $2 ORDER BY id DESC LIMIT ${MOST}`,
      [shop, id],
    ),
  })

/** In the transaction that makes the change. */
export const insertRuleChange = async (
  tx: Sql,
  shop: string,
  id: string,
  { what, version, state, share, by }: Omit<RuleChangeRow, 'at'>,
): Promise<void> => {
  await tx.query(
    `INSERT INTO rule_change (shop, rule_id, what, version, state, share, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [shop, id, what, version, state, share, by],
  )
}
