import { DAY_MS, type Reason } from '../../../../app/rules/types.ts'
import { orderBody, sendWebhook } from '../../../web/send-webhook.ts'
import { checkoutRule } from '../offers.ts'
import { tagRule } from '../rules.ts'
import { putRule, type ReasonStory } from './story.ts'

const FREE_AT_NO_TIME = { freeAt: null } as const
const tag = tagRule('Tag')

/** What has nothing to do with what the customer had before. */
export const standingReasons = {
  too_old: [
    {
      title: 'of an order that we hear of after three days',
      rules: [tagRule('Tag', { trigger: 'order.created' })],
      happens: ({ shop, domain }, app) => {
        const then = new Date(Date.now() - 3 * DAY_MS).toISOString()
        const customer = { id: shop.newCustomer().id }
        const body = orderBody(1, { customer, created_at: then, processed_at: then, updated_at: then })
        return sendWebhook(app, { shop: domain, topic: 'orders/create', body })
      },
      shows: [{ rule: 'Tag', because: 'we heard of it more than 48 hours after it happened', ...FREE_AT_NO_TIME }],
    },
  ],
  no_customer: [
    {
      title: 'of an order without a customer',
      rules: [tag],
      happens: ({ domain }, app) =>
        sendWebhook(app, { shop: domain, topic: 'orders/paid', body: orderBody(1, { customer: null }) }),
      shows: [{ rule: 'Tag', because: 'nobody knows who the customer is', ...FREE_AT_NO_TIME }],
    },
  ],
  stopped: [
    {
      title: 'while everything is stopped',
      rules: [tag],
      happens: async ({ shop, api }) => {
        await api.call('POST', '/stop')
        await shop.customerOrders()
      },
      shows: [{ rule: 'Tag', because: 'everything was stopped', ...FREE_AT_NO_TIME }],
    },
  ],
  left_out: [
    {
      title: 'of staff, by the tag that the settings say',
      rules: [tag],
      happens: async ({ shop, api, settled }) => {
        await api.call('PUT', '/settings', { policies: { staffTag: 'team' } })
        const colleague = shop.newCustomer()
        shop.tags(colleague, ['team'])
        await settled()
        await shop.customerOrders({ by: colleague })
      },
      shows: [{ rule: 'Tag', because: 'staff are left out of everything', ...FREE_AT_NO_TIME }],
    },
    {
      title: 'of a company, and of whoever ordered for one before',
      rules: [
        tag,
        tagRule('Asks', {
          conditions: { all: [{ fact: 'customer.isBusiness', operator: 'equal', value: true }] },
        }),
      ],
      happens: async ({ shop }) => {
        const { customer } = await shop.customerOrders({ companyId: 12, on: '2026-03-01T10:00:00Z' })
        await shop.customerOrders({ by: customer, on: '2026-03-02T10:00:00Z' })
      },
      shows: Array(2).fill({
        rule: 'Tag',
        because: 'companies are left out unless the rule asks about them',
        ...FREE_AT_NO_TIME,
      }),
    },
    {
      title: 'of a subscription that bills itself',
      rules: [tag],
      happens: ({ shop }) => shop.customerOrders({ source: 'subscription_contract_checkout_one' }),
      shows: [{ rule: 'Tag', because: 'a subscription that bills itself is nothing to react to', ...FREE_AT_NO_TIME }],
    },
  ],
  shadow: [
    {
      title: 'by a rule that only watches',
      rules: [tag],
      happens: async (opened) => {
        await putRule(opened, 'shadow')
        await opened.shop.customerOrders()
      },
      shows: [{ rule: 'Tag', because: 'the rule is only watching', ...FREE_AT_NO_TIME }],
    },
  ],
  outside_share: [
    {
      title: 'by a rule that is live for nobody yet',
      rules: [tag],
      happens: async (opened) => {
        await putRule(opened, 'live', 0)
        await opened.shop.customerOrders()
      },
      shows: [{ rule: 'Tag', because: 'the rule is live for 0% of the customers so far', ...FREE_AT_NO_TIME }],
    },
  ],
  not_carried: [
    {
      title: 'by the checkout, where the order came without it',
      rules: [checkoutRule()],
      happens: ({ shop }) => shop.customerOrders(),
      shows: [
        {
          rule: 'Welcome',
          because:
            'the order came without it: not signed in, another discount went first, or the checkout did not know yet',
          ...FREE_AT_NO_TIME,
        },
      ],
    },
  ],
} satisfies Partial<Record<Reason, readonly ReasonStory[]>>
