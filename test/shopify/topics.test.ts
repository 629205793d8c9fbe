import { readFileSync } from 'node:fs'
import { allTopicsForVersion, metadataForWebhook } from 'shopify-webhook-schemas'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { API_VERSION } from '../../app/shopify/library.ts'
import { payloads } from '../../app/shopify/payloads/index.ts'
import { identifyPayload, readPayload } from '../../app/shopify/payloads/read-payload.ts'

const toml = z
  .object({
    application_url: z.url(),
    embedded: z.literal(true),
    webhooks: z.object({
      api_version: z.string(),
      subscriptions: z.array(
        z.object({
          topics: z.array(z.string()).default([]),
          compliance_topics: z.array(z.string()).default([]),
          uri: z.string(),
        }),
      ),
    }),
  })
  .parse(parse(readFileSync(new URL('../../shopify.app.toml', import.meta.url), 'utf8')))

const subscribed = toml.webhooks.subscriptions.flatMap(({ topics, compliance_topics }) => [
  ...topics,
  ...compliance_topics,
])
const read = payloads.flatMap(({ topics }) => [...topics])
const documented = new Set(allTopicsForVersion(API_VERSION))

/** The documented samples carry no shop currency of their own: they are all in dollars. */
const context = { currency: 'USD', triggeredAt: Date.parse('2026-01-02T03:04:05Z') }

test('the app subscribes in the API version that it speaks', () => {
  expect(toml.webhooks.api_version).toBe(API_VERSION)
})

test('every subscribed topic has one reader, and every reader of Shopify’s topics is subscribed', () => {
  expect(read.filter((topic) => !topic.startsWith('reread/')).sort()).toEqual([...subscribed].sort())
  expect(new Set(read).size).toBe(read.length)
})

test('every subscribed topic is one that Shopify documents', () => {
  expect(subscribed.filter((topic) => !documented.has(topic))).toEqual([])
})

describe('the documented sample', () => {
  test.each(subscribed)('of %s is placed and read', (topic) => {
    const body = Buffer.from(JSON.stringify(metadataForWebhook(API_VERSION, topic).response))

    const identified = identifyPayload(topic, body, context.triggeredAt)
    const result = readPayload(topic, body, context)

    expect(identified.problem).toBeNull()
    expect(result).toMatchObject({ read: true })
  })

  test('of refunds/create names no currency, so the refund is asked for again', () => {
    const body = Buffer.from(JSON.stringify(metadataForWebhook(API_VERSION, 'refunds/create').response))

    expect(readPayload('refunds/create', body, context)).toEqual({
      read: true,
      reading: { entries: [], reread: { kind: 'refund', id: '890088186047892319' } },
    })
  })

  test.each([
    'orders/create',
    'orders/cancelled',
    'orders/delete',
    'customer.tags_added',
    'customer.tags_removed',
    'customers_email_marketing_consent/update',
    'customers_marketing_consent/update',
  ])('of %s stands in the ledger where its own entry does', (topic) => {
    const body = Buffer.from(JSON.stringify(metadataForWebhook(API_VERSION, topic).response))

    const { key } = identifyPayload(topic, body, context.triggeredAt)

    expect(readPayload(topic, body, context)).toMatchObject({
      reading: { entries: expect.arrayContaining([expect.objectContaining(key)]) },
    })
  })
})
