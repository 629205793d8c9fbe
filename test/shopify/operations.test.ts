import { readFileSync } from 'node:fs'
import {
  getNamedType,
  isObjectType,
  parse as parseGraphql,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { metadataForWebhook } from 'shopify-webhook-schemas'
import { parse as parseToml } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { birthdayField } from '../../app/shopify/history/birthday.ts'
import { API_VERSION } from '../../app/shopify/library.ts'
import { customersInBulk, ordersInBulk } from '../../app/shopify/operations/bulk-documents.ts'
import { operations } from '../../app/shopify/operations/index.ts'
import { ADMIN_VERSIONS, adminSchema, requiredAccess } from '../emulator/graphql/schemas.ts'

const birthday = birthdayField('facts.birth_date')
const documents = [
  ...operations.map(({ name, query }) => ({ name, query })),
  { name: 'OrdersInBulk', query: ordersInBulk({ personal: true }) },
  { name: 'OrdersInBulk without protected fields', query: ordersInBulk({ personal: false }) },
  { name: 'CustomersInBulk', query: customersInBulk({ personal: true, birthday: '' }) },
  { name: 'CustomersInBulk with birthdays', query: customersInBulk({ personal: true, birthday }) },
  { name: 'CustomersInBulk without protected fields', query: customersInBulk({ personal: false, birthday }) },
]

describe.each(ADMIN_VERSIONS)('in the Admin API of %s', (version) => {
  test.each(documents)('$name is an operation of Shopify’s schema', ({ query }) => {
    expect(validate(adminSchema(version), parseGraphql(query)).map(({ message }) => message)).toEqual([])
  })

  test.each(documents)('$name uses nothing that Shopify is about to remove', ({ query }) => {
    const deprecated: string[] = []
    const types = new TypeInfo(adminSchema(version))
    const noteField = (): undefined => {
      const field = types.getFieldDef()
      const name = `${types.getParentType()?.name}.${field?.name}`
      if (field?.deprecationReason && !withoutSuccessor().has(name)) deprecated.push(name)
    }
    visit(parseGraphql(query), visitWithTypeInfo(types, { Field: noteField }))

    expect(deprecated).toEqual([])
  })
})

/** Deprecated in favour of a field that the version we speak does not have, as every other way to ask for SMS consent is. */
const withoutSuccessor = (): ReadonlySet<string> => {
  const type = adminSchema(API_VERSION).getType('CustomerPhoneNumber')
  const hasSuccessor = isObjectType(type) && 'smsMarketingConsent' in type.getFields()
  const fields = ['marketingState', 'marketingUpdatedAt'].map((field) => `CustomerPhoneNumber.${field}`)
  return new Set(hasSuccessor ? [] : fields)
}

test('every operation is sent under the name it goes by', () => {
  for (const { name, query } of operations) expect(query).toMatch(new RegExp(`^(query|mutation) ${name}\\b`))
})

const toml = z
  .object({
    access_scopes: z.object({ scopes: z.string() }),
    webhooks: z.object({ subscriptions: z.array(z.object({ topics: z.array(z.string()).default([]) })) }),
  })
  .parse(parseToml(readFileSync(new URL('../../shopify.app.toml', import.meta.url), 'utf8')))
const scopes = toml.access_scopes.scopes.split(',')

/** Which scopes open what a document asks for: any one of each list does. */
const neededBy = (query: string): (readonly string[])[] => {
  const access = requiredAccess(API_VERSION)
  const needed: (readonly string[])[] = []
  const types = new TypeInfo(adminSchema(API_VERSION))
  const noteField = (): undefined => {
    const field = types.getFieldDef()
    const result = types.getType()
    const names = [`${types.getParentType()?.name}.${field?.name}`, result ? getNamedType(result).name : '']
    for (const name of names) {
      const needs = access.get(name)
      if (needs) needed.push(needs.scopes)
    }
  }
  visit(parseGraphql(query), visitWithTypeInfo(types, { Field: noteField }))
  return needed
}

const topicFamilies = toml.webhooks.subscriptions
  .flatMap(({ topics }) => topics)
  .map((topic) => z.array(z.string()).default([]).parse(metadataForWebhook(API_VERSION, topic).access_scopes))
  .filter((families) => families.length > 0)
  .map((families) => families.map((family) => `read_${family}`))

test('the app asks for the scopes that its operations and topics need, and for no other', () => {
  const needs = [...documents.flatMap(({ query }) => neededBy(query)), ...topicFamilies]
  expect(needs.filter((any) => !any.some((scope) => scopes.includes(scope)))).toEqual([])

  // The schema names neither: orders of more than 60 days ago, and tagsAdd, whose scope depends on whose tags they are.
  const useful = new Set(['read_all_orders', 'write_customers', ...needs.flat()])
  expect(scopes.filter((scope) => !useful.has(scope))).toEqual([])
})
