import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  buildClientSchema,
  GraphQLError,
  type GraphQLScalarType,
  type GraphQLSchema,
  type IntrospectionQuery,
  isScalarType,
} from 'graphql'

export const ADMIN_VERSIONS = ['2026-07', '2026-10'] as const
export type AdminVersion = (typeof ADMIN_VERSIONS)[number]

export const isAdminVersion = (version: string): version is AdminVersion =>
  (ADMIN_VERSIONS as readonly string[]).includes(version)

/** Shopify's real Admin schema of that version. The first call ever fetches it from npm, with its integrity checked. */
export const adminSchema = (version: AdminVersion): GraphQLSchema => documentOf(version).schema

/** Which scopes open a type (`Order`) or a field (`Mutation.tagsAdd`): any one of them does; none named, none needed. */
export const requiredAccess = (version: AdminVersion): ReadonlyMap<string, RequiredAccess> => documentOf(version).access

export type RequiredAccess = { readonly scopes: readonly string[]; readonly inWords: string }

type SchemaDocument = { readonly schema: GraphQLSchema; readonly access: ReadonlyMap<string, RequiredAccess> }

const PACKAGE = '@shopify/dev-mcp@1.16.0'
const INTEGRITY = 'tqgRnK7sQhjew+htxtleTH23nXB5fZcsrhWgEkomsorGXvLOB2mh2upwZm8uzuTDNTZnqtLMe64yIwh6s2awtw=='
const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/shopify-schemas')

const documents = new Map<AdminVersion, SchemaDocument>()

const documentOf = (version: AdminVersion): SchemaDocument => {
  const known = documents.get(version)
  if (known) return known
  const { data, offline_scopes } = JSON.parse(gunzipSync(readFileSync(schemaFile(version))).toString('utf8')) as {
    data: IntrospectionQuery
    offline_scopes: { items: ScopeRow[] }
  }
  const schema = buildClientSchema(data)
  tightenScalars(schema)
  const document = { schema, access: new Map(offline_scopes.items.flatMap(accessRow)) }
  documents.set(version, document)
  return document
}

type ScopeRow = {
  type: 'type' | 'field'
  typeName: string
  fieldName?: string
  requiredAccess: string
  offlineScopes: string[]
}

const accessRow = (row: ScopeRow): [string, RequiredAccess][] =>
  row.offlineScopes.length === 0
    ? []
    : [
        [
          row.type === 'field' ? `${row.typeName}.${row.fieldName}` : row.typeName,
          { scopes: row.offlineScopes, inWords: row.requiredAccess },
        ],
      ]

const schemaFile = (version: AdminVersion): string => {
  const file = join(CACHE, `admin_${version}.json.gz`)
  if (!existsSync(file)) fetchSchemas()
  return file
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
    const names = ADMIN_VERSIONS.map((version) => `admin_${version}.json.gz`)
    execFileSync('tar', ['-xzf', tarball, '-C', apart, ...names.map((name) => `package/dist/data/${name}`)])
    for (const name of names) renameSync(join(apart, 'package/dist/data', name), join(CACHE, name))
  } finally {
    rmSync(apart, { recursive: true, force: true })
  }
}

/** Introspection says nothing of what a scalar accepts, and graphql-js would accept anything. */
const tightenScalars = (schema: GraphQLSchema) => {
  const tighten = (name: string, accepts: (value: unknown) => boolean) => {
    const scalar = schema.getType(name)
    if (!isScalarType(scalar)) return
    ;(scalar as GraphQLScalarType).parseValue = (value: unknown) => {
      if (accepts(value)) return value
      throw new GraphQLError(`${JSON.stringify(value)} is not a valid ${name}`)
    }
  }
  const isDecimal = (value: unknown) =>
    typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
  tighten(
    'DateTime',
    (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)),
  )
  tighten('Decimal', isDecimal)
  tighten('Money', isDecimal)
  tighten('UnsignedInt64', (value) => /^\d+$/.test(String(value)))
  tighten('URL', (value) => typeof value === 'string' && URL.canParse(value))
}
