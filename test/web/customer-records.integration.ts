import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenShop, type StartedApp, startApp, until } from '../support/start-app.ts'

let app: StartedApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app?.stop())

const factsOf = async ({ api }: OpenShop, customer: { readonly id: number }) => {
  const { customers } = await api.facts('2030-01-01T00:00:00Z')
  return customers.find(({ customerId }) => customerId === String(customer.id))?.facts
}

describe('what a customer’s record says', () => {
  test('of marketing is known as soon as they say it, and again when they take it back', async () => {
    const opened = await app.openShop()
    const { customer } = await opened.shop.customerOrders({ on: '2026-11-01' })

    opened.shop.consents(customer, 'email', true)
    opened.shop.consents(customer, 'sms', true)
    await opened.settled()
    expect(await factsOf(opened, customer)).toMatchObject({
      'customer.emailConsent': true,
      'customer.smsConsent': true,
    })

    opened.shop.setClock('2026-11-02')
    opened.shop.consents(customer, 'email', false)
    await opened.settled()
    expect(await factsOf(opened, customer)).toMatchObject({
      'customer.emailConsent': false,
      'customer.smsConsent': true,
    })
  })

  test('of birthdays is read once the shop says where they stand', async () => {
    const opened = await app.openShop()
    const { customer } = await opened.shop.customerOrders({ on: '2026-11-01' })
    opened.shop.setsMetafield(customer, 'facts.birth_date', '1990-05-17')
    await opened.settled()
    expect(await factsOf(opened, customer)).not.toHaveProperty('customer.birthdayMonth')
    expect(await opened.api.call('GET', '/settings')).toMatchObject({ birthdayMetafield: null, mailToolAddress: null })

    await opened.api.call('PUT', '/settings', { birthdayMetafield: 'facts.birth_date' })
    await until(async () => (await opened.api.shop()).history.state === 'done', 'the customers are read again')

    expect(await factsOf(opened, customer)).toMatchObject({ 'customer.birthdayMonth': 5, 'customer.ordersCount': 1 })
    expect(await opened.api.call('GET', '/settings')).toMatchObject({
      birthdayMetafield: 'facts.birth_date',
      mailToolAddress: null,
    })
  })

  test('is not looked for where no metafield can be', async () => {
    const { api } = await app.openShop()

    for (const birthdayMetafield of ['birthday', 'facts.', 'a.b', 'facts.birth.date', 'facts.birth_date") {']) {
      await expect(api.call('PUT', '/settings', { birthdayMetafield })).rejects.toMatchObject({ status: 400 })
    }
    expect(await api.call('GET', '/settings')).toMatchObject({ birthdayMetafield: null, mailToolAddress: null })
  })
})
