import type { Reason } from '../../../../app/rules/types.ts'
import type { OpenShop } from '../../../support/start-app.ts'
import { callRule, keptBackIn, tagRule } from '../rules.ts'
import type { ReasonStory } from './story.ts'

const ordersOn = async ({ shop }: OpenShop, ...days: readonly string[]): Promise<void> => {
  const by = shop.newCustomer()
  for (const day of days) await shop.customerOrders({ by, on: `2026-03-${day}T10:00:00Z` })
}

/** Told to the mail tool once a tool is named; here nothing ever goes out. */
const writes = tagRule('Write', {
  actions: [{ type: 'customer.notify', params: { message: 'thanks', channel: 'email' } }],
})
const writeBy = async ({ api }: OpenShop, unknownConsent: 'send' | 'keep'): Promise<void> => {
  await api.call('PUT', '/settings', {
    mailToolAddress: 'https://mail-tool.example/perennial',
    policies: { contacts: { unknownConsent } },
  })
  const { id, version } = await api.createRule(writes)
  await api.setRuleState(id, 'live', version)
}

/** What the customer has asked for, and what they have heard from the shop. */
export const attentionReasons = {
  never_contact: [
    {
      title: 'to somebody who asked for that, but for what they do not hear',
      rules: [callRule('Call'), tagRule('Tag')],
      happens: async ({ shop, api, settled }) => {
        const { id } = shop.newCustomer()
        await settled()
        await api.call('PUT', `/customers/${id}/never-contact`)
        await shop.customerOrders({ by: id })
      },
      shows: [{ rule: 'Call', because: 'they asked us not to write or call', freeAt: null }],
    },
  ],
  no_consent: [
    {
      title: 'of somebody who said no',
      rules: [],
      happens: async (opened) => {
        await writeBy(opened, 'send')
        const customer = opened.shop.newCustomer()
        opened.shop.consents(customer, 'email', false)
        await opened.settled()
        await opened.shop.customerOrders({ by: customer })
      },
      shows: [{ rule: 'Write', because: 'they have not agreed to hear from us', freeAt: null }],
    },
    {
      title: 'of somebody of whom nobody knows it, where the settings say so',
      rules: [],
      happens: async (opened) => {
        await writeBy(opened, 'keep')
        await opened.shop.customerOrders()
      },
      shows: [{ rule: 'Write', because: 'nobody knows whether they agreed to hear from us', freeAt: null }],
    },
  ],
  held_out: [
    {
      title: 'of a comparison group, drawn by the customer',
      rules: [tagRule('Tag', { limits: { holdOutPercent: 90 } })],
      // Who is in the group is drawn: most often the first customer is.
      happens: async ({ shop, api, settled }) => {
        while ((await keptBackIn(api)).length === 0) {
          await shop.customerOrders()
          await settled()
        }
      },
      shows: [{ rule: 'Tag', because: 'left out to compare, as 90% of the customers are', freeAt: null }],
    },
  ],
  attention_spent: [
    {
      title: 'by whoever heard from us too often, of any rule',
      rules: [callRule('Call'), tagRule('Tag')],
      happens: (opened) => ordersOn(opened, '01', '10', '20', '31'),
      shows: [
        {
          rule: 'Call',
          because: 'they have heard from us 2 times in 30 days',
          freeAt: '2026-03-31T10:00:00.000Z',
        },
      ],
    },
    {
      title: 'by whoever heard from us only just now',
      rules: [callRule('Call')],
      happens: (opened) => ordersOn(opened, '01', '03', '04'),
      shows: [{ rule: 'Call', because: 'they heard from us less than 3 days ago', freeAt: '2026-03-04T10:00:00.000Z' }],
    },
    {
      title: 'as the settings say',
      rules: [callRule('Call')],
      happens: async (opened) => {
        await opened.api.call('PUT', '/settings', { policies: { contacts: { times: 1, days: 5, daysApart: 0 } } })
        await ordersOn(opened, '01', '03', '06')
      },
      shows: [{ rule: 'Call', because: 'they have heard from us once in 5 days', freeAt: '2026-03-06T10:00:00.000Z' }],
    },
  ],
} satisfies Partial<Record<Reason, readonly ReasonStory[]>>
