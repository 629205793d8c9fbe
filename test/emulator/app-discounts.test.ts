import { expect, test } from 'vitest'
import { KEYS, openAdmin, openEmulator } from './support.ts'

const SET = `mutation Set($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) { metafields { value compareDigest } userErrors { code field } }
}`
const CREATE = `mutation Create($discount: DiscountAutomaticAppInput!) {
  discountAutomaticAppCreate(automaticAppDiscount: $discount) {
    automaticAppDiscount { discountId title discountClasses }
    userErrors { code field }
  }
}`
const DISCOUNT = {
  title: 'Perennial',
  functionHandle: 'relationship-discount',
  discountClasses: ['ORDER'],
  context: { all: 'ALL' },
  startsAt: '2026-11-24T09:00:00Z',
  metafields: [{ namespace: '$app:perennial', key: 'policy', type: 'json', value: '[1]' }],
}

const open = async () => {
  const emulator = await openEmulator()
  const [admin, shop] = [await openAdmin(emulator), emulator.shop()]
  const ownerId = `gid://shopify/Customer/${shop.newCustomer().id}`
  const set = async (...given: readonly Readonly<Record<string, unknown>>[]) => {
    const metafields = given.map((one) => ({
      ownerId,
      namespace: '$app:perennial',
      key: 'standing',
      type: 'json',
      ...one,
    }))
    const { data } = await admin(SET, { metafields })
    return data?.metafieldsSet
  }
  const create = async (given: Readonly<Record<string, unknown>> = {}) =>
    (await admin(CREATE, { discount: { ...DISCOUNT, ...given } })).data?.discountAutomaticAppCreate
  return { admin, shop, set, create }
}

test('metafields are set all or none, at most 25 of them, as JSON', async () => {
  const { set, shop } = await open()

  expect(await set({ value: '[1]' })).toMatchObject({ metafields: [{ value: '[1]' }], userErrors: [] })
  expect(await set({ value: '[2]' }, { value: '[' })).toEqual({
    metafields: null,
    userErrors: [{ code: 'INVALID_VALUE', field: ['metafields', '1', 'value'] }],
  })
  expect(await set({ value: '[2]' }, { ownerId: 'gid://shopify/Customer/1', value: '[2]' })).toMatchObject({
    userErrors: [{ code: 'INVALID' }],
  })
  expect(await set(...Array.from({ length: 26 }, () => ({ value: '[2]' })))).toMatchObject({
    userErrors: [{ code: 'LESS_THAN_OR_EQUAL_TO' }],
  })
  expect(shop.customers()[0]?.metafields?.['$app:perennial.standing']?.value).toBe('[1]')
})

test('a metafield that is another by now is not written over', async () => {
  const { set } = await open()
  expect(await set({ value: '[1]', compareDigest: 'something' })).toMatchObject({
    userErrors: [{ code: 'STALE_OBJECT' }],
  })

  const first = await set({ value: '[1]', compareDigest: null })
  const [metafield] = Array.isArray(first?.metafields) ? first.metafields : []

  expect(await set({ value: '[2]', compareDigest: null })).toMatchObject({ userErrors: [{ code: 'STALE_OBJECT' }] })
  expect(await set({ value: '[2]', compareDigest: metafield?.compareDigest })).toMatchObject({ userErrors: [] })
})

test('an app’s discount needs a function that is there, and keeps what it is created with', async () => {
  const { create, shop } = await open()

  expect(await create({ functionHandle: 'another' })).toMatchObject({
    automaticAppDiscount: null,
    userErrors: [{ field: ['automaticAppDiscount', 'functionHandle'] }],
  })
  expect(await create({ title: ' ', discountClasses: [] })).toMatchObject({
    userErrors: [{ field: ['automaticAppDiscount', 'title'] }, { field: ['automaticAppDiscount', 'discountClasses'] }],
  })
  expect(await create()).toMatchObject({
    automaticAppDiscount: { title: 'Perennial', discountClasses: ['ORDER'] },
    userErrors: [],
  })
  shop.runsFunctions([])
  expect(await create()).toMatchObject({ automaticAppDiscount: null })
  expect(shop.discounts()).toMatchObject([
    { title: 'Perennial', metafields: { '$app:perennial.policy': { value: '[1]' } } },
  ])
})

test('whoever lists a shop’s discounts can tell by the app’s key which are its own', async () => {
  const { admin, create } = await open()
  await create()

  const { data } = await admin(`query {
    discountNodes(first: 5) {
      nodes { discount { ... on DiscountAutomaticApp { title appDiscountType { appKey } } } }
    }
  }`)

  expect(data?.discountNodes).toEqual({
    nodes: [{ discount: { title: 'Perennial', appDiscountType: { appKey: KEYS.apiKey } } }],
  })
})
