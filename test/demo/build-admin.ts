import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ADMIN = join(import.meta.dirname, '../../app/admin')
const SOURCES = [ADMIN, join(ADMIN, '../contracts'), join(ADMIN, '../rules')]

/** Builds the admin's pages when they are not there, or older than what they are made of. */
export const buildAdmin = async (say: (text: string) => void): Promise<void> => {
  if (newest(SOURCES, (path) => !path.includes('/dist')) < builtAt()) return
  say('Building the admin pages, some seconds the first time')
  const { build } = await import('vite')
  await build({ configFile: join(ADMIN, '../../vite.config.ts'), logLevel: 'error' })
}

const builtAt = (): number => {
  try {
    return statSync(join(ADMIN, 'dist/index.html')).mtimeMs
  } catch {
    return 0
  }
}

const newest = (folders: readonly string[], isSource: (path: string) => boolean): number =>
  Math.max(
    ...folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter(isSource)
        .map((path) => statSync(path).mtimeMs),
    ),
  )
