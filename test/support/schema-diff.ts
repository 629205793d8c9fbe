import { readFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { readMigrations } from '../../app/store/migrate.ts'

const SCHEMA = 'prisma/schema.prisma'

/**
 * The SQL that leads from `prisma/migrations` to `prisma/schema.prisma`; an empty migration when they agree. Works on an
 * in-memory PGlite: `prisma migrate dev` would want an engine that it downloads.
 */
export const schemaDiff = async (): Promise<string> => {
  const content = readFileSync(SCHEMA, 'utf8')
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(new PGlite()))
  const engine = await SchemaEngine.new({ datamodels: [[SCHEMA, content]] }, () => undefined, adapter)
  const diff = await engine.diff({
    from: {
      tag: 'migrations',
      baseDir: 'prisma/migrations',
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
      shadowDbInitScript: '',
      migrationDirectories: readMigrations().map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
    },
    to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return diff.stdout ?? ''
}

if (import.meta.main) process.stdout.write(await schemaDiff())
