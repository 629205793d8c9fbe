import { expect, test } from 'vitest'
import { openAdmin, openEmulator } from './support.ts'

const CREATE_CODE = `mutation CreateCode($input: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $input) { codeDiscountNode { id } userErrors { field code } }
}`

const openCheckout = async (input: Readonly<Record<string, unknown>> = {}) => {
  const emulator = await openEmulator()
  const shop = emulator.shop()
  shop.setClock('2026-01-10')
  const ada = shop.newCustomer()
  await (await openAdmin(emulator))(CREATE_CODE, {
    input: {
      title: 'Ten off',
      code: 'TEN',
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: '2026-02-01T00:00:00Z',
      usageLimit: 1,
      appliesOncePerCustomer: true,
      customerGets: { items: { all: true }, value: { percentage: 0.1 } },
      context: { customers: { add: [`gid://shopify/Customer/${ada.id}`] } },
      minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: '20.00' } },
      ...input,
    },
  })
  return { shop, ada }
}

test.each([
  { what: 'a percentage', input: {}, amount: 862, total: 7755 },
  {
    what: 'an amount',
    input: { customerGets: { items: { all: true }, value: { discountAmount: { amount: '100.00' } } } },
    amount: 8617,
    total: 0,
  },
])('a code takes $what off the order, in any case, and is then used', async ({ input, amount, total }) => {
  const { shop, ada } = await openCheckout(input)

  const { order } = await shop.customerOrders({ by: ada, total: '86.17', code: 'ten' })

  expect(order).toMatchObject({ total, discountCodes: [{ code: 'TEN', amount }] })
  expect(shop.codes()).toMatchObject([{ usageCount: 1 }])
  await expect(shop.customerOrders({ by: ada, total: '86.17', code: 'TEN' })).rejects.toThrow('usage limit')
})

test.each([
  { what: 'that nobody made', order: { code: 'ELEVEN' }, says: "doesn't exist" },
  { what: 'before its time', order: { on: '2025-12-31' }, says: "isn't valid yet" },
  { what: 'after its end', order: { on: '2026-02-01' }, says: 'has expired' },
  { what: 'of somebody else', order: {}, isAda: false, says: "isn't available to you" },
  { what: 'below its minimum', order: { total: '19.99' }, says: 'minimum' },
])('a code $what is refused', async ({ order, isAda = true, says }) => {
  const { shop, ada } = await openCheckout()

  await expect(shop.customerOrders({ ...(isAda && { by: ada }), code: 'TEN', ...order })).rejects.toThrow(says)
  expect(shop.orders()).toEqual([])
})

test('a code that many may use is used once by each', async () => {
  const { shop, ada } = await openCheckout({ usageLimit: null })
  await shop.customerOrders({ by: ada, code: 'TEN' })

  await expect(shop.customerOrders({ by: ada, code: 'TEN' })).rejects.toThrow('already been used')
})

test('a code that is ended takes nothing off any more, once more changes nothing, and an unknown one is refused', async () => {
  const emulator = await openEmulator()
  const shop = emulator.shop()
  shop.setClock('2026-01-10')
  const admin = await openAdmin(emulator)
  await admin(CREATE_CODE, {
    input: {
      title: 'Ten off',
      code: 'TEN',
      startsAt: '2026-01-01T00:00:00Z',
      customerGets: { items: { all: true }, value: { percentage: 0.1 } },
      context: { all: 'ALL' },
    },
  })
  const end = (id: number) =>
    admin(
      `mutation End($id: ID!) { discountCodeDeactivate(id: $id) {
        codeDiscountNode { codeDiscount { ... on DiscountCodeBasic { status asyncUsageCount } } }
        userErrors { field code } } }`,
      { id: `gid://shopify/DiscountCodeNode/${id}` },
    )
  const [code] = shop.codes()

  const first = await end(code?.id ?? 0)
  shop.setClock('2026-01-11')
  await end(code?.id ?? 0)
  const unknown = await end(1)

  expect(first.data?.discountCodeDeactivate).toMatchObject({
    codeDiscountNode: { codeDiscount: { status: 'EXPIRED', asyncUsageCount: 0 } },
    userErrors: [],
  })
  expect(shop.codes()[0]?.endsAt).toBe(Date.parse('2026-01-10'))
  await expect(shop.customerOrders({ code: 'TEN' })).rejects.toThrow('has expired')
  expect(unknown.data?.discountCodeDeactivate).toMatchObject({
    codeDiscountNode: null,
    userErrors: [{ field: ['id'] }],
  })
})
