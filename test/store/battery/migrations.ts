import { describe, expect, test } from 'vitest'
import { migrate, readMigrations } from '../../../app/store/migrate.ts'
import { openDatabase } from '../../../app/store/sql.ts'
import { createDatabase, serverUrl } from '../../support/database.ts'
import type { DatabaseKind, TestStore } from '../open-test-store.ts'

export const migrationTests = (kind: DatabaseKind, opened: () => TestStore): void => {
  const names = readMigrations().map(({ name }) => name)
  const applied = (rows: readonly { migration_name: string }[]) => rows.map((row) => row.migration_name)
  const APPLIED = 'SELECT migration_name FROM _prisma_migrations ORDER BY started_at'

  describe('migrations', () => {
    test('are applied when a store is opened, and not a second time', async () => {
      const { database } = opened().store

      expect(await migrate(database)).toEqual([])
      expect(applied(await database.query(APPLIED))).toEqual(names)
    })

    test('are applied once by processes that start together', async () => {
      const server = kind === 'postgresql' ? await createDatabase(serverUrl() ?? '') : undefined
      const processes = await Promise.all(
        server === undefined ? [openDatabase({})] : [1, 2, 3].map(() => openDatabase({ url: server.url })),
      )

      const done = await Promise.all([...processes, ...processes].map((database) => migrate(database)))

      expect(done.flat().sort()).toEqual(names)
      await Promise.all(processes.map((database) => database.close()))
      await server?.drop()
    })

    test('that were changed after they were applied are named, and nothing is done', async () => {
      const { database } = opened().store
      const changed = (checksum: string) =>
        database.query('UPDATE _prisma_migrations SET checksum = $1 WHERE migration_name = $2 RETURNING 1', [
          checksum,
          names[0],
        ])
      const checksum = readMigrations()[0]?.checksum ?? ''
      await changed('other')

      await expect(migrate(database)).rejects.toThrow(`Migration ${names[0]} was changed after it was applied`)

      await changed(checksum)
      expect(await migrate(database)).toEqual([])
    })
  })
}
