import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createApi, mayPass } from '../../app/admin/api-client.ts'
import { createSession } from '../../app/admin/session.ts'

type Answer = { readonly status?: number; readonly body: unknown }
type Asked = {
  readonly method: string
  readonly path: string
  readonly token: string | undefined
  readonly body: string
}

const shape = z.object({ name: z.string() })
const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** A server whose answers the test writes; /session hands out token-1, token-2, … */
const start = async (answer: (asked: Asked) => Answer | 'hang up') => {
  const asked: Asked[] = []
  const sessions: string[] = []
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    if (path.startsWith('/session')) {
      sessions.push(path)
      return response.end(JSON.stringify({ token: `token-${sessions.length}` }))
    }
    const body: Buffer[] = []
    for await (const part of request) body.push(part)
    const one = {
      method: request.method ?? '',
      path,
      token: request.headers.authorization,
      body: Buffer.concat(body).toString(),
    }
    asked.push(one)
    const answered = answer(one)
    if (answered === 'hang up') return request.socket.destroy()
    response.statusCode = answered.status ?? 200
    return response.end(typeof answered.body === 'string' ? answered.body : JSON.stringify(answered.body))
  }
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closing.push(() => new Promise((closed) => server.close(closed)))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const session = createSession({ kind: 'standalone', url: `${origin}/session`, shop: 'a.myshopify.com' })
  return { api: createApi(session, origin), asked, sessions }
}

test('requests made together share one session token, asked for with the shop', async () => {
  const { api, asked, sessions } = await start(() => ({ body: { name: 'Ada' } }))

  const answers = await Promise.all([api.get('/api/a', shape), api.get('/api/b', shape)])

  expect(answers).toEqual([{ name: 'Ada' }, { name: 'Ada' }])
  expect(sessions).toEqual(['/session?shop=a.myshopify.com'])
  expect(asked.map(({ token }) => token)).toEqual(['Bearer token-1', 'Bearer token-1'])
})

test('a token is renewed before its 60 seconds are over', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const { api, asked } = await start(() => ({ body: { name: 'Ada' } }))

  await api.get('/api/a', shape)
  vi.advanceTimersByTime(45_000)
  await api.get('/api/a', shape)
  vi.advanceTimersByTime(10_000)
  await api.get('/api/a', shape)

  expect(asked.map(({ token }) => token)).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2'])
})

test('a refused token is renewed and the same request sent once more', async () => {
  const { api, asked } = await start(({ token }) =>
    token === 'Bearer token-1'
      ? { status: 401, body: { error: { code: 'token.invalid', message: 'Expired' } } }
      : { body: { name: 'Ada' } },
  )

  await api.send('POST', '/api/a', { note: 'kept' }, shape)

  expect(asked.map(({ method, body }) => ({ method, body }))).toEqual([
    { method: 'POST', body: '{"note":"kept"}' },
    { method: 'POST', body: '{"note":"kept"}' },
  ])
})

test('a second refusal is told, not tried for ever', async () => {
  const { api, asked } = await start(() => ({
    status: 401,
    body: { error: { code: 'token.invalid', message: 'Expired' } },
  }))

  await expect(api.get('/api/a', shape)).rejects.toMatchObject({ code: 'token.invalid', status: 401 })
  expect(asked).toHaveLength(2)
})

test('a refusal carries every problem', async () => {
  const problems = [{ path: '/name', message: 'Missing', expected: 'text' }]
  const { api } = await start(() => ({
    status: 422,
    body: { error: { code: 'rule.invalid', message: 'The rule has problems', problems } },
  }))

  await expect(api.send('PUT', '/api/a', {}, shape)).rejects.toMatchObject({
    code: 'rule.invalid',
    message: 'The rule has problems',
    problems,
  })
})

test('an answer of another shape is refused, naming the first bad field', async () => {
  const { api } = await start(() => ({ body: { name: 7 } }))

  await expect(api.get('/api/a', shape)).rejects.toMatchObject({
    code: 'unexpected_answer',
    message: expect.stringMatching(/^\/api\/a: name: /),
  })
})

test.each([
  { what: 'no answer at all', answer: 'hang up' as const, passes: true },
  { what: 'a page of a proxy', answer: { status: 502, body: '<html>' }, passes: true },
  { what: 'a refusal', answer: { status: 404, body: { error: { code: 'not_found', message: 'No' } } }, passes: false },
])('$what may pass: $passes', async ({ answer, passes }) => {
  const { api } = await start(() => answer)

  const error = await api.order('POST', '/api/a').catch((caught: unknown) => caught)

  expect(error).toBeInstanceOf(Error)
  expect(mayPass(error)).toBe(passes)
})

test('outside Shopify and without a session address there is one sentence to read', async () => {
  const api = createApi(createSession({ kind: 'none' }), 'http://127.0.0.1:9')

  await expect(api.get('/api/a', shape)).rejects.toThrow('Open Perennial from the Apps menu')
})

test('a failed session is asked for anew, not remembered', async () => {
  const refused = { kind: 'standalone', url: 'http://127.0.0.1:9/session', shop: '' } as const
  const session = createSession(refused)

  await expect(session.token()).rejects.toThrow('does not answer')
  await expect(session.token()).rejects.toThrow('does not answer')
})
