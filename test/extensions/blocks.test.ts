import { readdirSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { signal } from '@preact/signals'
import { setUpExtension } from '@shopify/ui-extensions-tester'
import { describe, expect, test, vi } from 'vitest'
import type { ApiCustomerBrief, ApiCustomerOffers, ApiReasons } from '../../app/contracts/extensions.ts'
import { folderOf, openPage, textsOf, translateFrom } from './open-page.ts'

/** The app's end of the network: what it answers, as often as it is asked. */
const answering = (...answers: readonly (object | number | 'never')[]) => {
  let asked = 0
  return vi.fn(async (): Promise<Response> => {
    const answer = answers[Math.min(asked++, answers.length - 1)]
    if (answer === 'never') return new Promise(() => {})
    if (typeof answer === 'number') return new Response('{}', { status: answer })
    return new Response(JSON.stringify(answer))
  })
}

const allocation = (title: string) =>
  ({ type: 'custom', title, discountedAmount: { amount: 4, currencyCode: 'GBP' } }) as const

/** Shopify's tester leaves out what may be missing, and then refuses to be asked for it. */
const inEditor = (shopify: { readonly extension: object }, editor?: { readonly type: 'checkout' }) =>
  Object.assign(shopify, { extension: { ...shopify.extension, editor } })

describe('at the checkout', () => {
  const open = (
    fetch: ReturnType<typeof answering>,
    titles: readonly string[],
    { locale, editor }: { readonly locale?: string; readonly editor?: { readonly type: 'checkout' } } = {},
  ) => {
    const extension = setUpExtension('purchase.checkout.block.render', { configSearchDir: folderOf('why-this-offer') })
    extension.shopify.i18n.translate = translateFrom('why-this-offer', locale) as never
    inEditor(extension.shopify, editor)
    extension.shopify.discountAllocations.value = titles.map(allocation)
    extension.fetch = fetch as typeof globalThis.fetch
    return extension
  }
  const nothing: ApiReasons = { signedIn: true, moreForSignedIn: false, reasons: [] }

  test('each offer stands with its reason', async () => {
    await using page = openPage()
    const fetch = answering({ ...nothing, reasons: [{ shownAs: 'Ten', reasons: ['At the checkout'] }] })
    using extension = open(fetch, ['Ten', 'Ten'])

    await extension.render()
    expect(page.lines()).toEqual(['Looking up why you got this offer'])

    await vi.waitFor(() => expect(page.lines()).toEqual(['Why you got this offer', 'Ten', 'At the checkout']))
    expect(fetch).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/\/extensions\/reasons$/),
      expect.objectContaining({
        method: 'POST',
        body: JSON.stringify({ titles: ['Ten'], codes: [] }),
        headers: { authorization: 'Bearer mock-session-token', 'content-type': 'application/json' },
      }),
    )
  })

  test('a discount that changes is asked about anew, and a late answer about the one before is not shown', async () => {
    await using page = openPage()
    const before = Promise.withResolvers<Response>()
    const saying = (title: string) =>
      new Response(JSON.stringify({ ...nothing, reasons: [{ shownAs: title, reasons: [`because of ${title}`] }] }))
    const fetch = vi.fn(async (_url: unknown, { body = '' }: { body?: string } = {}) =>
      body.includes('Ten') ? before.promise : saying('Five'),
    )
    using extension = open(fetch as never, [])
    const shown = signal([allocation('Ten')])
    Object.assign(extension.shopify, { discountAllocations: shown })
    await extension.render()
    await vi.waitFor(() => expect(fetch).toHaveBeenCalledOnce())

    shown.value = [allocation('Five')]
    await vi.waitFor(() => expect(page.lines()).toContain('because of Five'))
    before.resolve(saying('Ten'))
    await nextTurn()

    expect(fetch).toHaveBeenCalledTimes(2)
    expect(page.lines()).toEqual(['Why you got this offer', 'Five', 'because of Five'])
  })

  test('a guest is asked to sign in, in their language', async () => {
    await using page = openPage()
    using extension = open(answering({ ...nothing, signedIn: false, moreForSignedIn: true }), [], { locale: 'de' })

    await extension.render()

    await vi.waitFor(() => expect(page.lines()).toEqual([expect.stringContaining('Melden Sie sich an')]))
  })

  test.each([
    { is: 'nothing of ours', answer: nothing },
    { is: 'no answer', answer: 503 },
  ])('with $is nobody is kept from paying: nothing stands there', async ({ answer }) => {
    await using page = openPage()
    const fetch = answering(answer)
    using extension = open(fetch, ['Summer sale'])

    await extension.render()

    await vi.waitFor(() => expect(page.lines()).toEqual([]))
    expect(fetch).toHaveBeenCalledOnce()
  })

  test('in the editor the merchant sees what will stand there', async () => {
    await using page = openPage()
    using extension = open(answering(500), [], { editor: { type: 'checkout' } })

    await extension.render()

    expect(page.lines()).toEqual([expect.stringMatching(/^Here customers read why/)])
  })
})

describe('on the thank-you page', () => {
  test('codes are explained too, and a guest is not asked to sign in any more', async () => {
    await using page = openPage()
    const body: ApiReasons = {
      signedIn: false,
      moreForSignedIn: true,
      reasons: [{ shownAs: 'THANKS-1', reasons: ['When an order is paid'] }],
    }
    const fetch = answering(body)
    using extension = setUpExtension('purchase.thank-you.block.render', { configSearchDir: folderOf('why-this-offer') })
    extension.shopify.i18n.translate = translateFrom('why-this-offer') as never
    inEditor(extension.shopify)
    extension.shopify.discountCodes.value = [{ code: 'THANKS-1' }]
    extension.fetch = fetch as unknown as typeof globalThis.fetch

    await extension.render()

    await vi.waitFor(() =>
      expect(page.lines()).toEqual(['Why you got this offer', 'THANKS-1', 'When an order is paid']),
    )
    expect(fetch).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ body: JSON.stringify({ titles: [], codes: ['THANKS-1'] }) }),
    )
  })
})

describe('in a customer’s account', () => {
  const open = (fetch: ReturnType<typeof answering>, locale?: string) => {
    const extension = setUpExtension('customer-account.profile.block.render', {
      configSearchDir: folderOf('your-offers'),
    })
    extension.shopify.i18n.translate = translateFrom('your-offers', locale) as never
    extension.shopify.i18n.formatCurrency = (amount) => `£${Number(amount).toFixed(2)}`
    extension.shopify.i18n.formatDate = (date) => date.toISOString().slice(0, 10)
    extension.fetch = fetch as unknown as typeof globalThis.fetch
    return extension
  }
  const offers: ApiCustomerOffers = {
    signedIn: true,
    currency: 'GBP',
    offers: [
      {
        code: 'A-1',
        worth: { percent: 10 },
        minimum: '30.00',
        until: '2027-01-21T10:00:00.000Z',
        reason: 'When an order is paid',
      },
      { code: 'B-2', worth: { amount: '5.00' }, minimum: null, until: null, reason: null },
    ],
  }

  test('each code stands with what it takes off, from how much, until when and why', async () => {
    await using page = openPage()
    using extension = open(answering(offers))

    await extension.render()
    expect(page.lines()).toEqual(['Your offers', 'Looking up your offers'])

    await vi.waitFor(() =>
      expect(page.lines()).toEqual([
        'Your offers',
        ...['10% off', 'A-1', 'Copy the code', 'On orders from £30.00', 'Good until 2027-01-21'],
        'Why: When an order is paid',
        ...['£5.00 off', 'B-2', 'Copy the code', 'Good without an end'],
      ]),
    )
  })

  test('nothing to show is said', async () => {
    await using page = openPage()
    using extension = open(answering({ ...offers, offers: [] }), 'de')

    await extension.render()

    await vi.waitFor(() => expect(page.lines()).toEqual(['Ihre Angebote', 'Im Moment gibt es kein Angebot für Sie.']))
  })

  test('a failure is said, and can be tried again', async () => {
    await using page = openPage()
    using extension = open(answering(500, offers))

    await extension.render()
    await vi.waitFor(() => expect(page.lines()).toContain('Try again'))
    page.find('s-button').click()

    await vi.waitFor(() => expect(page.lines()).toContain('A-1'))
  })
})

describe('on a customer’s page in the admin', () => {
  const open = (fetch: ReturnType<typeof answering>, locale?: string) => {
    const extension = setUpExtension('admin.customer-details.block.render', {
      configSearchDir: folderOf('customer-brief'),
    })
    extension.shopify.data.selected = [{ id: 'gid://shopify/Customer/7' }]
    extension.shopify.i18n.translate = translateFrom('customer-brief', locale) as never
    extension.shopify.i18n.formatDate = (date) => date.toISOString().slice(0, 10)
    extension.fetch = fetch as unknown as typeof globalThis.fetch
    return extension
  }
  const brief: ApiCustomerBrief = {
    id: '7',
    name: 'Ada Li',
    lines: ['6 orders, £812.40 so far', 'Loyal: comes again at their usual pace'],
    neverContact: { by: 'Bea', at: '2026-11-01T00:00:00.000Z' },
    tasks: [{ id: 'payment:5:rul_1:0', title: 'Call Ada Li', dueOn: '2026-11-20', overdue: true }],
    moreTasks: true,
    rules: [
      {
        id: 'rul_1',
        name: 'Call',
        state: 'live',
        holds: true,
        why: ['6 orders'],
        last: { says: 'gave', at: '2026-11-18T10:00:00.000Z' },
      },
      {
        id: 'rul_2',
        name: 'Top',
        state: 'shadow',
        holds: false,
        why: ['6 orders; needs more than 9 (4 more)'],
        last: null,
      },
      { id: 'rul_3', name: 'Big', state: 'live', holds: null, why: [], last: null },
    ],
  }

  test('it says how they stand, what is to be done, and why each rule is for them or not', async () => {
    await using page = openPage()
    const fetch = answering(brief)
    using extension = open(fetch)

    await extension.render()
    expect(page.lines()).toEqual(['Perennial', 'Looking up how this customer stands'])

    await vi.waitFor(() =>
      expect(page.lines()).toEqual([
        'Perennial',
        'They asked not to be contacted, says Bea.',
        ...brief.lines,
        ...['To do', 'Call Ada Li', 'due 2026-11-20', 'Overdue', 'All tasks'],
        'Rules',
        ...['Call', 'Meets it', '6 orders', '2026-11-18: gave'],
        ...['Top', 'Does not meet it', 'Watch only', '6 orders; needs more than 9 (4 more)'],
        ...['Big', 'Depends on the order'],
        'Open Perennial',
      ]),
    )
    expect(page.find('s-link').getAttribute('href')).toBe('app:tasks/payment%3A5%3Arul_1%3A0')
    expect(fetch).toHaveBeenCalledExactlyOnceWith('/extensions/customers/7', { headers: {} })
  })

  test('somebody new to the shop, and a shop without rules', async () => {
    await using page = openPage()
    using extension = open(
      answering({ ...brief, lines: [], neverContact: null, tasks: [], moreTasks: false, rules: [] }),
    )

    await extension.render()

    await vi.waitFor(() =>
      expect(page.lines()).toEqual([
        ...['Perennial', 'No order yet.', 'To do', 'Nothing is to be done.', 'Rules', 'No rule is live or watched.'],
        'Open Perennial',
      ]),
    )
  })

  test('a failure is said, and can be tried again', async () => {
    await using page = openPage()
    using extension = open(answering(404, brief), 'de')

    await extension.render()
    await vi.waitFor(() => expect(page.lines()).toContain('Noch einmal versuchen'))
    page.find('s-button').click()

    await vi.waitFor(() => expect(page.lines()).toContain('Call Ada Li'))
  })
})

test.each(['customer-brief', 'why-this-offer', 'your-offers'])('%s says the same in every language', (extension) => {
  const others = readdirSync(`${folderOf(extension)}/locales`).filter((file) => file !== 'en.default.json')

  expect(others).toContain('de.json')
  for (const file of others)
    expect(textsOf(extension, file.replace('.json', ''))).toEqual(textsOf(extension, 'en.default'))
})
