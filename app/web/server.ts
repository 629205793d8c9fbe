import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError, messageOf } from '../errors.ts'
import { type ApiOptions, createApi } from './api/create-api.ts'
import { createWebhookHandler, type WebhookOptions } from './webhooks.ts'

export type WebOptions = ApiOptions & {
  readonly webhooks: WebhookOptions
  readonly port: number
  readonly host: string
}

/** The webhook path stands in front of Express: it needs raw bytes, and none of what Express does for pages. */
export const startWeb = async ({
  webhooks,
  port,
  host,
  ...api
}: WebOptions): Promise<{ port: number; stop: () => Promise<void> }> => {
  const handleWebhook = createWebhookHandler(webhooks)
  const handleRest = createApi(api)
  const server = createServer((request, response) => {
    if (request.url === '/webhooks' || request.url?.startsWith('/webhooks?')) {
      handleWebhook(request, response).catch((error: unknown) => {
        webhooks.log.error('a webhook request broke off', { reason: messageOf(error) })
        if (!response.headersSent) response.writeHead(500).end()
      })
      return
    }
    handleRest(request, response)
  })
  await listen(server, port, host)
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 5_000).unref()
      }),
  }
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      reject(
        isTaken
          ? new AppError('port.taken', `Port ${port} is taken: stop what listens there, or set another PORT`)
          : error,
      )
    })
    server.listen(port, host, () => resolve())
  })
