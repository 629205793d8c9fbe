import type { z } from 'zod'
import { failure } from '../contracts/api.ts'
import type { Problem } from '../rules/types.ts'
import { NoSession, type Session } from './session.ts'

/** An answer that is not the one asked for. `status` is 0 when there was none at all. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly code: string
  readonly status: number
  readonly problems: readonly Problem[]

  constructor(
    code: string,
    status: number,
    message: string,
    problems: readonly Problem[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.code = code
    this.status = status
    this.problems = problems
  }
}

/** True when the same request may well succeed a moment later. */
export const mayPass = (error: unknown): boolean =>
  error instanceof NoSession || (error instanceof ApiFailure && (error.status === 0 || error.status >= 500))

export type Api = {
  readonly get: <T>(path: string, shape: z.ZodType<T>, signal?: AbortSignal) => Promise<T>
  readonly send: <T>(method: 'POST' | 'PUT', path: string, body: unknown, shape: z.ZodType<T>) => Promise<T>
  /** For requests whose answer says nothing but that it worked. */
  readonly order: (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<void>
}

type Request = {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

const TIMEOUT_MS = 20_000

export const createApi = (session: Session, origin: string): Api => {
  const ask = async (request: Request): Promise<Response> => {
    const response = await attempt(origin, request, await session.token())
    if (response.status !== 401) return response
    return attempt(origin, request, await session.renew())
  }
  const askFor = async <T>(request: Request, shape: z.ZodType<T>): Promise<T> =>
    parse(request.path, await ask(request), shape)

  return {
    get: (path, shape, signal) => askFor({ method: 'GET', path, signal }, shape),
    send: (method, path, body, shape) => askFor({ method, path, body }, shape),
    order: async (method, path, body = {}) => {
      const response = await ask({ method, path, body })
      if (!response.ok) throw await failureOf(response)
    },
  }
}

const attempt = async (origin: string, { method, path, body, signal }: Request, token: string): Promise<Response> => {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    return await fetch(new URL(path, origin), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
  } catch (cause) {
    // Somebody turned to another page: nobody is waiting for this answer.
    if (signal?.aborted) throw cause
    const message = timeout.aborted
      ? `Perennial took longer than ${TIMEOUT_MS / 1000} seconds to answer.`
      : 'Perennial does not answer. Check your connection.'
    throw new ApiFailure('unreachable', 0, message, [], { cause })
  }
}

const parse = async <T>(path: string, response: Response, shape: z.ZodType<T>): Promise<T> => {
  if (!response.ok) throw await failureOf(response)
  const parsed = shape.safeParse(await response.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  const first = parsed.error.issues[0]
  const where = first?.path.join('.') || 'the whole answer'
  throw new ApiFailure('unexpected_answer', response.status, `${path}: ${where}: ${first?.message ?? 'unreadable'}`)
}

const failureOf = async (response: Response): Promise<ApiFailure> => {
  const body = failure.safeParse(await response.json().catch(() => undefined))
  if (!body.success) {
    return new ApiFailure('internal', response.status, `Perennial answered ${response.status} without saying why.`)
  }
  const { code, message, problems = [] } = body.data.error
  return new ApiFailure(code, response.status, message, problems.map(toProblem))
}

type WireProblem = { path: string; message: string; found?: string | undefined; expected?: string | undefined }

/** zod writes `found: undefined` where the language leaves the key out. */
const toProblem = ({ path, message, found, expected }: WireProblem): Problem => ({
  path,
  message,
  ...(found === undefined ? {} : { found }),
  ...(expected === undefined ? {} : { expected }),
})
