import {
  buildClientSchema,
  GraphQLError,
  type GraphQLScalarType,
  type GraphQLSchema,
  type IntrospectionQuery,
  isScalarType,
} from 'graphql'
import { readSchemaFile } from './schema-files.ts'

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

const documents = new Map<AdminVersion, SchemaDocument>()

const documentOf = (version: AdminVersion): SchemaDocument => {
  const known = documents.get(version)
  if (known) return known
  const { data, offline_scopes } = readSchemaFile(`admin_${version}`) as {
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
