import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Shopify's own schemas, by introspection: of the Admin API, and of what a discount function is asked and answers. */
const NAMES = ['admin_2026-07', 'admin_2026-10', 'functions_discount_2026-07'] as const
type SchemaName = (typeof NAMES)[number]

const PACKAGE = '@shopify/dev-mcp@1.16.0'
const INTEGRITY = 'tqgRnK7sQhjew+htxtleTH23nXB5fZcsrhWgEkomsorGXvLOB2mh2upwZm8uzuTDNTZnqtLMe64yIwh6s2awtw=='
const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/shopify-schemas')

/** What the file of that name says. The first call ever fetches them all from npm, with their integrity checked. */
export const readSchemaFile = (name: SchemaName): unknown => {
  const file = join(CACHE, `${name}.json.gz`)
  if (!existsSync(file)) fetchSchemas()
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'))
}

const fetchSchemas = () => {
  mkdirSync(CACHE, { recursive: true })
  // Apart and then renamed: two test processes may do this at once.
  const apart = mkdtempSync(join(CACHE, 'unpacking-'))
  try {
    execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', apart], { cwd: apart, stdio: 'pipe' })
    const tarball = join(apart, 'shopify-dev-mcp-1.16.0.tgz')
    const digest = createHash('sha512').update(readFileSync(tarball)).digest('base64')
    if (digest !== INTEGRITY) throw new Error(`${PACKAGE} is not the package that was pinned: sha512-${digest}`)
    const files = NAMES.map((name) => `${name}.json.gz`)
    execFileSync('tar', ['-xzf', tarball, '-C', apart, ...files.map((file) => `package/dist/data/${file}`)])
    for (const file of files) renameSync(join(apart, 'package/dist/data', file), join(CACHE, file))
  } finally {
    rmSync(apart, { recursive: true, force: true })
  }
}
