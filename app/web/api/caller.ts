import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { isStorableText } from '../../ledger/entries.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { StoredShop } from '../../store/shops.ts'

/** Who calls, from a verified session token: every query is made in this shop and in no other. */
export type Caller = { readonly shop: StoredShop; readonly userId: string }

export type VerifySessionToken = (
  token: string,
) => Promise<
  | { readonly valid: true; readonly shop: string; readonly userId: string }
  | { readonly valid: false; readonly reason: string }
>
/** Makes sure that the app is installed in the token's shop; the shop as it is stored then. */
export type Install = (shop: string, sessionToken: string) => Promise<StoredShop>

const callers = new WeakMap<Request, Caller>()

export const callerOf = (request: Request): Caller => {
  const caller = callers.get(request)
  if (caller === undefined) throw new AppError('token.invalid', 'No session token was checked for this request')
  return caller
}

/** Who does something, for the record: the name they gave, else their user id. */
export const personOf = async (request: Request, store: AppStore): Promise<string> => {
  const { shop, userId } = callerOf(request)
  return (await store.people.nameOf(shop.id, userId)) ?? `user ${userId}`
}

/** Every call carries a session token: no cookie and no address opens the API. A shop that opens the app first is installed. */
export const withSession =
  ({
    store,
    verifySessionToken,
    install,
  }: {
    store: AppStore
    verifySessionToken: VerifySessionToken
    install: Install
  }): RequestHandler =>
  async (request, _response, next) => {
    const token = bearerOf(request)
    const check = await verifySessionToken(token)
    if (!check.valid) throw new AppError('token.invalid', check.reason)
    const held = await store.shops.find(check.shop)
    const shop = held?.isInstalled === true && held.hasAccess ? held : await install(check.shop, token)
    callers.set(request, { shop, userId: check.userId })
    next()
  }

export const bearerOf = (request: Request): string => {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) throw new AppError('token.invalid', 'The request carries no session token')
  return token
}

/** What a request brings, parsed; everything wrong with it at once. */
export const parse = <Shape>(shape: z.ZodType<Shape>, value: unknown): Shape => {
  const parsed = shape.safeParse(value)
  const issues = parsed.success ? unstorable(value) : parsed.error.issues
  if (parsed.success && issues.length === 0) return parsed.data
  const problems = issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
  throw new AppError('request.invalid', problems.join('; '))
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string }

/** Texts that no table can hold, found without recursion: a body may be nested as deeply as it is long. */
const unstorable = (value: unknown): Issue[] => {
  const issues: Issue[] = []
  const waiting: Part[] = [{ value }]
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const { value: held } = part
    if (typeof held === 'string' && !isStorableText(held)) {
      issues.push({ path: pathOf(part), message: 'holds a character that cannot be kept' })
    } else if (typeof held === 'object' && held !== null) {
      for (const [key, inner] of Object.entries(held)) waiting.push({ value: inner, key, inside: part })
    }
  }
  return issues
}

type Part = { readonly value: unknown; readonly key?: string; readonly inside?: Part }

const pathOf = (part: Part): string[] => {
  const path: string[] = []
  for (let at: Part | undefined = part; at?.key !== undefined; at = at.inside) path.unshift(at.key)
  return path
}

/** A parameter of the path; Express types it as maybe a list. */
export const param = (request: Request, name: string): string => parse(z.string(), request.params[name])
