import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { z } from 'zod'
import { COMPLIANCE_TOPICS, isTopic, TOPICS, type Topic } from './topics.ts'

/** Subscribed topic → path on the app; a topic that is not in it is never sent. */
export type TopicRoutes = ReadonlyMap<Topic, string>

const appToml = z.object({
  access_scopes: z.object({ scopes: z.string().default('') }).default({ scopes: '' }),
  webhooks: z
    .object({
      subscriptions: z
        .array(
          z.object({
            topics: z.array(z.string()).default([]),
            compliance_topics: z.array(z.enum(COMPLIANCE_TOPICS)).default([]),
            uri: z.string(),
          }),
        )
        .default([]),
    })
    .default({ subscriptions: [] }),
})

export type AppConfiguration = { readonly routes: TopicRoutes; readonly scopes: readonly string[] }

/** What Shopify would learn from `shopify app deploy`; null where the file is not there. */
export const readAppToml = (file: string): AppConfiguration | null => {
  if (!existsSync(file)) return null
  const { webhooks, access_scopes } = appToml.parse(parse(readFileSync(file, 'utf8')))
  const routes = new Map<Topic, string>()
  for (const { topics, compliance_topics, uri } of webhooks.subscriptions) {
    for (const topic of [...topics, ...compliance_topics]) {
      if (!isTopic(topic)) throw new Error(`${file} subscribes to ${topic}, which the local Shopify cannot send`)
      routes.set(topic, uri)
    }
  }
  return { routes, scopes: splitScopes(access_scopes.scopes) }
}

export const everyTopicTo = (path: string): TopicRoutes => new Map(TOPICS.map((topic) => [topic, path]))

const splitScopes = (scopes: string) =>
  scopes
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '')
