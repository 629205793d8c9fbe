import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Customer } from '../emulator/store/records.ts'
import { barriersOn, overflowOf } from '../support/admin-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'
import { customerWith, publishedTo, WELCOME_MESSAGE, welcomeForRegulars } from './stories/storefront.ts'

let app: StartedApp
let browser: Browser
let opened: OpenShop
let people: Readonly<Record<'three' | 'four' | 'best', Customer>>
beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), launchChromium()])
  opened = await app.openShop()
  const { shop, api, settled } = opened
  people = {
    three: await customerWith(shop, 3),
    four: await customerWith(shop, 4),
    best: await customerWith(shop, 2, '900.00'),
  }
  await settled()
  const best = welcomeForRegulars({
    name: 'Free delivery for the best',
    conditions: { all: [{ fact: 'customer.spendTopPercent365', operator: 'lessThan', value: 5 }] },
    actions: [{ type: 'discount.shipping', params: { percent: 100, message: 'Free delivery for our best' } }],
  })
  for (const document of [welcomeForRegulars(), best]) {
    const rule = await api.createRule(document)
    await api.setRuleState(rule.id, 'live', rule.version)
  }
  await publishedTo(opened, ...Object.values(people))
  await until(async () => {
    const { discounts } = await shop.checkout({ customer: people.best })
    return discounts.length > 0
  }, 'both rules are at the checkout')
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const onStorefront = async (run: (page: Page) => Promise<void>, width = 1280): Promise<void> => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  try {
    await page.goto(`${app.emulator.url}/store?shop=${opened.domain}`)
    await run(page)
  } finally {
    await context.close()
  }
}
const signIn = async (page: Page, id: number): Promise<void> => {
  await page.goto(`${app.emulator.url}/store?shop=${opened.domain}&as=${id}`)
}
const rowsOf = (page: Page): Promise<string[]> =>
  page.getByRole('region', { name: 'Order summary' }).getByRole('row').allInnerTexts()
const row = (label: string, amount: string): string => `${label}\t${amount}`
const CART = [
  row('1 × Sampler of seven', '£19.90'),
  row('1 × Speckled mug, 0.3 l', '£18.50'),
  row('Delivery, Standard', '£4.90'),
]

describe('the storefront shows what the checkout takes off', () => {
  test('nothing for a guest, and nothing for a customer with three earlier orders', () =>
    onStorefront(async (page) => {
      expect(await rowsOf(page)).toEqual([...CART, row('Total', '£43.30')])

      await signIn(page, people.three.id)

      await page.getByText('is signed in, with 3 orders so far').waitFor()
      expect(await rowsOf(page)).toEqual([...CART, row('Total', '£43.30')])
    }))

  test('ten per cent for the newcomer and for the customer with four earlier orders', () =>
    onStorefront(async (page) => {
      const less = [...CART, row(WELCOME_MESSAGE, '−£3.84'), row('Total', '£39.46')]
      await page.getByRole('button', { name: 'Sign up as somebody new' }).click()
      await page.getByText('is signed in, with no order so far').waitFor()
      expect(await rowsOf(page)).toEqual(less)

      await signIn(page, people.four.id)

      expect(await rowsOf(page)).toEqual(less)
    }))

  test('delivery for whoever spends most', () =>
    onStorefront(async (page) => {
      await signIn(page, people.best.id)

      expect(await rowsOf(page)).toEqual([...CART, row('Free delivery for our best', '−£4.90'), row('Total', '£38.40')])
    }))
})

test('somebody chosen fills the cart, orders, and the app hears of what was taken off', () =>
  onStorefront(async (page) => {
    await page.getByLabel('Customer').selectOption(String(people.four.id))
    await page.getByLabel('Lantern Oolong, 75 g').fill('2')
    await page.getByRole('button', { name: 'Show the price' }).click()
    await page.getByRole('row', { name: '2 × Lantern Oolong, 75 g' }).waitFor()
    expect(await rowsOf(page)).toContain(row(WELCOME_MESSAGE, '−£6.82'))

    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByRole('heading', { name: /^Thank you. Order #\d+ is placed$/ }).waitFor()
    await opened.settled()

    const [taken] = (await opened.api.activity('?show=decided')).deliveries.flatMap(({ decisions }) => decisions)
    expect(taken).toMatchObject({ verdict: 'granted', offer: { amount: '£6.82', overrun: null } })
  }))

test('a code that does not exist is told of, and an empty cart is no order', () =>
  onStorefront(async (page) => {
    await page.getByLabel('Discount code').fill('NOPE')
    await page.getByRole('button', { name: 'Show the price' }).click()
    await page.getByText("This discount code doesn't exist").waitFor()

    for (const thing of ['Sampler of seven', 'Speckled mug, 0.3 l']) await page.getByLabel(thing).fill('0')
    await page.getByRole('button', { name: 'Show the price' }).click()

    await page.getByText('Your cart is empty.').waitFor()
    expect(await page.getByRole('button', { name: 'Place order' }).count()).toBe(0)
  }))

test.each([320, 1280])('nobody is shut out, and nothing is cut off, on a screen of %i pixels', (width) =>
  onStorefront(async (page) => {
    await signIn(page, people.four.id)

    expect(await barriersOn(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
  }, width),
)
