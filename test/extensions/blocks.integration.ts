import { setUpExtension } from '@shopify/ui-extensions-tester'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { regularsWelcome } from '../../app/vocabulary/templates/regulars-welcome.ts'
import { callRule, codeRule } from '../journeys/stories/rules.ts'
import { type OpenShop, type StartedApp, startApp } from '../support/start-app.ts'
import { folderOf, openPage, translateFrom } from './open-page.ts'

const message = '10% off, because you keep coming back'
const atCheckout = {
  ...regularsWelcome.document,
  actions: [{ type: 'discount.order', params: { percent: 10, message } }],
}
const thanks = codeRule('Thanks', 10, {
  actions: [{ type: 'discount.code', params: { percent: 10, minimumSubtotal: '30.00', expiresInDays: 60 } }],
})

let app: StartedApp
let opened: OpenShop
let ada: Awaited<ReturnType<OpenShop['shop']['customerOrders']>>['customer']
let code: string
beforeAll(async () => {
  app = await startApp()
  opened = await app.openShop([atCheckout, thanks, callRule('Call')])
  const placed = await opened.shop.customerOrders({ total: '40.00' })
  await opened.settled()
  ada = placed.customer
  code = opened.shop.createdCodes()[0]?.code ?? ''
  vi.stubEnv('APP_URL', app.app.url)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await app?.stop()
})

test('a customer at the checkout reads why, from the app, across origins', async () => {
  await using page = openPage()
  using extension = setUpExtension('purchase.checkout.block.render', { configSearchDir: folderOf('why-this-offer') })
  Object.assign(extension.shopify, { extension: { ...extension.shopify.extension, editor: undefined } })
  extension.shopify.i18n.translate = translateFrom('why-this-offer') as never
  extension.shopify.sessionToken.get = async () => app.emulator.customerToken(opened.domain, ada)
  extension.shopify.discountAllocations.value = [
    { type: 'custom', title: message, discountedAmount: { amount: 4, currencyCode: 'GBP' } },
    { type: 'automatic', title: 'Summer sale', discountedAmount: { amount: 1, currencyCode: 'GBP' } },
  ]
  extension.shopify.discountCodes.value = [{ code }]
  extension.fetch = page.fetch

  await extension.render()

  await vi.waitFor(() =>
    expect(page.lines()).toEqual([
      'Why you got this offer',
      ...[message, 'At the checkout, if the customer has more than 3 kept orders'],
      ...[code, 'When an order is paid, if order total is more than £0.00'],
    ]),
  )
})

test('a guest at the checkout is asked to sign in', async () => {
  await using page = openPage()
  using extension = setUpExtension('purchase.checkout.block.render', { configSearchDir: folderOf('why-this-offer') })
  Object.assign(extension.shopify, { extension: { ...extension.shopify.extension, editor: undefined } })
  extension.shopify.i18n.translate = translateFrom('why-this-offer') as never
  extension.shopify.sessionToken.get = async () => app.emulator.customerToken(opened.domain, null)
  extension.fetch = page.fetch

  await extension.render()

  await vi.waitFor(() => expect(page.lines()).toEqual([expect.stringContaining('Sign in')]))
})

test('on the thank-you page the reason stands too', async () => {
  await using page = openPage()
  using extension = setUpExtension('purchase.thank-you.block.render', { configSearchDir: folderOf('why-this-offer') })
  Object.assign(extension.shopify, { extension: { ...extension.shopify.extension, editor: undefined } })
  extension.shopify.i18n.translate = translateFrom('why-this-offer') as never
  extension.shopify.sessionToken.get = async () => app.emulator.customerToken(opened.domain, null)
  extension.shopify.discountAllocations.value = [
    { type: 'custom', title: message, discountedAmount: { amount: 4, currencyCode: 'GBP' } },
  ]
  extension.fetch = page.fetch

  await extension.render()

  await vi.waitFor(() =>
    expect(page.lines()).toEqual([
      'Why you got this offer',
      ...[message, 'At the checkout, if the customer has more than 3 kept orders'],
    ]),
  )
})

test('a customer’s profile lists their own code', async () => {
  await using page = openPage()
  using extension = setUpExtension('customer-account.profile.block.render', {
    configSearchDir: folderOf('your-offers'),
  })
  extension.shopify.i18n.translate = translateFrom('your-offers') as never
  extension.shopify.sessionToken.get = async () => app.emulator.customerToken(opened.domain, ada)
  extension.fetch = page.fetch

  await extension.render()

  await vi.waitFor(() =>
    expect(page.lines()).toEqual([
      'Your offers',
      ...['10% off', code, 'Copy the code', 'On orders from 30', expect.stringMatching(/^Good until \d{4}-/)],
      'Why: When an order is paid, if order total is more than £0.00',
    ]),
  )
})

test('the customer’s page in the admin says how they stand', async () => {
  await using page = openPage()
  using extension = setUpExtension('admin.customer-details.block.render', {
    configSearchDir: folderOf('customer-brief'),
  })
  extension.shopify.i18n.translate = translateFrom('customer-brief') as never
  extension.shopify.data.selected = [{ id: `gid://shopify/Customer/${ada.id}` }]
  // As Shopify does it in the admin: the address of the app in front, and a token of its own.
  extension.fetch = (path, init) =>
    page.fetch(`${app.app.url}${String(path)}`, {
      ...init,
      headers: { authorization: `Bearer ${app.emulator.sessionToken(opened.domain)}` },
    })

  await extension.render()

  await vi.waitFor(() =>
    expect(page.lines()).toEqual(
      expect.arrayContaining([
        '1 order, £40.00 so far',
        'New: one order, not long ago',
        expect.stringContaining('Call '),
        'Depends on the order',
        expect.stringMatching(/: gave$/),
      ]),
    ),
  )
})
