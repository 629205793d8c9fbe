import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadInputQuery, loadSchema, validateTestAssets } from '@shopify/shopify-function-test-helpers'
import {
  buildClientSchema,
  type IntrospectionQuery,
  parse,
  printSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { parse as parseToml } from 'smol-toml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FUNCTION_HANDLE, METAFIELD_NAMESPACE, VARIABLES_KEY } from '../../app/rules/checkout/metafields.ts'
import { readSchemaFile } from '../emulator/graphql/schema-files.ts'
import { EXPORTS } from './bundle-function.ts'
import { largeCheckout } from './large-checkout.ts'
import { type LoadedFunction, loadFunction } from './run-function.ts'

const EXTENSION = join(import.meta.dirname, '../../extensions/relationship-discount')
const read = (path: string) => readFileSync(join(EXTENSION, path), 'utf8')

const { data } = readSchemaFile('functions_discount_2026-07') as { data: IntrospectionQuery }
const schema = buildClientSchema(data)
const toml = parseToml(read('shopify.extension.toml')) as {
  api_version: string
  extensions: {
    handle: string
    targeting: { target: string; input_query: string; export: string }[]
    input: { variables: { namespace: string; key: string } }
  }[]
}
const [extension] = toml.extensions
const targets = extension?.targeting ?? []

let bundle: LoadedFunction
/** Shopify's validator reads files with a graphql of its own. */
let validating: Awaited<ReturnType<typeof loadSchema>>
beforeAll(async () => {
  bundle = await loadFunction()
  const folder = mkdtempSync(join(tmpdir(), 'function-schema-'))
  writeFileSync(join(folder, 'schema.graphql'), printSchema(schema))
  validating = await loadSchema(join(folder, 'schema.graphql'))
  rmSync(folder, { recursive: true })
})
afterAll(() => bundle.dispose())

describe.each(targets)('$target', ({ target, input_query: path }) => {
  const query = read(path)

  test('asks what Shopify answers, of the form the function reads, and is answered in a form Shopify takes', async () => {
    const { input } = largeCheckout(5, 12)
    const isLines = target === 'cart.lines.discounts.generate.run'
    const asked = isLines ? withoutOptions(input) : input
    const expectedOutput = (isLines ? bundle.runLines(asked) : bundle.runDelivery(asked)) as {
      operations: readonly unknown[]
    }

    const found = await validateTestAssets({
      schema: validating,
      fixture: { export: '', target, input: asked, expectedOutput },
      inputQueryAST: await loadInputQuery(join(EXTENSION, path)),
    } as unknown as Parameters<typeof validateTestAssets>[0])

    expect(expectedOutput.operations.length).toBeGreaterThan(0)
    expect(found).toMatchObject({
      inputQuery: { errors: [] },
      inputFixture: { errors: [] },
      outputFixture: { errors: [] },
    })
    expect(found).not.toHaveProperty('error')
  })

  test('costs Shopify no more than it allows', () => {
    expect(query.length).toBeLessThan(3000)
    expect(costOf(query)).toBeLessThanOrEqual(30)
  })
})

test('the extension says of itself what the app takes it for', () => {
  expect(toml.api_version).toBe('2026-07')
  expect(extension?.handle).toBe(FUNCTION_HANDLE)
  expect(extension?.input.variables).toEqual({ namespace: METAFIELD_NAMESPACE, key: VARIABLES_KEY })
  expect(targets.map((target) => camelCase(target.export))).toEqual(EXPORTS)
})

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The lines' query asks for addresses alone. */
const withoutOptions = (input: ReturnType<typeof largeCheckout>['input']) => ({
  ...input,
  cart: {
    ...input.cart,
    deliveryGroups: input.cart.deliveryGroups.map(({ deliveryAddress }) => ({ deliveryAddress })),
  },
})

/** As Shopify documents it: 3 for a metafield or a question about tags, with what is in a metafield free; 1 for another leaf. */
const costOf = (query: string): number => {
  const types = new TypeInfo(schema)
  let cost = 0
  visit(
    parse(query),
    visitWithTypeInfo(types, {
      Field: (node) => {
        if (types.getParentType()?.name === 'Metafield') return
        if (node.name.value === 'metafield' || node.name.value === 'hasTags') cost += 3
        else if (node.selectionSet === undefined) cost += 1
      },
    }),
  )
  return cost
}
