import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildClientSchema, type IntrospectionQuery, printSchema } from 'graphql'
import { readSchemaFile } from '../emulator/graphql/schema-files.ts'

/**
 * Puts what Shopify lets a discount function ask and answer where the Shopify CLI looks for it when it checks the function's
 * queries: from npm, where the CLI itself would ask for a login.
 */
const { data } = readSchemaFile('functions_discount_2026-07') as { data: IntrospectionQuery }
const file = join(import.meta.dirname, '../../extensions/relationship-discount/schema.graphql')
writeFileSync(file, `# api_version: 2026-07\n${printSchema(buildClientSchema(data))}\n`)
