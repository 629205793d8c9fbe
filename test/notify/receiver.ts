import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
}
export type Reply = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A mail tool's end of the line: writes down what arrives, and answers as told; `silent` takes it and says nothing. */
export type Receiver = {
  readonly url: string
  readonly received: Received[]
  /** The next answers, one each; 204 when there are none left. */
  readonly replies: (Reply | 'silent' | 'hang up')[]
  readonly stop: () => Promise<void>
}

export const startReceiver = async (port = 0): Promise<Receiver> => {
  const received: Received[] = []
  const replies: Receiver['replies'] = []
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const { method = '', url = '', headers } = request
      received.push({ method, path: url, headers, text, body: JSON.parse(text) })
      const reply = replies.shift() ?? { status: 204 }
      if (reply === 'silent') return
      if (reply === 'hang up') return void request.socket.destroy()
      response.writeHead(reply.status ?? 200, reply.headers).end(reply.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/perennial`,
    received,
    replies,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** As the README tells whoever receives messages to check them. */
export const isSigned = ({ headers, text }: Received, secret: string, now: number): boolean => {
  const [, time = '', signature = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['perennial-signature'])) ?? []
  const expected = createHmac('sha256', secret).update(`${time}.${text}`).digest('hex')
  return signature === expected && Math.abs(now / 1000 - Number(time)) < 300
}
