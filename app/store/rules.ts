import { randomUUID } from 'node:crypto'
import { isAsked, OPEN_WAYS } from '../rules/rule-states.ts'
import type { RuleDocument, RuleState } from '../rules/types.ts'
import { toJson } from './json.ts'
import { askedRulesOf } from './lanes.ts'
import { insertRuleChange, ruleHistory } from './rule-history.ts'
import type { Sql } from './sql.ts'

export type RuleRow = {
  readonly id: string
  /** Of the version that runs, or else of the latest. */
  readonly name: string
  readonly state: RuleState
  /** For how many per cent of the customers it is live; kept while it is not. */
  readonly share: number
  /** The latest version, perhaps one that has never run. */
  readonly version: number
  readonly document: RuleDocument
  /** The version that is asked while the rule is watched or live. */
  readonly runs: number | null
  readonly running: RuleDocument | null
  readonly updatedAt: Date
  readonly granted: number
  readonly withheld: number
  readonly lastGrantedAt: Date | null
}

/** How a rule runs: whoever changes that says what they saw, and is told when it is so no longer. */
export type RuleRun = Pick<RuleRow, 'state' | 'share' | 'runs'>

/** Without a version the one that runs goes on, or else the latest; without a share it stays as it was. */
export type RunChange = { readonly state: RuleState; readonly version?: number; readonly share?: number }

/**
 * `missing`: no such rule in this shop. `stale`: somebody changed it since it was read. `closed`: no way leads there from
 * the state that it is in.
 */
export type RuleChange =
  | { readonly changed: true; readonly rule: RuleRow }
  | { readonly changed: false; readonly why: 'missing' | 'stale' | 'closed' | 'no_version' }

/**
 * Versions are written once and never changed, so that a decision's version always says what it was made by. Saving makes a
 * version and leaves alone what runs; `setState` and `restore` alone change that.
 */
export const createRules = (sql: Sql) => {
  const list = (shop: string): Promise<RuleRow[]> =>
    sql.query<RuleRow>(`${SELECT} WHERE rule.shop = $1 ORDER BY rule.created_at, rule.id`, [shop])
  const find = async (shop: string, id: string): Promise<RuleRow | null> => {
    const [row] = await sql.query<RuleRow>(`${SELECT} WHERE rule.shop = $1 AND rule.id = $2`, [shop, id])
    return row ?? null
  }
  const answer = async (shop: string, id: string, refused: Refusal | undefined): Promise<RuleChange> => {
    if (refused !== undefined) return { changed: false, why: refused }
    const rule = await find(shop, id)
    return rule === null ? { changed: false, why: 'missing' } : { changed: true, rule }
  }
  /** `work` on the rule while nobody else changes it. */
  const change = async (shop: string, id: string, work: (tx: Sql, held: Held) => Promise<Refusal | undefined>) =>
    answer(
      shop,
      id,
      await sql.transaction(async (tx) => {
        const [held] = await tx.query<Held>(HOLD, [shop, id])
        return held === undefined ? 'missing' : work(tx, held)
      }),
    )

  return {
    list,
    find,
    /** Those that are live or watched, in the version that runs. */
    asked: (shop: string) => askedRulesOf(sql, shop),
    history: ruleHistory(sql),
    /** A draft, unless it comes from elsewhere in another state. */
    create: async (
      shop: string,
      document: RuleDocument,
      by: string,
      { state, share = 100 }: Omit<RunChange, 'version'> = { state: 'draft' },
    ): Promise<RuleRow> => {
      const id = `rul_${randomUUID().replaceAll('-', '').slice(0, 20)}`
      await sql.transaction(async (tx) => {
        await tx.query(
          `INSERT INTO rule (shop, id, name, seed, state, share, version, runs, live_since)
           VALUES ($1, $2, $3, $3, $4, $5, 1, CASE WHEN $6 THEN 1 END, CASE WHEN $6 THEN clock_timestamp() END)`,
          [shop, id, document.name, state, share, isAsked(state)],
        )
        await insertVersion(tx, shop, id, 1, document, by)
        await insertRuleChange(tx, shop, id, { what: 'created', version: 1, state: 'draft', share: 100, by })
        if (state !== 'draft') await insertRuleChange(tx, shop, id, { what: 'state', version: 1, state, share, by })
      })
      const rule = await find(shop, id)
      if (rule === null) throw new Error(`Rule ${id} of ${shop} was written and is not there`)
      return rule
    },
    /** `stale` where somebody else has saved a version since `readVersion`; how the rule runs is no matter. */
    save: (shop: string, id: string, document: RuleDocument, readVersion: number, by: string): Promise<RuleChange> =>
      change(shop, id, async (tx, held) => {
        if (held.version !== readVersion) return 'stale'
        const version = held.version + 1
        await insertVersion(tx, shop, id, version, document, by)
        await tx.query(SET_VERSION, [shop, id, version, held.runs, document.name])
        await insertRuleChange(tx, shop, id, { ...held, what: 'saved', version, by })
        return undefined
      }),
    /** `stale` where it no longer runs as in `was`; a version saved meanwhile is no matter. */
    setState: (shop: string, id: string, to: RunChange, was: RuleRun, by: string): Promise<RuleChange> =>
      change(shop, id, async (tx, held) => {
        if (!isSameRun(held, was)) return 'stale'
        const { state, share = held.share } = to
        const runs = isAsked(state) ? (to.version ?? held.runs ?? held.version) : null
        const isOpen = OPEN_WAYS[held.state].includes(state) && !isSameRun(held, { state, share, runs })
        if (!isOpen && !(state === 'draft' && (await isJustOutOfDraft(tx, shop, id)))) return 'closed'
        const version = runs ?? held.version
        const document = await readVersion(tx, shop, id, version)
        if (document === null) return 'no_version'
        await tx.query(
          `UPDATE rule SET state = $3, share = $4, runs = $5, name = $6, updated_at = clock_timestamp(),
             live_since = CASE WHEN $5::int IS NOT NULL AND runs IS NULL THEN clock_timestamp() ELSE live_since END
           WHERE shop = $1 AND id = $2`,
          [shop, id, state, share, runs, document.name],
        )
        await insertRuleChange(tx, shop, id, { what: 'state', version, state, share, by })
        return undefined
      }),
    /**
     * An earlier version's document as a new version, which runs at once where one runs: what runs is then what people see
     * and go on from, and a draft that stood there stays among the versions.
     */
    restore: (shop: string, id: string, from: number, was: RuleRun, by: string): Promise<RuleChange> =>
      change(shop, id, async (tx, held) => {
        if (!isSameRun(held, was)) return 'stale'
        const document = await readVersion(tx, shop, id, from)
        if (document === null) return 'no_version'
        const version = held.version + 1
        await insertVersion(tx, shop, id, version, document, by)
        await tx.query(SET_VERSION, [shop, id, version, held.runs === null ? null : version, document.name])
        await insertRuleChange(tx, shop, id, { ...held, what: 'restored', version, by })
        return undefined
      }),
    /** The document as it was in one version, for explaining a decision. */
    version: (shop: string, id: string, version: number): Promise<RuleDocument | null> =>
      readVersion(sql, shop, id, version),
  }
}

export type Rules = ReturnType<typeof createRules>

type Refusal = Exclude<RuleChange, { changed: true }>['why']
type Held = RuleRun & Pick<RuleRow, 'version'>

const isSameRun = (one: RuleRun, other: RuleRun): boolean =>
  one.state === other.state && one.runs === other.runs && one.share === other.share

/** For as long as somebody may press Undo. */
const UNDO_FOR = '5 minutes'

/** A draft's first step is taken back for a while, as long as nothing else has happened. */
const isJustOutOfDraft = async (tx: Sql, shop: string, id: string): Promise<boolean> => {
  const [last, before] = await tx.query<{ state: RuleState; isRecent: boolean }>(
    `SELECT state, changed_at > clock_timestamp() - interval '${UNDO_FOR}' AS "isRecent" FROM rule_change
     WHERE shop = $1 AND rule_id = $2 ORDER BY id DESC LIMIT 2`,
    [shop, id],
  )
  return last?.isRecent === true && last.state !== 'draft' && before?.state === 'draft'
}

const HOLD = `SELECT state, share, runs, version FROM rule WHERE shop = $1 AND id = $2 FOR UPDATE`

/** A rule is called what runs of it is called, as its decisions say; without, what people see. */
const SET_VERSION = `
  UPDATE rule SET version = $3, runs = $4, name = CASE WHEN $4::int IS NULL OR $4 = $3 THEN $5 ELSE name END,
    updated_at = clock_timestamp()
  WHERE shop = $1 AND id = $2`

const SELECT = `
  SELECT rule.id, rule.name, rule.state, rule.share, rule.version, latest.document, rule.runs,
    running.document AS running, rule.updated_at AS "updatedAt",
    coalesce(counted.granted, 0)::int AS granted, coalesce(counted.withheld, 0)::int AS withheld,
    counted.last_granted_at AS "lastGrantedAt"
  FROM rule
  JOIN rule_version latest
    ON latest.shop = rule.shop AND latest.rule_id = rule.id AND latest.version = rule.version
  LEFT JOIN rule_version running
    ON running.shop = rule.shop AND running.rule_id = rule.id AND running.version = rule.runs
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE verdict = 'granted') AS granted, count(*) FILTER (WHERE verdict = 'withheld') AS withheld,
      max(at) FILTER (WHERE verdict = 'granted') AS last_granted_at
    FROM decision WHERE decision.shop = rule.shop AND decision.rule_id = rule.id
  ) counted ON true`

const readVersion = async (sql: Sql, shop: string, id: string, version: number): Promise<RuleDocument | null> => {
  const [row] = await sql.query<{ document: RuleDocument }>(
    `SELECT document FROM rule_version WHERE shop = $1 AND rule_id = $2 AND version = $3`,
    [shop, id, version],
  )
  return row?.document ?? null
}

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
