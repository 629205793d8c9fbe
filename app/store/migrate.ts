import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import type { Sql } from './sql.ts'

const MIGRATIONS = join(import.meta.dirname, '../../prisma/migrations')

export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }

export const readMigrations = (): Migration[] =>
  readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })

/**
 * Applies what is missing, in order, each in its own transaction and under one lock, so that any number of starting
 * processes may call it. Keeps Prisma's own table, so `prisma migrate status` reads it; Prisma's engine is a download
 * that a bare machine may not have. Returns the names applied now.
 */
export const migrate = async (sql: Sql, onProgress: (name: string) => void = () => {}): Promise<string[]> => {
  const applied: string[] = []
  for (const migration of readMigrations()) {
    const isNew = await sql.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(${LOCK})`)
      await tx.script(CREATE_TABLE)
      const [held] = await tx.query<{ checksum: string }>(
        `SELECT checksum FROM _prisma_migrations WHERE migration_name = $1 AND rolled_back_at IS NULL`,
        [migration.name],
      )
      if (held !== undefined) {
        if (held.checksum === migration.checksum) return false
        throw new AppError(
          'store.unreachable',
          `Migration ${migration.name} was changed after it was applied: restore the file, or the database from before`,
        )
      }
      onProgress(migration.name)
      await tx.script(migration.sql)
      await tx.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, now(), now(), 1)`,
        [randomUUID(), migration.checksum, migration.name],
      )
      return true
    })
    if (isNew) applied.push(migration.name)
  }
  return applied
}

const LOCK = 72_707_369 // Prisma's own migration lock

const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`
